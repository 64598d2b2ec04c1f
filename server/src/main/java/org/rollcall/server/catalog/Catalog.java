package org.rollcall.server.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.db.Tx;

/** Reads the roles and organizations of a tenant. */
public final class Catalog {

    /** A role. */
    public record Role(RoleId id, String name, boolean administrative) {}

    /** An active organization, by its path from the root, such as {@code Company/Sales}. */
    public record Organization(OrganizationId id, String path) {

        /** The path of the one above. */
        public Optional<String> parent() {
            int last = path.lastIndexOf('/');
            return last < 0 ? Optional.empty() : Optional.of(path.substring(0, last));
        }
    }

    /** Which are wanted. */
    public sealed interface Which {

        /** All. */
        record All() implements Which {}

        /** The one with this id. */
        record WithId(UUID id) implements Which {}

        /** The one of this name, or path, whatever its case. */
        record Named(String name) implements Which {}
    }

    /** Some of what is wanted, and how many there are in all. */
    public record Page<T>(List<T> items, long total) {}

    private record Condition(String sql, List<Object> arguments) {}

    /** The organization of a path, found name by name. */
    private static final String OF_PATH = """
            o.organization_id in (
                with recursive walk (organization_id, depth) as (
                    select r.organization_id, 1 from organization r
                    where r.tenant_id = ? and r.parent_id is null and r.name_canonical = (?)[1]
                    union all
                    select c.organization_id, w.depth + 1 from walk w
                    join organization c on c.tenant_id = ? and c.parent_id = w.organization_id
                                       and c.name_canonical = (?)[w.depth + 1])
                select organization_id from walk where depth = ?)""";

    private final Tx tx;

    public Catalog(Tx tx) {
        this.tx = tx;
    }

    /** Roles in the order of their names, from the {@code start}-th on. */
    public Page<Role> roles(TenantId tenant, Which which, long start, int count) {
        Condition condition = switch (which) {
            case Which.All all -> new Condition("true", List.of());
            case Which.WithId one -> new Condition("role_id = ?", List.of(one.id()));
            case Which.Named named -> new Condition("name_canonical = ?", List.of(Names.canonical(named.name())));
        };
        return page(
                "from role where tenant_id = ? and " + condition.sql(),
                "select role_id, name, administrative %s order by name_canonical limit ? offset ?",
                Catalog::role,
                arguments(tenant, condition),
                List.of(count, start - 1));
    }

    private static Role role(ResultSet row) throws SQLException {
        return new Role(
                new RoleId(row.getObject("role_id", UUID.class)),
                row.getString("name"),
                row.getBoolean("administrative"));
    }

    /** Organizations in the order of their creation, from the {@code start}-th on. */
    public Page<Organization> organizations(TenantId tenant, Which which, long start, int count) {
        Condition condition = switch (which) {
            case Which.All all -> new Condition("true", List.of());
            case Which.WithId one -> new Condition("o.organization_id = ?", List.of(one.id()));
            case Which.Named named -> ofPath(tenant, named.name());
        };
        return page(
                "from organization o where o.tenant_id = ? and o.deactivated_at is null and " + condition.sql(),
                """
                with recursive page as (
                    select o.organization_id, o.parent_id, o.name %s
                    order by o.organization_id limit ? offset ?),
                up as (
                    select organization_id, parent_id, name as path from page
                    union all
                    select u.organization_id, p.parent_id, p.name || '/' || u.path from up u
                    join organization p on p.tenant_id = ? and p.organization_id = u.parent_id)
                select organization_id, path from up where parent_id is null order by organization_id""",
                Catalog::organization,
                arguments(tenant, condition),
                List.of(count, start - 1, tenant.value()));
    }

    private static Condition ofPath(TenantId tenant, String path) {
        List<String> names =
                Stream.of(path.split("/", -1)).map(Names::canonical).toList();
        SqlArray array = SqlArray.texts(names, name -> name);
        return new Condition(OF_PATH, List.of(tenant.value(), array, tenant.value(), array, names.size()));
    }

    private static Organization organization(ResultSet row) throws SQLException {
        return new Organization(
                new OrganizationId(row.getObject("organization_id", UUID.class)), row.getString("path"));
    }

    private static List<Object> arguments(TenantId tenant, Condition condition) {
        List<Object> arguments = new ArrayList<>(List.of(tenant.value()));
        arguments.addAll(condition.arguments());
        return arguments;
    }

    private <T> Page<T> page(
            String from, String select, Pipeline.Row<T> row, List<Object> arguments, List<Object> pageArguments) {
        List<Object> all = new ArrayList<>(arguments);
        all.addAll(pageArguments);
        return tx.read(pipeline -> {
            var total = pipeline.query("select count(*) " + from, found -> found.getLong(1), arguments.toArray());
            var items = pipeline.query(select.formatted(from), row, all.toArray());
            pipeline.run();
            return new Page<>(items.get(), total.get().getFirst());
        });
    }
}
