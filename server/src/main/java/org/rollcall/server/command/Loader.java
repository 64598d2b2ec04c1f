package org.rollcall.server.command;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Grant;
import org.rollcall.server.account.Standing;
import org.rollcall.server.account.StandingDecision;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.directory.FilterSql;
import org.rollcall.server.directory.GroupRecord;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.directory.UserRecord;
import org.rollcall.server.placement.Rules;
import org.rollcall.server.placement.RulesStore;
import org.rollcall.server.schema.TenantSchemas;

/**
 * Loads what a command needs, under lock, each call in one round trip. Every statement names tenant and provider, so
 * that another's row is not found rather than refused (P-4).
 */
public final class Loader {

    private static final String PERSON_RECORDS = """
            select r.* from user_record r where r.tenant_id = ? and r.account_id = any(?)""";
    private static final String PERSON_GROUPS = """
            select r.account_id, m.group_id, g.attributes ->> 'displayName' as name
            from user_record r
            join membership m on m.tenant_id = r.tenant_id and m.user_id = r.user_id
            join group_record g on g.tenant_id = m.tenant_id and g.provider_id = m.provider_id
                               and g.group_id = m.group_id
            where r.tenant_id = ? and r.account_id = any(?)""";
    private static final String PERSON_GRANTS = """
            select * from account_grant where tenant_id = ? and account_id = any(?)""";

    private final Caller caller;
    private final Pipeline pipeline;
    private final RulesStore rules;
    private final TenantSchemas schemas;
    private final Rows rows;
    private final DatabaseTime time;
    private Pipeline.Answer<List<Head>> head;
    private final Set<AccountId> undecided = new LinkedHashSet<>();
    private long placedWith;

    /** What the tenant's row says. */
    private record Head(long configVersion, long schemaVersion, Instant now, boolean deleted) {}

    Loader(
            Caller caller,
            Pipeline pipeline,
            RulesStore rules,
            TenantSchemas schemas,
            DatabaseTime time,
            boolean changesSchemas) {
        this.caller = caller;
        this.pipeline = pipeline;
        this.rules = rules;
        this.schemas = schemas;
        this.rows = new Rows(schemas.user(), schemas.group());
        this.time = time;
        queueSchemaLock(changesSchemas);
        this.head = queueHead();
    }

    /** Those who write by the schemas hold them all together; who changes them waits for those, and they for it. */
    private void queueSchemaLock(boolean exclusively) {
        pipeline.query(
                "select pg_advisory_xact_lock%s(hashtextextended(?, 0))".formatted(exclusively ? "" : "_shared"),
                row -> true,
                "schemas:" + tenant());
    }

    private Pipeline.Answer<List<Head>> queueHead() {
        return pipeline.query(
                """
                select t.config_version, t.schema_version, date_trunc('milliseconds', %s) as now,
                       p.deleted_at is not null as deleted
                from tenant t left join provider p on p.tenant_id = t.tenant_id and p.provider_id = ?::uuid
                where t.tenant_id = ?""".formatted(DatabaseTime.NOW),
                row -> new Head(
                        row.getLong(1),
                        row.getLong(2),
                        Rows.instant(row, "now").orElseThrow(),
                        row.getBoolean("deleted")),
                time.offset(),
                caller.provider().map(ProviderId::value),
                tenant());
    }

    /** The tenant that every statement names. */
    public UUID tenant() {
        return caller.tenant().value();
    }

    /** For the rows of features that are no people or groups: queue, then run. */
    public Pipeline pipeline() {
        return pipeline;
    }

    /** Reads rows of users and groups by the schemas in force. */
    public Rows rows() {
        return rows;
    }

    // ---- what every command gets

    Instant now() {
        return head().now();
    }

    /**
     * The rules in force. An account that was waited for may have been placed with newer ones than the version read
     * before the wait; older ones would not know the organization it is in.
     */
    public Rules rules() {
        return rules(Math.max(head().configVersion(), placedWith));
    }

    Rules rules(long version) {
        return rules.load(new TenantId(tenant()), version, pipeline);
    }

    /** An account that says that there are decisions on it; they are loaded after it, because it is locked by then. */
    private Account account(ResultSet row) throws SQLException {
        Account account = Rows.account(row);
        if (row.getBoolean("undecided")) {
            undecided.add(account.id());
        }
        return account;
    }

