package org.rollcall.server.configuration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.configuration.Configured.Organization;
import org.rollcall.server.configuration.Configured.Role;
import org.rollcall.server.db.SqlArray;

/**
 * From two configurations to the statements that make the second out of the first: what is new is written before what
 * refers to it, what goes is deleted after what referred to it, each table in one set-based statement.
 */
final class ConfigurationWriter {

    private final UUID tenant;
    private final Instant now;
    private final Configured before;
    private final Configured after;
    private final List<Write> writes = new ArrayList<>();

    private ConfigurationWriter(UUID tenant, Instant now, Configured before, Configured after) {
        this.tenant = tenant;
        this.now = now;
        this.before = before;
        this.after = after;
    }

    static List<Write> of(UUID tenant, Instant now, Configured before, Configured after, UniqueStock stock) {
        ConfigurationWriter writer = new ConfigurationWriter(tenant, now, before, after);
        writer.roles();
        writer.permissions();
        writer.organizations();
        writer.defaultRoles();
        writer.writes.addAll(ProviderWriter.of(tenant, now, before, after));
        writer.removals();
        writer.writes.addAll(ExtensionWriter.of(tenant, before.schemas(), after.schemas(), stock));
        writer.version();
        return List.copyOf(writer.writes);
    }

    private void write(List<?> rows, Write write) {
        if (!rows.isEmpty()) {
            writes.add(write);
        }
    }

