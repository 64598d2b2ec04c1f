package org.rollcall.server.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.db.Lookup;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.db.Tx;
import org.rollcall.server.directory.FilterSql.Condition;
import org.rollcall.server.schema.TenantSchemas;

/**
 * Reads users and groups for their provider: by id, by filter, page by page in the order of creation. Every statement
 * names tenant and provider.
 */
public final class Directory {

    /** One page of a list: which, how many, for whom. */
    public record Wanted(
            TenantSchemas schemas,
            ProviderId provider,
            String filter,
            Condition condition,
            Optional<Sort> sort,
            Position position,
            int count) {

        /** From the first on, without order, those for whom this condition holds. */
        Wanted exactly(Condition these, int most) {
            return new Wanted(schemas, provider, filter, these, Optional.empty(), new Position.Index(1), most);
        }

        /** Whether this is the look-up by name that precedes every creation, on a first page with room for its answer. */
        boolean oneByName() {
            return condition.isUserName() && count > 0 && position.equals(new Position.Index(1));
        }

        /** What makes two requests pages of one walk. */
        List<Object> walk(String kind) {
            return List.of(kind, schemas.tenant(), provider, filter);
        }
    }

    /** Resources of a page, how many there are in all, and for a reader who goes by cursor where its neighbours are. */
    public record Page<T>(List<T> items, long total, Optional<Position> previous, Optional<Position> next) {

        static <T> Page<T> of(List<T> items, long total) {
            return new Page<>(items, total, Optional.empty(), Optional.empty());
        }
    }

    /** A group that a user is in. */
    public record GroupOf(GroupId id, String displayName) {}

    /** A user with its groups, in the order of their ids; without, unless they were asked for. */
    public record UserInGroups(UserRecord user, List<GroupOf> groups) {}

    /** A user in a group. */
    public record Member(UserId id, Optional<String> displayName) {}

    /** The groups of a user, read with it: a look-up is one round trip. */
    private static final String GROUPS = """
            array(select array[m.group_id::text, g.attributes ->> 'displayName']
                  from membership m
                  join group_record g on g.tenant_id = m.tenant_id and g.provider_id = m.provider_id
                                     and g.group_id = m.group_id
                  where m.tenant_id = r.tenant_id and m.user_id = r.user_id
                  order by m.group_id) as groups""";

    /** For users whose tenant is told only afterwards. */
    private static final Rows ANYBODYS =
            new Rows(Schemas.standard().user(), Schemas.standard().group());

    private static final String NO_GROUPS = "'{}'::text[] as groups";

    private final Tx tx;
    private final Walks walks;
    private final UserLookup withGroups;
    private final UserLookup alone;

    public Directory(Tx tx, Walks walks) {
        this.tx = tx;
        this.walks = walks;
        this.withGroups = lookup(true);
        this.alone = lookup(false);
    }

    /** The two questions that providers ask all the time. */
    private record UserLookup(Lookup<Found> byId, Lookup<Found> byName) {}

    /** A user, if there is one, and the version of the schemas in force; many tenants are asked for together. */
    private record Found(long version, Optional<UserInGroups> user) {}

    private UserLookup lookup(boolean groups) {
        String user = "select t.schema_version, " + columns(groups) + " from tenant t left join user_record r"
                + " on r.tenant_id = t.tenant_id and r.provider_id = ? and r.deleted_at is null and %s"
                + " where t.tenant_id = ?";
        return new UserLookup(
                new Lookup<>(tx, user.formatted("r.user_id = ?"), Directory::found),
                new Lookup<>(tx, user.formatted(FilterSql.USER_NAME), Directory::found));
    }

    private static Found found(ResultSet row) throws SQLException {
        long version = row.getLong("schema_version");
        return Rows.optional(row, "user_id").isEmpty()
                ? new Found(version, Optional.empty())
                : new Found(version, Optional.of(userInGroups(row, ANYBODYS)));
    }

    private UserLookup lookups(boolean groups) {
        return groups ? withGroups : alone;
    }

