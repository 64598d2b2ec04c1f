package org.rollcall.server.configuration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.brake.Caution;
import org.rollcall.server.placement.OrganizationMapping;
import org.rollcall.server.profile.Expression;
import org.rollcall.server.profile.NameAttribute;
import org.rollcall.server.provider.Source;
import org.rollcall.server.schema.TenantExtension;

/**
 * A tenant's configuration as it is in the database, or as it is to be.
 *
 * @param schemas in the order of their URNs
 */
record Configured(
        long version,
        Map<OrganizationId, Organization> organizations,
        Map<RoleId, Role> roles,
        Map<ProviderId, Provider> providers,
        List<TenantExtension> schemas) {

    Configured {
        organizations = Map.copyOf(organizations);
        roles = Map.copyOf(roles);
        providers = Map.copyOf(providers);
        schemas = List.copyOf(schemas);
    }

    /**
     * An organization.
     *
     * @param active false for one that was removed while deleted users were still in it
     * @param made whether a mapping by attribute made it; then it may be left out while it has users (P-31)
     * @param defaults its own default roles; empty when it has its parent's
     * @param retention its own retention period; empty when it has its parent's (P-60)
     */
    record Organization(
            OrganizationId id,
            Optional<OrganizationId> parent,
            String name,
            boolean active,
            boolean made,
            Optional<Set<RoleId>> defaults,
            Optional<Duration> retention) {

        /** A root has no parent to inherit from: what it does not say, it has none of. */
        Organization {
            defaults = parent.isEmpty() ? defaults.or(() -> Optional.of(Set.of())) : defaults;
        }

        /** Default roles as far as they need to be said. */
        Optional<Set<RoleId>> saidDefaults() {
            return defaults.filter(roles -> parent.isPresent() || !roles.isEmpty());
        }

        Organization deactivated() {
            return new Organization(id, parent, name, false, made, Optional.empty(), retention);
        }
    }

    /** A role. */
    record Role(RoleId id, String name, boolean administrative, SortedSet<String> permissions) {}

    /** Where the name of an organization stands, and below which one it is looked for (P-31). */
    record ByAttribute(NameAttribute attribute, OrganizationId parent, boolean creates) {}

    /**
     * A provider's rules.
     *
     * @param organization the organization of method fixed, the fallback of the others
     * @param byAttribute of method byAttribute
     * @param byExpression of method byExpression
     * @param allowed the only roles that its rows may give
     * @param mapped false when roles are managed by hand
     * @param source what speaks for it
     * @param dialect how its requests are read
     */
    record Provider(
            ProviderId id,
            String name,
            OrganizationMapping.Method method,
            OrganizationId organization,
            List<MappingRow<OrganizationId>> organizationRows,
            Optional<ByAttribute> byAttribute,
            Optional<Expression<String>> byExpression,
            boolean mapped,
            List<MappingRow<Set<RoleId>>> roleRows,
            Optional<Set<RoleId>> allowed,
            Duration delay,
            List<MappingRow<Duration>> delayRows,
            Optional<NameAttribute> leaveDate,
            Source source,
            Mode dialect,
            Caution caution) {

        Provider {
            organizationRows = List.copyOf(organizationRows);
            roleRows = List.copyOf(roleRows);
            delayRows = List.copyOf(delayRows);
        }

        /** Every organization that the rules name. */
        Set<OrganizationId> namedOrganizations() {
            Set<OrganizationId> named = new HashSet<>(Set.of(organization));
            organizationRows.forEach(row -> named.add(row.target()));
            byAttribute.ifPresent(by -> named.add(by.parent()));
            return named;
        }

        /** Every role that the rules name. */
        Set<RoleId> namedRoles() {
            Set<RoleId> named = new HashSet<>();
            roleRows.forEach(row -> named.addAll(row.target()));
            allowed.ifPresent(named::addAll);
            return named;
        }
    }

    OrganizationPath path(OrganizationId id) {
        List<String> names = new ArrayList<>();
        Optional<OrganizationId> at = Optional.of(id);
        while (at.isPresent()) {
            Organization organization = organization(at.get());
            names.addFirst(organization.name());
            at = organization.parent();
        }
        return new OrganizationPath(names);
    }

    Organization organization(OrganizationId id) {
        return Objects.requireNonNull(organizations.get(id), "an organization that is referred to exists");
    }

    Role role(RoleId id) {
        return Objects.requireNonNull(roles.get(id), "a role that is referred to exists");
    }

    /** Organizations, inactive ones included, by canonical path. */
    Map<String, OrganizationId> organizationsByPath() {
        Map<String, OrganizationId> byPath = new HashMap<>();
        organizations.keySet().forEach(id -> byPath.put(path(id).canonical(), id));
        return byPath;
    }

    Map<String, RoleId> rolesByName() {
        Map<String, RoleId> byName = new HashMap<>();
        roles.values().forEach(role -> byName.put(Names.canonical(role.name()), role.id()));
        return byName;
    }

    Map<String, ProviderId> providersByName() {
        Map<String, ProviderId> byName = new HashMap<>();
        providers.values().forEach(provider -> byName.put(Names.canonical(provider.name()), provider.id()));
        return byName;
    }

    /** The names of roles, sorted. */
    List<String> roleNames(Set<RoleId> ids) {
        SortedSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        ids.forEach(id -> names.add(role(id).name()));
        return List.copyOf(names);
    }

    /** Whether a mapping row with these roles may bind by itself (P-36). */
    boolean administrative(Set<RoleId> ids) {
        return ids.stream().anyMatch(id -> role(id).administrative());
    }
}