    private record DecisionOn(AccountId account, StandingDecision decision) {}

    /** The standing decisions on the accounts loaded; hardly ever are there any. */
    private Map<AccountId, Standing> standing() {
        if (undecided.isEmpty()) {
            return Map.of();
        }
        var decisions = pipeline.query(
                "select * from standing_decision where tenant_id = ? and account_id = any(?)",
                row -> new DecisionOn(new AccountId(Rows.uuid(row, "account_id")), Rows.decision(row)),
                tenant(),
                SqlArray.uuids(undecided, AccountId::value));
        pipeline.run();
        return decisions.get().stream()
                .collect(groupingBy(
                        DecisionOn::account,
                        collectingAndThen(mapping(DecisionOn::decision, toList()), Standing::new)));
    }

    private Account seen(Account account) {
        placedWith = Math.max(placedWith, account.configVersion());
        return account;
    }

    /** Insists that the schemas by which resources are read here are in force. */
    void requireSchemas() {
        schemas.requireVersion(head().schemaVersion());
    }

    /** A request that was let in just before its provider was deleted does nothing any more (P-8). */
    void requireProvider() {
        if (head().deleted()) {
            throw ScimError.unauthorized("this provider is deleted").exception();
        }
    }

    private Head head() {
        pipeline.run();
        return head.get().getFirst();
    }

    // ---- users