    // ---- one

    public Optional<UserInGroups> user(TenantSchemas schemas, ProviderId provider, UserId id, boolean groups) {
        return found(
                schemas,
                lookups(groups)
                        .byId()
                        .ask(provider.value(), id.value(), schemas.tenant().value()));
    }

    private static Optional<UserInGroups> found(TenantSchemas schemas, List<Found> answer) {
        schemas.requireVersion(answer.getFirst().version());
        return answer.getFirst()
                .user()
                .map(found -> new UserInGroups(found.user().readBy(schemas.user()), found.groups()));
    }

    public Optional<GroupRecord> group(TenantSchemas schemas, ProviderId provider, GroupId id) {
        return one(
                schemas,
                "select " + Rows.GROUP + " from group_record r where tenant_id = ? and provider_id = ? and group_id = ?"
                        + " and deleted_at is null",
                rows(schemas)::group,
                schemas.tenant().value(),
                provider.value(),
                id.value());
    }

    private static Rows rows(TenantSchemas schemas) {
        return new Rows(schemas.user(), schemas.group());
    }

    private <T> Optional<T> one(TenantSchemas schemas, String sql, Pipeline.Row<T> row, Object... arguments) {
        return query(schemas, sql, row, arguments).stream().findFirst();
    }

    /** Reads what no schema says how to read. */
    private <T> List<T> plain(String sql, Pipeline.Row<T> row, Object... arguments) {
        return tx.read(pipeline -> {
            var found = pipeline.query(sql, row, arguments);
            pipeline.run();
            return found.get();
        });
    }

    /** Reads by these schemas, if they are still in force. */
    private <T> List<T> query(TenantSchemas schemas, String sql, Pipeline.Row<T> row, Object... arguments) {
        return tx.read(pipeline -> {
            var version = schemas.queueVersion(pipeline);
            var found = pipeline.query(sql, row, arguments);
            pipeline.run();
            schemas.requireVersion(version.get().getFirst());
            return found.get();
        });
    }

    // ---- lists

    public Page<UserInGroups> users(Wanted wanted, boolean groups) {
        return wanted.oneByName() ? byName(wanted, groups) : userPage(wanted, groups);
    }

    private Page<UserInGroups> byName(Wanted wanted, boolean groups) {
        Object name = wanted.condition().arguments().getFirst();
        UUID tenant = wanted.schemas().tenant().value();
        Optional<UserInGroups> found = found(
                wanted.schemas(), lookups(groups).byName().ask(wanted.provider().value(), name, tenant));
        return Page.of(found.stream().toList(), found.isPresent() ? 1 : 0);
    }

    private Page<UserInGroups> userPage(Wanted wanted, boolean groups) {
        return page(
                wanted,
                new Listing<>(
                        "user_record",
                        "user_id",
                        columns(groups),
                        row -> userInGroups(row, rows(wanted.schemas())),
                        found -> found.user().id().value()));
    }

    public Page<GroupRecord> groups(Wanted wanted) {
        return page(
                wanted,
                new Listing<>(
                        "group_record",
                        "group_id",
                        Rows.GROUP,
                        rows(wanted.schemas())::group,
                        group -> group.id().value()));
    }

    /** What is listed: a table, its key, its columns, and how its rows are read. */
    private record Listing<T>(String table, String key, String columns, Pipeline.Row<T> row, Function<T, UUID> id) {}

    private <T> Page<T> page(Wanted wanted, Listing<T> listing) {
        return wanted.position() instanceof Position.Index index
                ? indexed(wanted, index.start(), listing)
                : neighbours(wanted, listing);
    }

