package org.rollcall.server.placement;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;

/** All that placement needs to know of a tenant, as of one configuration version. */
public record Rules(
        long version,
        Map<OrganizationId, Organization> organizations,
        Map<RoleId, Role> roles,
        Map<ProviderId, ProviderRules> providers) {

    /**
     * An organization.
     *
     * @param path its names from the root, joined by {@code /}
     * @param defaultRoles its own default roles, or the ones it inherits (P-41)
     * @param defaultsFrom the organization whose default roles they are
     */
    public record Organization(
            OrganizationId id, String path, boolean active, Set<RoleId> defaultRoles, OrganizationId defaultsFrom) {}

    /** A role with its permissions. */
    public record Role(RoleId id, String name, boolean administrative, Set<String> permissions) {}

    /** These rules with one provider's rules replaced. */
    public Rules with(ProviderRules provider) {
        Map<ProviderId, ProviderRules> next = new HashMap<>(providers);
        next.put(provider.id(), provider);
        return new Rules(version, organizations, roles, Map.copyOf(next));
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
