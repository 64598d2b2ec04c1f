package org.rollcall.server.placement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;

/**
 * All that placement needs to know of a tenant, as of one configuration version.
 *
 * @param named the organizations by canonical name
 */
public record Rules(
        long version,
        Map<OrganizationId, Organization> organizations,
        Map<String, List<Organization>> named,
        Map<RoleId, Role> roles,
        Map<ProviderId, ProviderRules> providers) {

    public Rules(
            long version,
            Map<OrganizationId, Organization> organizations,
            Map<RoleId, Role> roles,
            Map<ProviderId, ProviderRules> providers) {
        this(version, organizations, byName(organizations), roles, providers);
    }

    private static Map<String, List<Organization>> byName(Map<OrganizationId, Organization> organizations) {
        return organizations.values().stream()
                .sorted(Comparator.comparing(Organization::path))
                .collect(Collectors.groupingBy(organization -> Names.canonical(organization.name())));
    }

    /**
     * An organization.
     *
     * @param path its names from the root, joined by {@code /}
     * @param defaultRoles its own default roles, or the ones it inherits (P-41)
     * @param defaultsFrom the organization whose default roles they are
     */
    public record Organization(
            OrganizationId id, String path, boolean active, Set<RoleId> defaultRoles, OrganizationId defaultsFrom) {

        private static final String SEPARATOR = "/";

        /** Its own name, the last of its path. */
        public String name() {
            return path.substring(path.lastIndexOf(SEPARATOR) + 1);
        }

        /** The canonical names of its path. */
        List<String> names() {
            return Arrays.stream(path.split(SEPARATOR, -1))
                    .map(Names::canonical)
                    .toList();
        }

        /** Whether it stands anywhere below another one. */
        public boolean isBelow(Organization other) {
            return path.startsWith(other.path + SEPARATOR);
        }

        /** A new one right below, which inherits its default roles. */
        public Organization child(OrganizationId child, String name) {
            return new Organization(child, path + SEPARATOR + name, true, defaultRoles, defaultsFrom);
        }
    }

    /** A role with its permissions. */
    public record Role(RoleId id, String name, boolean administrative, Set<String> permissions) {}

    /** The organization of that path, in whatever case, whether it is active or not. */
    public Optional<Organization> at(String path) {
        String wanted = Names.canonical(path);
        return organizations.values().stream()
                .filter(known -> Names.canonical(known.path()).equals(wanted))
                .findFirst();
    }

    /** These rules with one provider's rules replaced. */
    public Rules with(ProviderRules provider) {
        Map<ProviderId, ProviderRules> next = new HashMap<>(providers);
        next.put(provider.id(), provider);
        return new Rules(version, organizations, named, roles, Map.copyOf(next));
    }

    /** The rules of a later version that has one organization more. */
    public Rules with(Organization organization, long later) {
        Map<OrganizationId, Organization> next = new HashMap<>(organizations);
        next.put(organization.id(), organization);
        return new Rules(later, Map.copyOf(next), roles, providers);
    }

    /** Organizations of a name, however spelled, below another one; deactivated ones included. */
    List<Organization> named(String name, OrganizationId below) {
        Organization parent = organization(below);
        return named.getOrDefault(Names.canonical(name), List.of()).stream()
                .filter(organization -> organization.isBelow(parent))
                .toList();
    }

    /** The organization of a path, or else those of a name, however spelled; deactivated ones included. */
    List<Organization> called(String answer) {
        List<String> names = Arrays.stream(answer.split(Organization.SEPARATOR, -1))
                .map(Names::canonical)
                .toList();
        List<Organization> last = named.getOrDefault(names.getLast(), List.of());
        List<Organization> exact = last.stream()
                .filter(organization -> organization.names().equals(names))
                .toList();
        return exact.isEmpty() && names.size() == 1 ? last : exact;
    }

    public Organization organization(OrganizationId id) {
        return Optional.ofNullable(organizations.get(id))
                .orElseThrow(() -> new IllegalStateException("organization " + id + " is not in version " + version));
    }

    public Role role(RoleId id) {
        return Optional.ofNullable(roles.get(id))
                .orElseThrow(() -> new IllegalStateException("role " + id + " is not in version " + version));
    }

    public ProviderRules provider(ProviderId id) {
        return Optional.ofNullable(providers.get(id))
                .orElseThrow(() -> new IllegalStateException("provider " + id + " is not in version " + version));
    }
}
