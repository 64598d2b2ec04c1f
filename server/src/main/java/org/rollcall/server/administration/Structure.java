package org.rollcall.server.administration;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.directory.Rows;

/** Organizations, roles and groups with how many people each has. */
public final class Structure {

    /**
     * An organization.
     *
     * @param depth 0 for a root
     * @param defaults its own default roles; empty when it inherits its parent's
     * @param people who are in it itself, not below
     */
    public record Organization(
            UUID id, String name, String path, int depth, Optional<List<String>> defaults, long people) {}

    /** A role. */
    public record Role(UUID id, String name, boolean administrative, List<String> permissions, long people) {}

    /** A group of a provider. */
    public record Group(UUID id, String name, UUID provider, String providerName, long members) {}

    /** Which groups to list; the name by its beginning, after the last one of the page before. */
    public record Groups(Optional<String> name, Optional<UUID> provider, Optional<UUID> after, int limit) {}

    /** The page first, then the members of its groups: counting those of all groups would take long. */
    private static final String GROUPS = """
            with page as materialized (
                select g.tenant_id, g.group_id, g.provider_id, g.display_name_canonical,
                    g.attributes ->> 'displayName' as name
                from group_record g where g.tenant_id = :tenant and g.deleted_at is null%s),
            counted as (
                select m.group_id, count(*) as members from membership m
                where m.tenant_id = :tenant and m.group_id in (select group_id from page) group by m.group_id)
            select g.*, p.name as provider_name, coalesce(c.members, 0) as members
            from page g join provider p on p.tenant_id = g.tenant_id and p.provider_id = g.provider_id
            left join counted c on c.group_id = g.group_id
            order by g.display_name_canonical, g.group_id""";

    private final Jdbi jdbi;

