package org.rollcall.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.scim.json.Json;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Facet;
import org.rollcall.server.account.Grant;
import org.rollcall.server.account.Standing;
import org.rollcall.server.account.StandingDecision;
import org.rollcall.server.audit.AuditLog;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.db.Faults;
import org.rollcall.server.db.Tx;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.placement.Placement;
import org.rollcall.server.placement.Rules;
import org.rollcall.server.placement.RulesStore;
import org.rollcall.server.profile.Profile;
import org.rollcall.server.schema.StoredJson;

/** What must hold of the whole database whatever happened, checked independently of the code that wrote it. */
public final class Invariants {

    private final Jdbi jdbi;

    public Invariants(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Fails with the invariant that does not hold, and the rows that break it. */
    public void check() {
        jdbi.useHandle(handle -> {
            n3ChangeSetsHaveRows(handle);
            n3TheLogTellsTheDirectory(handle);
            n3TheLogTellsTheAccounts(handle);
            n3TheLogTellsTheMembers(handle);
            n3OneVersionStepForEachChangeSet(handle);
            n5EventsOfAnAccountAreInOrder(handle);
            n6ForeignKeysIncludeTheTenant(handle);
            n7GrantsFollowFromGroupsAndMappings(handle);
            n10NoWindowHasMoreHarmThanPasses(handle);
            decisionsStandOnlyForWhatIsNot(handle);
            whoIsOnLegalHoldIsNotDeactivatedMeanwhile(handle);
            n9DeactivationsAreNeitherEarlyNorLost(handle);
            n14UserNamesAreUnique(handle);
            administratorsAnswerForWhatTheyDid(handle);
        });
    }

    // ---- P-93

    private void administratorsAnswerForWhatTheyDid(Handle handle) {
        none(handle, "a change by hand that the audit log does not tell (P-93)", """
                select c.change_set_id from change_set c
                where c.provider_id is null and c.actor <> 'clock' and not exists (
                    select 1 from audit_entry a
                    where a.tenant_id = c.tenant_id and a.change_set_id = c.change_set_id)""");
        AuditLog audit = new AuditLog(jdbi);
        for (TenantId tenant : tenants(handle)) {
            assertThat(audit.verify(tenant, Optional.empty()).misfit())
                    .as("rows of the audit log that do not fit (P-93)")
                    .isEmpty();
        }
    }

    // ---- N3

    private static void n3ChangeSetsHaveRows(Handle handle) {
        none(handle, "a change set without a log row (N3)", """
                select c.change_set_id from change_set c where not exists (
                    select 1 from log_entry l
                    where l.tenant_id = c.tenant_id and l.change_set_id = c.change_set_id)
                and not exists (select 1 from placement_mark m
                    where m.tenant_id = c.tenant_id and m.change_set = c.change_set_id)
                and c.command not in ('clock.place')""");
    }

    /** The last value told of each attribute is the value there is. */
    private static void n3TheLogTellsTheDirectory(Handle handle) {
        none(handle, "an attribute that differs from what the log tells (N3)", """
                with told as (
                    select distinct on (l.tenant_id, l.resource_id, l.field)
                        l.tenant_id, l.resource_id, l.field, l.new_value
                    from log_entry l
                    where l.action in ('user updated', 'user renamed', 'group updated', 'group renamed')
                    order by l.tenant_id, l.resource_id, l.field, l.change_set_id desc, l.row_number desc)
                select t.resource_id || ' ' || t.field from told t
                join (select tenant_id, user_id as id, attributes from user_record
                      union all select tenant_id, group_id, attributes from group_record) r
                  on r.tenant_id = t.tenant_id and r.id = t.resource_id
                where length(coalesce(t.new_value, '')) < 2000
                and case when t.new_value is null then r.attributes ? t.field
                    else coalesce(r.attributes ->> t.field, '') <> t.new_value
                         and not (jsonb_typeof(r.attributes -> t.field) in ('object', 'array')
                                  and r.attributes -> t.field = t.new_value::jsonb) end""");
        none(handle, "a record that the log does not know, or knows otherwise (N3)", """
                select r.user_id from user_record r where (r.deleted_at is null) <> coalesce((
                    select l.action not in ('user deleted', 'user released') from log_entry l
                    where l.tenant_id = r.tenant_id and l.resource_id = r.user_id
                    and l.action in ('user added', 'user deleted', 'user restored', 'user released', 'adopted')
                    order by l.change_set_id desc, l.row_number desc limit 1), false)
                union all
                select g.group_id from group_record g where (g.deleted_at is null) <> coalesce((
                    select l.action <> 'group removed' from log_entry l
                    where l.tenant_id = g.tenant_id and l.resource_id = g.group_id
                    and l.action in ('group added', 'group removed')
                    order by l.change_set_id desc, l.row_number desc limit 1), false)""");
    }

    private static void n3TheLogTellsTheAccounts(Handle handle) {
        none(handle, "an organization that the log does not tell (N3)", """
                with recursive path as (
                    select tenant_id, organization_id, name as path from organization where parent_id is null
                    union all select o.tenant_id, o.organization_id, p.path || '/' || o.name
                    from organization o join path p on p.tenant_id = o.tenant_id and p.organization_id = o.parent_id)
                select a.account_id from account a
                join path p on p.tenant_id = a.tenant_id and p.organization_id = a.organization_id
                where p.path is distinct from (
                    select l.new_value from log_entry l
                    where l.tenant_id = a.tenant_id and l.account_id = a.account_id
                    and l.action = 'organization changed'
                    order by l.change_set_id desc, l.row_number desc limit 1)""");
        none(handle, "grants that the log does not tell (N3)", """
                with told as (
                    select l.tenant_id, l.account_id, l.field as origin, coalesce(l.new_value, l.old_value) as role,
                        sum(case l.action when 'role granted' then 1 else -1 end) as n
                    from log_entry l where l.action in ('role granted', 'role removed') group by 1, 2, 3, 4),
                held as (
                    select g.tenant_id, g.account_id, g.origin, r.name as role, count(*) as n
                    from account_grant g join role r using (tenant_id, role_id) group by 1, 2, 3, 4)
                select coalesce(t.account_id, h.account_id) from told t
                full join held h using (tenant_id, account_id, origin, role)
                where coalesce(t.n, 0) <> coalesce(h.n, 0)""");
        none(handle, "a state that the log does not tell (N3)", """
                select a.account_id from account a where
                    case when a.deactivated_at is not null then 'deactivated'
                         when a.provider_active and a.admin_blocked_at is null and a.deleted_at is null then 'active'
                         else 'blocked' end
                    <> coalesce((
                    select case l.action when 'deactivated' then 'deactivated' when 'blocked' then 'blocked'
                           else 'active' end
                    from log_entry l where l.tenant_id = a.tenant_id and l.account_id = a.account_id
                    and l.action in ('blocked', 'unblocked', 'deactivated', 'reactivated')
                    order by l.change_set_id desc, l.row_number desc limit 1), 'active')""");
        none(handle, "a pending deactivation that the log does not tell (N3, N9)", """
                select a.account_id from account a where (a.due_at is not null) <> coalesce((
                    select l.action = 'deactivation scheduled' from log_entry l
                    where l.tenant_id = a.tenant_id and l.account_id = a.account_id
                    and l.action in ('deactivation scheduled', 'deactivation cancelled', 'deactivated')
                    order by l.change_set_id desc, l.row_number desc limit 1), false)""");
    }

    /** Members told by the log, one change set after the other, are the members there are. */
    private static void n3TheLogTellsTheMembers(Handle handle) {
        Map<UUID, Set<UUID>> told = new HashMap<>();
        handle.createQuery("""
                        select resource_id, action, members from log_entry
                        where action in ('members added', 'members removed')
                        order by tenant_id, change_set_id, row_number""")
                .map((row, context) -> {
                    Set<UUID> members = told.computeIfAbsent(row.getObject(1, UUID.class), g -> new TreeSet<>());
                    List<UUID> named = List.of((UUID[]) row.getArray(3).getArray());
                    if (row.getString(2).equals("members added")) {
                        assertThat(members).as("added twice (N3)").doesNotContainAnyElementsOf(named);
                        members.addAll(named);
                    } else {
                        assertThat(members)
                                .as("removed without being there (N3)")
                                .containsAll(named);
                        named.forEach(members::remove);
                    }
                    return true;
                })
                .list();
        told.values().removeIf(Set::isEmpty);
        Map<UUID, Set<UUID>> held = handle
                .createQuery("select group_id, user_id from membership")
                .map((row, context) -> Map.entry(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toCollection(TreeSet::new))));
        assertThat(told).as("members as the log tells them (N3)").isEqualTo(held);
    }