    static <K, V> List<V> added(Map<K, V> before, Map<K, V> after) {
        return after.entrySet().stream()
                .filter(entry -> !before.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    static <K, V> List<V> changed(Map<K, V> before, Map<K, V> after) {
        return after.entrySet().stream()
                .filter(entry -> before.containsKey(entry.getKey()))
                .filter(entry -> !Objects.equals(before.get(entry.getKey()), entry.getValue()))
                .map(Map.Entry::getValue)
                .toList();
    }

    static <T> List<T> minus(Stream<T> all, Stream<T> without) {
        Set<T> known = without.collect(Collectors.toSet());
        return all.filter(row -> !known.contains(row)).toList();
    }

    // ---- roles

    private void roles() {
        List<Role> added = added(before.roles(), after.roles());
        write(
                added,
                Write.of(
                        """
                        insert into role (tenant_id, created_at, role_id, name, name_canonical, administrative)
                        select ?, ?, * from unnest(?::uuid[], ?::text[], ?::text[], ?::bool[])""",
                        tenant,
                        now,
                        SqlArray.uuids(added, role -> role.id().value()),
                        SqlArray.texts(added, Role::name),
                        SqlArray.texts(added, role -> Names.canonical(role.name())),
                        SqlArray.booleans(added, Role::administrative)));
        List<Role> changed = changed(before.roles(), after.roles());
        write(
                changed,
                Write.of(
                        """
                        update role r set name = n.name, administrative = n.administrative
                        from unnest(?::uuid[], ?::text[], ?::bool[]) as n (id, name, administrative)
                        where r.tenant_id = ? and r.role_id = n.id""",
                        SqlArray.uuids(changed, role -> role.id().value()),
                        SqlArray.texts(changed, Role::name),
                        SqlArray.booleans(changed, Role::administrative),
                        tenant));
    }

    private record Permission(RoleId role, String name) {}

    private static Stream<Permission> permissions(Configured in) {
        return in.roles().values().stream()
                .flatMap(role -> role.permissions().stream().map(name -> new Permission(role.id(), name)));
    }

    private void permissions() {
        List<Permission> gone = minus(permissions(before), permissions(after));
        write(
                gone,
                Write.of(
                        """
                        delete from role_permission p using unnest(?::uuid[], ?::text[]) as d (role, permission)
                        where p.tenant_id = ? and p.role_id = d.role and p.permission = d.permission""",
                        SqlArray.uuids(gone, permission -> permission.role().value()),
                        SqlArray.texts(gone, Permission::name),
                        tenant));
        List<Permission> added = minus(permissions(after), permissions(before));
        write(
                added,
                Write.of(
                        """
                        insert into role_permission (tenant_id, role_id, permission)
                        select ?, * from unnest(?::uuid[], ?::text[])""",
                        tenant,
                        SqlArray.uuids(added, permission -> permission.role().value()),
                        SqlArray.texts(added, Permission::name)));
    }

    // ---- organizations

    private void organizations() {
        List<Organization> added = added(before.organizations(), after.organizations());
        write(
                added,
                Write.of(
                        """
                        insert into organization (tenant_id, created_at, organization_id, parent_id, name,
                            name_canonical, own_defaults, retention)
                        select ?, ?, id, parent, name, canonical, own, retention * interval '1 second'
                        from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::bool[], ?::bigint[])
                            as n (id, parent, name, canonical, own, retention)""",
                        tenant,
                        now,
                        SqlArray.uuids(added, organization -> organization.id().value()),
                        SqlArray.uuids(
                                added, organization -> organization.parent().map(OrganizationId::value)),
                        SqlArray.texts(added, Organization::name),
                        SqlArray.texts(added, organization -> Names.canonical(organization.name())),
                        SqlArray.booleans(
                                added, organization -> organization.defaults().isPresent()),
                        SqlArray.texts(added, ConfigurationWriter::retention)));
        List<Organization> changed = changed(before.organizations(), after.organizations());
        write(
                changed,
                Write.of(
                        """
                        update organization o set name = n.name, own_defaults = n.own_defaults,
                            retention = n.retention * interval '1 second',
                            deactivated_at = case when n.active then null else coalesce(o.deactivated_at, ?) end
                        from unnest(?::uuid[], ?::text[], ?::bool[], ?::bool[], ?::bigint[])
                            as n (id, name, own_defaults, active, retention)
                        where o.tenant_id = ? and o.organization_id = n.id""",
                        now,
                        SqlArray.uuids(
                                changed, organization -> organization.id().value()),
                        SqlArray.texts(changed, Organization::name),
                        SqlArray.booleans(
                                changed, organization -> organization.defaults().isPresent()),
                        SqlArray.booleans(changed, Organization::active),
                        SqlArray.texts(changed, ConfigurationWriter::retention),
                        tenant));
    }

    private static Optional<String> retention(Organization organization) {
        return organization.retention().map(kept -> Long.toString(kept.toSeconds()));
    }

    private record DefaultRole(OrganizationId organization, RoleId role) {}

    private static Stream<DefaultRole> defaultRoles(Configured in) {
        return in.organizations().values().stream()
                .flatMap(organization -> organization.defaults().orElse(Set.of()).stream()
                        .map(role -> new DefaultRole(organization.id(), role)));
    }

    private void defaultRoles() {
        List<DefaultRole> gone = minus(defaultRoles(before), defaultRoles(after));
        write(
                gone,
                Write.of(
                        """
                        delete from organization_default_role o
                        using unnest(?::uuid[], ?::uuid[]) as d (organization, role)
                        where o.tenant_id = ? and o.organization_id = d.organization and o.role_id = d.role""",
                        SqlArray.uuids(gone, row -> row.organization().value()),
                        SqlArray.uuids(gone, row -> row.role().value()),
                        tenant));
        List<DefaultRole> added = minus(defaultRoles(after), defaultRoles(before));
        write(
                added,
                Write.of(
                        """
                        insert into organization_default_role (tenant_id, organization_id, role_id)
                        select ?, * from unnest(?::uuid[], ?::uuid[])""",
                        tenant,
                        SqlArray.uuids(added, row -> row.organization().value()),
                        SqlArray.uuids(added, row -> row.role().value())));
    }

    // ---- the end

    private void removals() {
        List<OrganizationId> organizations =
                minus(before.organizations().keySet().stream(), after.organizations().keySet().stream());
        write(
                organizations,
                Write.of(
                        "delete from organization where tenant_id = ? and organization_id = any(?)",
                        tenant,
                        SqlArray.uuids(organizations, OrganizationId::value)));
        List<RoleId> roles = minus(before.roles().keySet().stream(), after.roles().keySet().stream());
        write(
                roles,
                Write.of(
                        "delete from role where tenant_id = ? and role_id = any(?)",
                        tenant,
                        SqlArray.uuids(roles, RoleId::value)));
    }

    /** The version makes nodes load the rules again; the place version has people placed again, where it matters. */
    private void version() {
        if (!before.equals(after)) {
            writes.add(Write.of(
                    "update tenant set config_version = config_version + 1%s where tenant_id = ?"
                            .formatted(
                                    PlacementView.differs(before, after) ? ", place_version = config_version + 1" : ""),
                    tenant));
        }
    }
}