    public Structure(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The paths of the active organizations, each before those below it. */
    public List<String> organizationPaths(TenantId tenant) {
        return paths(tenant).stream().map(Path::path).toList();
    }

    /** An organization by its path, in whatever case. */
    public Optional<UUID> organization(TenantId tenant, String path) {
        return paths(tenant).stream()
                .filter(known -> Names.canonical(known.path()).equals(Names.canonical(path)))
                .map(Path::id)
                .findFirst();
    }

    private record Path(UUID id, String path) {}

    private List<Path> paths(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with recursive tree as (
                            select organization_id, name as path, array[name_canonical] as place from organization
                            where tenant_id = :tenant and parent_id is null and deactivated_at is null
                            union all
                            select o.organization_id, t.path || '/' || o.name, t.place || o.name_canonical
                            from organization o join tree t on o.parent_id = t.organization_id
                            where o.tenant_id = :tenant and o.deactivated_at is null)
                        select organization_id, path from tree order by place""")
                .bind("tenant", tenant.value())
                .map((row, context) -> new Path(Rows.uuid(row, "organization_id"), row.getString("path")))
                .list());
    }

    /** The names of the roles. */
    public List<String> roleNames(TenantId tenant) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select name from role where tenant_id = :tenant order by name_canonical")
                        .bind("tenant", tenant.value())
                        .mapTo(String.class)
                        .list());
    }

    /** A role by its name, in whatever case. */
    public Optional<UUID> role(TenantId tenant, String name) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select role_id from role where tenant_id = :tenant and name_canonical = :name")
                .bind("tenant", tenant.value())
                .bind("name", Names.canonical(name))
                .mapTo(UUID.class)
                .findOne());
    }

    /** The names of the providers. */
    public List<String> providerNames(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select name from provider where tenant_id = :tenant and deleted_at is null order by name_canonical")
                .bind("tenant", tenant.value())
                .mapTo(String.class)
                .list());
    }

    /** A provider by its name, in whatever case. */
    public Optional<UUID> provider(TenantId tenant, String name) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select provider_id from provider where tenant_id = :tenant and name_canonical = :name and deleted_at is null")
                .bind("tenant", tenant.value())
                .bind("name", Names.canonical(name))
                .mapTo(UUID.class)
                .findOne());
    }

    /** The active organizations, each before those below it. */
    public List<Organization> organizations(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with recursive tree as (
                            select organization_id, name, name as path, 0 as depth, array[name_canonical] as place,
                                own_defaults
                            from organization
                            where tenant_id = :tenant and parent_id is null and deactivated_at is null
                            union all
                            select o.organization_id, o.name, t.path || '/' || o.name, t.depth + 1,
                                t.place || o.name_canonical, o.own_defaults
                            from organization o join tree t on o.parent_id = t.organization_id
                            where o.tenant_id = :tenant and o.deactivated_at is null),
                        counted as (
                            select organization_id, count(*) as people from account
                            where tenant_id = :tenant and deleted_at is null group by organization_id)
                        select t.*, coalesce(c.people, 0) as people,
                            array(select r.name from organization_default_role d
                                join role r on r.tenant_id = d.tenant_id and r.role_id = d.role_id
                                where d.tenant_id = :tenant and d.organization_id = t.organization_id
                                order by r.name_canonical) as defaults
                        from tree t left join counted c on c.organization_id = t.organization_id order by t.place""")
                .bind("tenant", tenant.value())
                .map((row, context) -> new Organization(
                        Rows.uuid(row, "organization_id"),
                        row.getString("name"),
                        row.getString("path"),
                        row.getInt("depth"),
                        row.getBoolean("own_defaults") ? Optional.of(texts(row, "defaults")) : Optional.empty(),
                        row.getLong("people")))
                .list());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }

    /** The roles by name. Grants are read in the order of an index, so that telling people apart needs no sorting. */
    public List<Role> roles(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with counted as (
                            select role_id, count(distinct account_id) as people from account_grant
                            where tenant_id = :tenant group by role_id)
                        select r.role_id, r.name, r.administrative, coalesce(c.people, 0) as people,
                            array(select permission from role_permission p
                                where p.tenant_id = r.tenant_id and p.role_id = r.role_id order by 1) as permissions
                        from role r left join counted c on c.role_id = r.role_id
                        where r.tenant_id = :tenant order by r.name_canonical""")
                .bind("tenant", tenant.value())
                .map((row, context) -> new Role(
                        Rows.uuid(row, "role_id"),
                        row.getString("name"),
                        row.getBoolean("administrative"),
                        texts(row, "permissions"),
                        row.getLong("people")))
                .list());
    }

    /** Groups in the order of their names. */
    public List<Group> groups(TenantId tenant, Groups wanted) {
        StringBuilder page = new StringBuilder();
        wanted.name().ifPresent(x -> page.append(" and g.display_name_canonical like :prefix"));
        wanted.provider().ifPresent(x -> page.append(" and g.provider_id = :provider"));
        wanted.after()
                .ifPresent(x -> page.append(" and (g.display_name_canonical, g.group_id) > (select"
                        + " b.display_name_canonical, b.group_id from group_record b"
                        + " where b.tenant_id = :tenant and b.group_id = :after)"));
        page.append(" order by g.display_name_canonical, g.group_id limit :limit");
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(GROUPS.formatted(page))
                    .bind("tenant", tenant.value())
                    .bind("limit", wanted.limit());
            wanted.name()
                    .ifPresent(name -> query.bind(
                            "prefix",
                            name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"));
            wanted.provider().ifPresent(id -> query.bind("provider", id));
            wanted.after().ifPresent(id -> query.bind("after", id));
            return query.map((row, context) -> group(row)).list();
        });
    }

    public Optional<Group> group(TenantId tenant, UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(GROUPS.formatted(" and g.group_id = :id"))
                .bind("tenant", tenant.value())
                .bind("id", id)
                .map((row, context) -> group(row))
                .findOne());
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(
                Rows.uuid(row, "group_id"),
                row.getString("name"),
                Rows.uuid(row, "provider_id"),
                row.getString("provider_name"),
                row.getLong("members"));
    }
}