    private static void n3OneVersionStepForEachChangeSet(Handle handle) {
        none(handle, "a user's version that is not its number of change sets (N3)", """
                select r.user_id from user_record r where r.version <> (
                    select count(distinct l.change_set_id) from log_entry l
                    where l.tenant_id = r.tenant_id and l.resource_id = r.user_id and l.action in (
                        'user added', 'user updated', 'user renamed', 'user revived', 'user deleted', 'user restored',
                        'user released', 'adopted'))""");
    }

    // ---- N5

    private static void n5EventsOfAnAccountAreInOrder(Handle handle) {
        none(handle, "positions that are not in the order of an account's events (N5)", """
                select account_id from (
                    select account_id, position,
                        lag(position) over (partition by tenant_id, account_id order by sequence) as before
                    from event where position is not null) x where before > position""");
        none(handle, "more or less than one event for an account and change set (N4, N5)", """
                select coalesce(l.account_id, e.account_id) from
                    (select distinct tenant_id, change_set_id, account_id from log_entry where account_id is not null) l
                full join (select tenant_id, change_set_id, account_id, count(*) as n from event group by 1, 2, 3) e
                    using (tenant_id, change_set_id, account_id)
                where e.n is distinct from 1 and not (e.n is null and exists (
                    select 1 from log_entry d where d.tenant_id = l.tenant_id and d.change_set_id = l.change_set_id
                    and d.account_id = l.account_id
                    and d.action in ('held by brake', 'withheld', 'rejected', 'undone', 'hold ended', 'legal hold set',
                        'legal hold ended', 'delayed', 'adoption allowed', 'adoption forbidden', 'conflict rejected')))""");
    }