    /** The user with its account, both locked; empty when this provider has none with this id. */
    public Optional<Person> user(ProviderId provider, UserId id) {
        var accounts = pipeline.query("""
                select a.* from account a where a.tenant_id = ? and a.account_id =
                    (select r.account_id from user_record r
                     where r.tenant_id = ? and r.provider_id = ? and r.user_id = ?)
                for no key update of a""", this::account, tenant(), tenant(), provider.value(), id.value());
        var records = pipeline.query("""
                select * from user_record where tenant_id = ? and provider_id = ? and user_id = ?
                and deleted_at is null for no key update""", rows::user, tenant(), provider.value(), id.value());
        var groups = pipeline.query(
                """
                select m.group_id, g.attributes ->> 'displayName' as name
                from membership m
                join group_record g on g.tenant_id = m.tenant_id and g.provider_id = m.provider_id
                                   and g.group_id = m.group_id
                where m.tenant_id = ? and m.user_id = ?""",
                row -> Map.entry(new GroupId(Rows.uuid(row, "group_id")), row.getString("name")),
                tenant(),
                id.value());
        var grants = pipeline.query("""
                select * from account_grant where tenant_id = ? and account_id =
                    (select r.account_id from user_record r
                     where r.tenant_id = ? and r.provider_id = ? and r.user_id = ?)""", Rows::grant, tenant(), tenant(), provider.value(), id.value());
        pipeline.run();
        Map<AccountId, Standing> standing = standing();
        return records.get().stream()
                .findFirst()
                .map(record -> new Person(
                        Optional.of(record),
                        accounts.get().stream()
                                .findFirst()
                                .map(a ->
                                        seen(a).with(grants.get()).with(standing.getOrDefault(a.id(), Standing.NONE))),
                        groups.get().stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue))));
    }

    /** People by account, locked in the order of their ids. Whom nobody owns has no record, whatever was left of one. */
    public List<Person> accounts(Collection<AccountId> ids) {
        SqlArray keys = SqlArray.uuids(ids, AccountId::value);
        var accounts = pipeline.query("""
                select * from account where tenant_id = ? and account_id = any(?)
                order by account_id for no key update""", this::account, tenant(), keys);
        return people(accounts, keys);
    }

    private List<Person> people(Pipeline.Answer<List<Account>> accounts, SqlArray keys) {
        var records = pipeline.query(PERSON_RECORDS, rows::user, tenant(), keys);
        var groups = pipeline.query(
                PERSON_GROUPS,
                row -> new GroupOf(
                        new AccountId(Rows.uuid(row, "account_id")),
                        new GroupId(Rows.uuid(row, "group_id")),
                        row.getString("name")),
                tenant(),
                keys);
        var grants = pipeline.query(
                PERSON_GRANTS,
                row -> Map.entry(new AccountId(Rows.uuid(row, "account_id")), Rows.grant(row)),
                tenant(),
                keys);
        pipeline.run();
        return assemble(accounts.get(), records.get(), groups.get(), grants.get());
    }

    private record GroupOf(AccountId account, GroupId group, String name) {}

    private List<Person> assemble(
            List<Account> accounts,
            List<UserRecord> records,
            List<GroupOf> groups,
            List<Map.Entry<AccountId, Grant>> grants) {
        Map<AccountId, UserRecord> recordOf =
                records.stream().collect(toMap(r -> r.account().orElseThrow(), r -> r));
        Map<AccountId, Map<GroupId, String>> groupsOf =
                groups.stream().collect(groupingBy(GroupOf::account, toMap(GroupOf::group, GroupOf::name)));
        Map<AccountId, List<Grant>> grantsOf =
                grants.stream().collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
        Map<AccountId, Standing> standing = standing();
        return accounts.stream()
                .map(account -> new Person(
                        Optional.ofNullable(recordOf.get(account.id()))
                                .filter(record -> account.owner().isPresent()),
                        Optional.of(seen(account)
                                .with(grantsOf.getOrDefault(account.id(), List.of()))
                                .with(standing.getOrDefault(account.id(), Standing.NONE))),
                        groupsOf.getOrDefault(account.id(), Map.of())))
                .toList();
    }

    // ---- groups

    /** The group, locked; empty when this provider has none with this id. */
    public Optional<GroupRecord> group(ProviderId provider, GroupId id) {
        var groups = queueGroup(provider, id);
        pipeline.run();
        return groups.get().stream().findFirst();
    }

    /** The groups that have the user. They are not locked: a user who goes does not make a group wait. */
    public List<GroupRecord> groupsOf(ProviderId provider, UserId user) {
        var groups = pipeline.query("""
                select g.* from membership m
                join group_record g on g.tenant_id = m.tenant_id and g.provider_id = m.provider_id
                                   and g.group_id = m.group_id
                where m.tenant_id = ? and m.provider_id = ? and m.user_id = ? order by g.group_id""", rows::group, tenant(), provider.value(), user.value());
        pipeline.run();
        return groups.get();
    }

    private Pipeline.Answer<List<GroupRecord>> queueGroup(ProviderId provider, GroupId id) {
        return pipeline.query("""
                select * from group_record where tenant_id = ? and provider_id = ? and group_id = ?
                and deleted_at is null for no key update""", rows::group, tenant(), provider.value(), id.value());
    }

    /**
     * Makes creations of groups at one provider wait for each other, so that a mapping row binds once (P-36). The one
     * that waited for may have changed the rules, so their version is read again.
     */
    public void groupCreation(ProviderId provider) {
        pipeline.query(
                "select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> true, "group:" + provider.value());
        head = queueHead();
    }

    /** True when this provider has a live group of that canonical name. */
    public boolean groupNamed(ProviderId provider, String canonicalName) {
        var found = pipeline.query("""
                select 1 from group_record where tenant_id = ? and provider_id = ?
                and display_name_canonical = ? and deleted_at is null""", row -> true, tenant(), provider.value(), canonicalName);
        pipeline.run();
        return !found.get().isEmpty();
    }

    /**
     * A group under lock, and whom a change of its members concerns.
     *
     * @param added users of this provider who are not members yet
     * @param removed users who are members
     * @param unknown ids that this provider has no user for
     */
    public record GroupState(
            Optional<GroupRecord> group, List<UserId> added, List<UserId> removed, List<String> unknown) {}

    /** Loads a group and resolves a membership change against its rows; the cost follows the change. */
    public GroupState group(ProviderId provider, GroupId id, MembershipDelta delta) {
        var group = queueGroup(provider, id);
        Set<UserId> wanted = delta.wanted();
        var known = queueKnown(provider, id, wanted);
        var removed = pipeline.query(
                delta.cleared()
                        // Hashed, where "<> all" would compare every member with every id.
                        ? "select user_id from membership where tenant_id = ? and group_id = ? except select unnest(?)"
                        : "select user_id from membership where tenant_id = ? and group_id = ? and user_id = any(?)",
                row -> new UserId(Rows.uuid(row, "user_id")),
                tenant(),
                id.value(),
                SqlArray.uuids(delta.cleared() ? wanted : delta.unwanted(), UserId::value));
        pipeline.run();
        return new GroupState(
                group.get().stream().findFirst(),
                known.get().stream().filter(k -> !k.member()).map(Known::user).toList(),
                removed.get(),
                unknown(delta, known.get()));
    }

    private record Known(UserId user, boolean member) {}

    private Pipeline.Answer<List<Known>> queueKnown(ProviderId provider, GroupId group, Set<UserId> users) {
        return pipeline.query(
                """
                select r.user_id, m.user_id is not null as member
                from user_record r
                left join membership m on m.tenant_id = r.tenant_id and m.group_id = ? and m.user_id = r.user_id
                where r.tenant_id = ? and r.provider_id = ? and r.user_id = any(?) and r.deleted_at is null
                order by r.user_id""",
                row -> new Known(new UserId(Rows.uuid(row, "user_id")), row.getBoolean("member")),
                group.value(),
                tenant(),
                provider.value(),
                SqlArray.uuids(users, UserId::value));
    }

    private static List<String> unknown(MembershipDelta delta, List<Known> known) {
        Set<String> missing = new LinkedHashSet<>(delta.unreadable());
        Map<UserId, Boolean> found = new HashMap<>();
        known.forEach(k -> found.put(k.user(), true));
        delta.wanted().stream()
                .filter(user -> !found.containsKey(user))
                .map(UserId::toString)
                .forEach(missing::add);
        return List.copyOf(missing);
    }

    /** Those members of a group, and of the users about to become members, for whom a condition holds. */
    public Set<UserId> membersWhere(GroupId group, Set<UserId> joining, FilterSql.Condition condition) {
        List<Object> arguments =
                new ArrayList<>(List.of(tenant(), group.value(), SqlArray.uuids(joining, UserId::value)));
        arguments.addAll(condition.arguments());
        var found = pipeline.query(
                """
                select r.user_id from user_record r
                where r.tenant_id = ? and r.user_id = any(array(
                    select m.user_id from membership m where m.tenant_id = r.tenant_id and m.group_id = ?) || ?)
                and r.deleted_at is null and\s""" + condition.sql(), row -> new UserId(Rows.uuid(row, "user_id")), arguments.toArray());
        pipeline.run();
        return new LinkedHashSet<>(found.get());
    }

    /** All members of a group. */
    public List<UserId> members(GroupId group) {
        var found = pipeline.query(
                "select user_id from membership where tenant_id = ? and group_id = ? order by user_id",
                row -> new UserId(Rows.uuid(row, "user_id")),
                tenant(),
                group.value());
        pipeline.run();
        return found.get();
    }

    /** Locks the accounts of users, in the order of their ids, and loads the people; deleted ones are left out. */
    public List<Person> people(ProviderId provider, Collection<UserId> users) {
        SqlArray keys = SqlArray.uuids(users, UserId::value);
        var accounts = pipeline.query("""
                select a.* from account a where a.tenant_id = ? and a.account_id = any(array(
                    select r.account_id from user_record r
                    where r.tenant_id = ? and r.provider_id = ? and r.user_id = any(?)))
                order by a.account_id for no key update""", this::account, tenant(), tenant(), provider.value(), keys);
        pipeline.run();
        SqlArray ids = SqlArray.uuids(accounts.get(), a -> a.id().value());
        return people(accounts, ids).stream()
                .filter(p -> p.record().filter(r -> r.deleted().isEmpty()).isPresent())
                .toList();
    }

    /** Locks the accounts of users too many to load; answers those users who are still there. */
    public Set<UserId> lock(ProviderId provider, Collection<UserId> users) {
        SqlArray keys = SqlArray.uuids(users, UserId::value);
        pipeline.query("""
                select 1 from account a where a.tenant_id = ? and a.account_id = any(array(
                    select r.account_id from user_record r
                    where r.tenant_id = ? and r.provider_id = ? and r.user_id = any(?)))
                order by a.account_id for no key update""", row -> true, tenant(), tenant(), provider.value(), keys);
        var present =
                pipeline.query("""
                select user_id from user_record
                where tenant_id = ? and provider_id = ? and user_id = any(?) and deleted_at is null""", row -> new UserId(Rows.uuid(row, "user_id")), tenant(), provider.value(), keys);
        pipeline.run();
        return new LinkedHashSet<>(present.get());
    }
}