    /** Keyset where the walk is known, an offset where a reader jumps in; the total is counted once per walk. */
    private <T> Page<T> indexed(Wanted wanted, long start, Listing<T> listing) {
        List<Object> walk = wanted.walk(listing.table());
        Optional<Walks.Place> place = wanted.sort().isPresent() ? Optional.empty() : walks.find(walk, start);
        Position from = place.<Position>map(known -> new Position.After(known.lastId(), known.total()))
                .orElse(wanted.position());
        List<T> items = wanted.count() == 0 ? List.of() : read(wanted, from, wanted.count(), listing);
        boolean whole = start == 1 && items.size() < wanted.count();
        // Who came since may be read by now: then what was counted is no longer true.
        Optional<Long> counted = place.map(Walks.Place::total).filter(known -> known >= start - 1 + items.size());
        long total = whole ? items.size() : counted.orElseGet(() -> total(wanted, listing.table()));
        if (!whole && !items.isEmpty() && wanted.sort().isEmpty()) {
            UUID last = listing.id().apply(items.getLast());
            walks.remember(walk, start + items.size(), new Walks.Place(last, total));
        }
        return Page.of(items, total);
    }

    /** One resource more than wanted tells whether the list goes on. */
    private <T> Page<T> neighbours(Wanted wanted, Listing<T> listing) {
        Position from = wanted.position();
        long total = from.counted().orElseGet(() -> total(wanted, listing.table()));
        List<T> found = wanted.count() == 0 ? List.of() : read(wanted, from, wanted.count() + 1, listing);
        boolean more = found.size() > wanted.count();
        List<T> items = more ? found.subList(0, wanted.count()) : found;
        if (items.isEmpty()) {
            return Page.of(List.of(), total);
        }
        if (wanted.sort().isPresent()) {
            return offsets(items, from.skipped(), wanted.count(), total, more);
        }
        boolean backwards = from instanceof Position.Before;
        List<T> ordered = backwards ? items.reversed() : items;
        Position before = new Position.Before(listing.id().apply(ordered.getFirst()), total);
        Position after = new Position.After(listing.id().apply(ordered.getLast()), total);
        boolean first = backwards ? !more : from instanceof Position.First;
        boolean last = !backwards && !more;
        return new Page<>(
                List.copyOf(ordered),
                total,
                first ? Optional.empty() : Optional.of(before),
                last ? Optional.empty() : Optional.of(after));
    }

    /** The neighbours of a page in an order for which there is no key to go on from. */
    private static <T> Page<T> offsets(List<T> items, long skipped, int count, long total, boolean more) {
        return new Page<>(
                items,
                total,
                skipped == 0 ? Optional.empty() : Optional.of(new Position.Offset(Math.max(0, skipped - count), total)),
                more ? Optional.of(new Position.Offset(skipped + count, total)) : Optional.empty());
    }

    private <T> List<T> read(Wanted wanted, Position from, int most, Listing<T> listing) {
        List<Object> arguments = arguments(wanted);
        String key = "r." + listing.key();
        String where = where(wanted)
                + switch (from) {
                    case Position.After after -> {
                        arguments.add(after.id());
                        yield " and " + key + " > ?";
                    }
                    case Position.Before before -> {
                        arguments.add(before.id());
                        yield " and " + key + " < ?";
                    }
                    default -> "";
                };
        String first = wanted.sort().map(sort -> sort.sql() + ", ").orElse("");
        wanted.sort().ifPresent(sort -> arguments.addAll(sort.arguments()));
        String last = from instanceof Position.Before ? " desc" : "";
        arguments.add(most);
        arguments.add(from.skipped());
        return query(
                wanted.schemas(),
                "select " + listing.columns() + " from " + listing.table() + " r where " + where + " order by " + first
                        + key + last + " limit ? offset ?",
                listing.row(),
                arguments.toArray());
    }

    private long total(Wanted wanted, String table) {
        return query(
                        wanted.schemas(),
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
                List.of(wanted.schemas().tenant().value(), wanted.provider().value()));
        arguments.addAll(wanted.condition().arguments());
        return arguments;
    }

    // ---- both

    /** A user or a group. */
    public sealed interface Either {
        record AUser(UserInGroups found) implements Either {}

        record AGroup(GroupRecord group) implements Either {}
    }