    // ---- N6

    private static void n6ForeignKeysIncludeTheTenant(Handle handle) {
        none(handle, "a foreign key without the tenant (N6)", """
                select c.conrelid::regclass || ' ' || c.conname from pg_constraint c
                where c.contype = 'f' and c.connamespace = 'public'::regnamespace and not exists (
                    select 1 from pg_attribute a where a.attrelid = c.conrelid and a.attnum = any(c.conkey)
                    and a.attname = 'tenant_id')""");
        none(handle, "a key that does not begin with the tenant (N6)", """
                select i.indexrelid::regclass::text from pg_index i
                join pg_class t on t.oid = i.indrelid
                join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                where t.relnamespace = 'public'::regnamespace and i.indisunique and a.attname <> 'tenant_id'
                and t.relname not in ('ingress', 'flyway_schema_history')
                and i.indexrelid <> 'tenant_name_key'::regclass""");
        none(handle, "an account whose owner differs from its record's provider (N6)", """
                select r.user_id from user_record r join account a
                    on a.tenant_id = r.tenant_id and a.account_id = r.account_id
                where a.owner_id <> r.provider_id or (a.owner_id is null and r.deleted_at is null)""");
        none(handle, "somebody who may be adopted and has an owner, or was deleted (P-6)", """
                select account_id from account where adoptable and (owner_id is not null or deleted_at is not null)""");
        none(handle, "a member of a group whose provider does not own it (N6)", """
                select m.user_id from membership m join user_record r using (tenant_id, provider_id, user_id)
                join account a on a.tenant_id = r.tenant_id and a.account_id = r.account_id
                where a.owner_id is distinct from m.provider_id""");
    }

    // ---- N7

    private void n7GrantsFollowFromGroupsAndMappings(Handle handle) {
        Tx tx = new Tx(dataSource(handle), Faults.NONE);
        Map<TenantId, Rules> rules = new HashMap<>();
        for (TenantId tenant : tenants(handle)) {
            rules.put(tenant, tx.read(pipeline -> new RulesStore().load(tenant, -1, pipeline)));
        }
        rules.forEach((tenant, rule) -> people(handle, tenant).forEach(person -> grants(person, rule)));
    }

    private record Known(Account account, Profile profile) {}

    private static void grants(Known person, Rules rules) {
        Placement placement = new Placement(rules, Instant.EPOCH);
        boolean stays = person.account().standing().on(Facet.ORGANIZATION).isPresent();
        List<Grant> desired = (stays
                        ? placement.keepingSeat(person.account(), person.profile())
                        : placement.again(person.account(), person.profile()))
                .grants();
        assertThat(keys(decided(person, person.account().grants())))
                .as(
                        "grants of %s follow from its groups and the mapping (N7)",
                        person.account().id())
                .isEqualTo(keys(decided(person, desired)));
    }

    /** Without those on which something stands. */
    private static List<Grant> decided(Known person, List<Grant> grants) {
        Standing standing = person.account().standing();
        return grants.stream()
                .filter(grant -> standing.on(Facet.role(grant.role())).isEmpty())
                .toList();
    }

