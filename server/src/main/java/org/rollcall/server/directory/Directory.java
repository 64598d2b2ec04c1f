package org.rollcall.server.directory;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.db.Tx;
import org.rollcall.server.directory.FilterSql.Condition;

/**
 * Reads users and groups for their provider: by id, by filter, page by page in the order of creation. Every statement
 * names tenant and provider.
 */
public final class Directory {

    /** One page of a list: which, how many, for whom. */
    public record Wanted(
            TenantId tenant, ProviderId provider, String filter, Condition condition, long start, int count) {

        /** What makes two requests pages of one walk. */
        List<Object> walk(String kind) {
            return List.of(kind, tenant, provider, filter);
        }
    }

    /** Resources of a page, and how many there are in all. */
    public record Page<T>(List<T> items, long total) {}

    /** A group that a user is in. */
    public record GroupOf(GroupId id, String displayName) {}

    /** A user in a group. */
    public record Member(UserId id, Optional<String> displayName) {}

    private final Tx tx;
    private final Rows rows;
    private final Walks walks;

    public Directory(Tx tx, Rows rows, Walks walks) {
        this.tx = tx;
        this.rows = rows;
        this.walks = walks;
    }

    // ---- one

    public Optional<UserRecord> user(TenantId tenant, ProviderId provider, UserId id) {
        return one(
                "select * from user_record where tenant_id = ? and provider_id = ? and user_id = ? and deleted_at is null",
                rows::user,
                tenant.value(),
                provider.value(),
                id.value());
    }

    public Optional<GroupRecord> group(TenantId tenant, ProviderId provider, GroupId id) {
        return one(
                "select * from group_record where tenant_id = ? and provider_id = ? and group_id = ? and deleted_at is null",
                rows::group,
                tenant.value(),
                provider.value(),
                id.value());
    }

    private <T> Optional<T> one(String sql, Pipeline.Row<T> row, Object... arguments) {
        return query(sql, row, arguments).stream().findFirst();
    }

    private <T> List<T> query(String sql, Pipeline.Row<T> row, Object... arguments) {
        return tx.read(pipeline -> {
            var found = pipeline.query(sql, row, arguments);
            pipeline.run();
            return found.get();
        });
    }

    // ---- lists

    public Page<UserRecord> users(Wanted wanted) {
        return page(
                wanted, "user_record", "user_id", rows::user, user -> user.id().value());
    }

    public Page<GroupRecord> groups(Wanted wanted) {
        return page(
                wanted,
                "group_record",
                "group_id",
                rows::group,
                group -> group.id().value());
    }

    /** Keyset where the walk is known, an offset where a reader jumps in; the total is counted once per walk. */
    private <T> Page<T> page(Wanted wanted, String table, String key, Pipeline.Row<T> row, Function<T, UUID> id) {
        Optional<Walks.Place> place = walks.find(wanted.walk(table), wanted.start());
        List<T> items = wanted.count() == 0 ? List.of() : read(wanted, place, table, key, row);
        long total = place.map(Walks.Place::total).orElseGet(() -> total(wanted, items.size(), table));
        if (!items.isEmpty()) {
            walks.remember(
                    wanted.walk(table),
                    wanted.start() + items.size(),
                    new Walks.Place(id.apply(items.getLast()), total));
        }
        return new Page<>(items, total);
    }

    private <T> List<T> read(
            Wanted wanted, Optional<Walks.Place> place, String table, String key, Pipeline.Row<T> row) {
        List<Object> arguments = arguments(wanted);
        String from = "select r.* from %s r where %s".formatted(table, where(wanted));
        if (place.isPresent()) {
            arguments.add(place.get().lastId());
            from += " and r." + key + " > ?";
        }
        arguments.add(wanted.count());
        arguments.add(place.isPresent() ? 0L : wanted.start() - 1);
        return query(from + " order by r." + key + " limit ? offset ?", row, arguments.toArray());
    }

    private long total(Wanted wanted, int found, String table) {
        boolean complete = wanted.start() == 1 && wanted.count() > 0 && found < wanted.count();
        return complete
                ? found
                : query(
                                "select count(*) from %s r where %s".formatted(table, where(wanted)),
                                row -> row.getLong(1),
                                arguments(wanted).toArray())
                        .getFirst();
    }

    private static String where(Wanted wanted) {
        return "r.tenant_id = ? and r.provider_id = ? and r.deleted_at is null and "
                + wanted.condition().sql();
    }

    private static List<Object> arguments(Wanted wanted) {
        List<Object> arguments = new ArrayList<>(
                List.of(wanted.tenant().value(), wanted.provider().value()));
        arguments.addAll(wanted.condition().arguments());
        return arguments;
    }

    // ---- memberships

    /** The groups of each of these users. */
    public Map<UserId, List<GroupOf>> groupsOf(TenantId tenant, List<UserId> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        return query("""
                        select m.user_id, m.group_id, g.attributes ->> 'displayName' as name
                        from membership m
                        join group_record g on g.tenant_id = m.tenant_id and g.provider_id = m.provider_id
                                           and g.group_id = m.group_id
                        where m.tenant_id = ? and m.user_id = any(?) order by m.group_id""", Directory::groupOf, tenant.value(), SqlArray.uuids(users, UserId::value)).stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private static Map.Entry<UserId, GroupOf> groupOf(ResultSet row) throws SQLException {
        return Map.entry(
                new UserId(Rows.uuid(row, "user_id")),
                new GroupOf(new GroupId(Rows.uuid(row, "group_id")), row.getString("name")));
    }

    /** The next members of a group after one, in the order of their ids. */
    public List<Member> members(TenantId tenant, GroupId group, Optional<UserId> after, int count) {
        return query(
                """
                select m.user_id, u.attributes ->> 'displayName' as name
                from membership m
                join user_record u on u.tenant_id = m.tenant_id and u.provider_id = m.provider_id
                                  and u.user_id = m.user_id
                where m.tenant_id = ? and m.group_id = ? and m.user_id > ? order by m.user_id limit ?""",
                row -> new Member(new UserId(Rows.uuid(row, "user_id")), Optional.ofNullable(row.getString("name"))),
                tenant.value(),
                group.value(),
                after.map(UserId::value).orElse(new UUID(0, 0)),
                count);
    }
}