    /**
     * One page of users and groups together (RFC 7644 §3.4.2.1): sorted as asked, else users before groups, each in the
     * order of creation. Costs as much as there are matches, wherever the page is.
     */
    public Page<Either> everything(Wanted users, Wanted groups, boolean groupsOfUsers) {
        List<Key> keys = users.count() == 0 ? List.of() : keys(users, groups);
        boolean more = keys.size() > users.count();
        List<Either> items = either(users, groups, more ? keys.subList(0, users.count()) : keys, groupsOfUsers);
        long total =
                users.position().counted().orElseGet(() -> total(users, "user_record") + total(groups, "group_record"));
        return users.position() instanceof Position.Index || items.isEmpty()
                ? Page.of(items, total)
                : offsets(items, users.position().skipped(), users.count(), total, more);
    }

    private List<Either> either(Wanted users, Wanted groups, List<Key> keys, boolean groupsOfUsers) {
        Map<UUID, Either> found = new HashMap<>();
        byId(
                        users,
                        keys,
                        false,
                        "user_id",
                        wanted -> users(wanted, groupsOfUsers).items())
                .forEach(user -> found.put(user.user().id().value(), new Either.AUser(user)));
        byId(groups, keys, true, "group_id", wanted -> groups(wanted).items())
                .forEach(group -> found.put(group.id().value(), new Either.AGroup(group)));
        return keys.stream()
                .flatMap(key -> Optional.ofNullable(found.get(key.id())).stream())
                .toList();
    }

    private record Key(UUID id, boolean group) {}

    private List<Key> keys(Wanted users, Wanted groups) {
        boolean descending = Stream.of(users, groups)
                .flatMap(wanted -> wanted.sort().stream())
                .anyMatch(Sort::descending);
        List<Object> arguments = new ArrayList<>();
        String both = keysOf(users, "user_record", "user_id", false, arguments) + " union all "
                + keysOf(groups, "group_record", "group_id", true, arguments);
        arguments.add(users.count() + 1);
        arguments.add(users.position().skipped());
        return query(
                users.schemas(),
                "select id, is_group from (%s) x order by sort_key%s, is_group, id limit ? offset ?"
                        .formatted(both, descending ? " desc" : ""),
                row -> new Key(Rows.uuid(row, "id"), row.getBoolean("is_group")),
                arguments.toArray());
    }

    private static String keysOf(Wanted wanted, String table, String key, boolean group, List<Object> arguments) {
        wanted.sort().ifPresent(sort -> arguments.addAll(sort.arguments()));
        arguments.addAll(arguments(wanted));
        return "select r.%s as id, %s as is_group, %s as sort_key from %s r where %s"
                .formatted(key, group, wanted.sort().map(Sort::expression).orElse("null"), table, where(wanted));
    }

    private static <T> List<T> byId(
            Wanted wanted, List<Key> keys, boolean group, String column, Function<Wanted, List<T>> list) {
        List<UUID> ids =
                keys.stream().filter(key -> key.group() == group).map(Key::id).toList();
        Condition these = new Condition("r." + column + " = any(?)", List.of(SqlArray.uuids(ids, id -> id)));
        return ids.isEmpty() ? List.of() : list.apply(wanted.exactly(these, ids.size() + 1));
    }

    // ---- memberships

    private static String columns(boolean groups) {
        return Rows.USER + ", " + (groups ? GROUPS : NO_GROUPS);
    }

    private static UserInGroups userInGroups(ResultSet row, Rows rows) throws SQLException {
        return new UserInGroups(rows.user(row), groups(row));
    }

    private static List<GroupOf> groups(ResultSet row) throws SQLException {
        return row.getArray("groups").getArray() instanceof String[][] groups
                ? Arrays.stream(groups)
                        .map(group -> new GroupOf(new GroupId(UUID.fromString(group[0])), group[1]))
                        .toList()
                : List.of();
    }

    /** The next members of a group after one, in the order of their ids. */
    public List<Member> members(TenantId tenant, GroupId group, Optional<UserId> after, int count) {
        return plain(
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