    private static Set<Grant.Key> keys(List<Grant> grants) {
        return grants.stream().map(Grant::key).collect(Collectors.toSet());
    }

    private static javax.sql.DataSource dataSource(Handle handle) {
        return new SingleConnection(handle.getConnection());
    }

    private static List<TenantId> tenants(Handle handle) {
        return handle.createQuery("select tenant_id from tenant")
                .map((row, context) -> new TenantId(row.getObject(1, UUID.class)))
                .list();
    }

    private static List<Known> people(Handle handle, TenantId tenant) {
        Map<UUID, List<Grant>> grants = new HashMap<>();
        handle.createQuery("select * from account_grant where tenant_id = :tenant")
                .bind("tenant", tenant.value())
                .map((row, context) -> grants.computeIfAbsent(
                                row.getObject("account_id", UUID.class), a -> new ArrayList<>())
                        .add(Rows.grant(row)))
                .list();
        Map<UUID, List<StandingDecision>> decisions = new HashMap<>();
        handle.createQuery("select * from standing_decision where tenant_id = :tenant")
                .bind("tenant", tenant.value())
                .map((row, context) -> decisions
                        .computeIfAbsent(row.getObject("account_id", UUID.class), a -> new ArrayList<>())
                        .add(Rows.decision(row)))
                .list();
        Map<UUID, Map<GroupId, String>> groups = new HashMap<>();
        handle.createQuery("""
                        select r.account_id, m.group_id from membership m join user_record r
                        on r.tenant_id = m.tenant_id and r.user_id = m.user_id where m.tenant_id = :tenant""")
                .bind("tenant", tenant.value())
                .map((row, context) ->
                        Optional.ofNullable(groups.computeIfAbsent(row.getObject(1, UUID.class), a -> new TreeMap<>())
                                .put(new GroupId(row.getObject(2, UUID.class)), "")))
                .list();
        Map<UUID, Json.Obj> attributes = new HashMap<>();
        handle.createQuery("""
                        select account_id, attributes::text from user_record
                        where tenant_id = :tenant and account_id is not null""")
                .bind("tenant", tenant.value())
                .map((row, context) -> Optional.ofNullable(
                        attributes.put(row.getObject(1, UUID.class), (Json.Obj) StoredJson.parse(row.getString(2)))))
                .list();
        return handle
                .createQuery("""
                        select a.* from account a where a.tenant_id = :tenant and a.deleted_at is null
                        and not exists (select 1 from user_record r where r.tenant_id = a.tenant_id
                            and r.account_id = a.account_id and r.deleted_at is not null)""")
                .bind("tenant", tenant.value())
                .map((row, context) -> Rows.account(row))
                .list()
                .stream()
                .map(account -> new Known(
                        account.with(grants.getOrDefault(account.id().value(), List.of()))
                                .with(new Standing(
                                        decisions.getOrDefault(account.id().value(), List.of()))),
                        new Profile(
                                groups.getOrDefault(account.id().value(), Map.of()),
                                attributes.getOrDefault(account.id().value(), Json.Obj.EMPTY))))
                .toList();
    }

    // ---- N10

    /** From the log alone: who lost the active state by a provider within its window, and was not released. */
    private static void n10NoWindowHasMoreHarmThanPasses(Handle handle) {
        none(handle, "more people lost within a window than the brake lets pass (N10)", """
                with lost as (
                    select l.tenant_id, c.provider_id, l.change_set_id, l.account_id, c.at, p.brake_people, p.brake_share, p.brake_window
                    from log_entry l join change_set c using (tenant_id, change_set_id)
                    join provider p using (tenant_id, provider_id)
                    where l.action = 'blocked' and p.brake_people is not null and l.change_set_id > coalesce((
                        select max(o.change_set_id::text)::uuid from log_entry o where o.tenant_id = l.tenant_id
                        and o.field = 'providers/' || p.name || '/brake'), '00000000-0000-0000-0000-000000000000')
                    and not exists (
                        select 1 from log_entry r where r.tenant_id = l.tenant_id
                        and r.change_set_id = l.change_set_id and r.action = 'released')
                    and exists (
                        select 1 from log_entry s where s.tenant_id = l.tenant_id
                        and s.change_set_id = l.change_set_id and s.account_id = l.account_id
                        and s.action = 'deactivation scheduled'))
                select a.provider_id::text from lost a join lost b using (tenant_id, provider_id)
                where b.at > a.at - a.brake_window and b.at <= a.at
                group by a.tenant_id, a.provider_id, a.at, a.brake_people, a.brake_share
                having count(distinct (b.change_set_id, b.account_id)) > greatest(a.brake_people, a.brake_share / 100.0 * (
                    select count(*) from account o where o.tenant_id = a.tenant_id and o.owner_id = a.provider_id))""");
    }

    private static void decisionsStandOnlyForWhatIsNot(Handle handle) {
        none(handle, "an account that does not say whether there are decisions on it", """
                select a.account_id from account a where a.undecided <> exists (
                    select 1 from standing_decision d
                    where d.tenant_id = a.tenant_id and d.account_id = a.account_id)""");
        none(handle, "a decision on what is so already", """
                select d.account_id from standing_decision d join account a using (tenant_id, account_id)
                where (d.facet = 'state' and not a.provider_active)
                or (d.facet = 'organization' and d.desired = a.organization_id::text)
                or (d.desired in ('granted', 'taken') and (d.desired = 'granted') = exists (
                    select 1 from account_grant g where g.tenant_id = d.tenant_id and g.account_id = d.account_id
                    and d.facet = 'role:' || g.role_id and g.origin in ('group', 'expression', 'default')))""");
        none(handle, "two decisions on one facet", """
                select account_id from standing_decision group by tenant_id, account_id, facet having count(*) > 1""");
    }

    private static void whoIsOnLegalHoldIsNotDeactivatedMeanwhile(Handle handle) {
        none(handle, "an account that tells otherwise than its matters whether it is held (P-55)", """
                select a.account_id from account a where a.legal_hold is distinct from (
                    select string_agg(m.name, ', ' order by m.name collate "C")
                    from custodian c join matter m using (tenant_id, matter_id)
                    where c.tenant_id = a.tenant_id and c.account_id = a.account_id and m.released_at is null)""");
        none(handle, "an account that was deactivated on legal hold (P-55)", """
                select a.account_id from account a join custodian c using (tenant_id, account_id)
                join matter m using (tenant_id, matter_id)
                where m.released_at is null and a.deactivated_at > c.since""");
    }

    // ---- N9, N14

    private static void n9DeactivationsAreNeitherEarlyNorLost(Handle handle) {
        none(handle, "a deactivation by the clock before its due time (N9)", """
                select d.account_id from log_entry d
                join change_set c on c.tenant_id = d.tenant_id and c.change_set_id = d.change_set_id
                where d.action = 'deactivated' and c.actor = 'clock' and c.at < (
                    select l.new_value::timestamptz from log_entry l
                    where l.tenant_id = d.tenant_id and l.account_id = d.account_id
                    and l.action = 'deactivation scheduled' and l.change_set_id < d.change_set_id
                    order by l.change_set_id desc limit 1)""");
        none(handle, "a deactivated account with roles", """
                select account_id from account_grant join account using (tenant_id, account_id)
                where deactivated_at is not null""");
        none(handle, "a deactivation pending for an active or deactivated account (N9)", """
                select account_id from account where due_at is not null
                and (provider_active or deactivated_at is not null)""");
    }

    private static void n14UserNamesAreUnique(Handle handle) {
        none(handle, "a userName twice among live accounts (N14)", """
                select user_name_canonical from account where deleted_at is null
                group by tenant_id, user_name_canonical having count(*) > 1""");
        none(handle, "a unique value that is claimed for nobody (N14)", """
                select v.resource_id from unique_value v where not exists (
                    select 1 from user_record r where r.tenant_id = v.tenant_id and r.provider_id = v.provider_id
                    and r.user_id = v.resource_id and r.deleted_at is null) and not exists (
                    select 1 from group_record g where g.tenant_id = v.tenant_id and g.provider_id = v.provider_id
                    and g.group_id = v.resource_id and g.deleted_at is null)""");
        none(handle, "an id twice (N14)", """
                select user_id from user_record group by user_id having count(*) > 1""");
        Set<UUID> ids = new HashSet<>();
        handle.createQuery("select account_id from account union all select group_id from group_record")
                .mapTo(UUID.class)
                .forEach(id ->
                        assertThat(ids.add(id)).as("an id used twice (N14)").isTrue());
    }

    private static void none(Handle handle, String what, String sql) {
        assertThat(handle.createQuery(sql.replace(" ? ", " ?? "))
                        .mapTo(String.class)
                        .list())
                .as(what)
                .isEmpty();
    }
}
