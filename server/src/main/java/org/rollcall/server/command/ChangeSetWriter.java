package org.rollcall.server.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Grant;
import org.rollcall.server.audit.AuditEntry;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.directory.GroupRecord;
import org.rollcall.server.directory.UserRecord;
import org.rollcall.server.feed.Event;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;

/**
 * Queues the rows of a change set, each table in one set-based statement, parents before children. Nothing is sent
 * until the commit.
 */
final class ChangeSetWriter {

    private final Pipeline pipeline;

    ChangeSetWriter(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    void write(ChangeSet set) {
        UUID tenant = set.caller().tenant().value();
        Changes changes = set.changes();
        new OrganizationWriter(pipeline, tenant).write(set);
        insertAccounts(tenant, accounts(changes, false));
        updateAccounts(tenant, accounts(changes, true));
        grants(tenant, changes.people());
        new StandingWriter(pipeline, tenant).write(changes.people(), set.id());
        boolean strict = set.caller().dialect() == Mode.STRICT;
        insertUsers(tenant, newUsers(changes), strict);
        updateUsers(tenant, changes.people(), strict);
        groups(tenant, changes.groups(), strict);
        new ClaimWriter(tenant, pipeline).write(changes);
        changes.memberships().forEach(change -> memberships(tenant, change));
        if (set.told()) {
            header(tenant, set);
            log(tenant, set);
            administrativeGrants(tenant, set);
            events(tenant, set);
        }
        changes.marks().forEach(mark -> mark(tenant, set, mark));
        changes.bindings().forEach(binding -> bind(tenant, set, binding));
        changes.writes()
                .forEach(
                        write -> pipeline.execute(write.sql(), write.arguments().toArray()));
        Audited.of(set).ifPresent(this::audit);
    }

    /** Last, because the tenant's chain is locked from here on. */
    private void audit(AuditEntry entry) {
        entry.append()
                .forEach(statement ->
                        pipeline.execute(statement.sql(), statement.arguments().toArray()));
    }

    // ---- accounts

    private static List<Account> accounts(Changes changes, boolean existing) {
        return changes.people().stream()
                .filter(change -> change.before().flatMap(Person::account).isPresent() == existing)
                .filter(change -> !change.before()
                        .flatMap(Person::account)
                        .equals(change.after().account()))
                .flatMap(change -> change.after().account().stream())
                .toList();
    }

    private void insertAccounts(UUID tenant, List<Account> accounts) {
        if (accounts.isEmpty()) {
            return;
        }
        List<Object> arguments = new ArrayList<>(List.of(tenant));
        arguments.addAll(columns(accounts));
        arguments.add(SqlArray.times(accounts, Account::created));
        pipeline.update(accounts.size(), """
                insert into account (tenant_id, account_id, user_name, user_name_canonical, display_name,
                    organization_id, organization_origin, organization_cause, organization_reason,
                    organization_since, provider_active, admin_blocked_at, due_at, deactivated_at, deleted_at,
                    state_reason, state_since, config_version, undecided, legal_hold, leaves_at,
                    owner_id, created_at)
                select ?, * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::uuid[],
                    ?::text[], ?::timestamptz[], ?::bool[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[],
                    ?::timestamptz[], ?::text[], ?::timestamptz[], ?::int8[], ?::bool[], ?::text[],
                    ?::timestamptz[], ?::uuid[], ?::timestamptz[])""", arguments.toArray());
    }

    private void updateAccounts(UUID tenant, List<Account> accounts) {
        if (accounts.isEmpty()) {
            return;
        }
        List<Object> arguments = new ArrayList<>(columns(accounts));
        arguments.add(tenant);
        pipeline.update(accounts.size(), """
                update account a set user_name = n.user_name, user_name_canonical = n.canonical,
                    display_name = n.display_name, organization_id = n.organization,
                    organization_origin = n.origin, organization_cause = n.cause,
                    organization_reason = n.reason, organization_since = n.since,
                    provider_active = n.active, admin_blocked_at = n.blocked, due_at = n.due,
                    deactivated_at = n.deactivated, deleted_at = n.deleted, state_reason = n.state_reason,
                    state_since = n.state_since, config_version = n.version, undecided = n.undecided,
                    legal_hold = n.hold, leaves_at = n.leaves, owner_id = n.owner,
                    adoptable = a.adoptable and n.owner is null,
                    adoptable_by = case when n.owner is null then a.adoptable_by end
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::uuid[],
                    ?::text[], ?::timestamptz[], ?::bool[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[],
                    ?::timestamptz[], ?::text[], ?::timestamptz[], ?::int8[], ?::bool[], ?::text[],
                    ?::timestamptz[], ?::uuid[])
                  as n (id, user_name, canonical, display_name, organization, origin, cause, reason, since, active,
                    blocked, due, deactivated, deleted, state_reason, state_since, version, undecided, hold, leaves,
                    owner)
                where a.tenant_id = ? and a.account_id = n.id""", arguments.toArray());
    }

    private static List<Object> columns(List<Account> accounts) {
        return List.of(
                SqlArray.uuids(accounts, a -> a.id().value()),
                SqlArray.texts(accounts, a -> a.userName().raw()),
                SqlArray.texts(accounts, a -> a.userName().canonical()),
                SqlArray.texts(accounts, Account::displayName),
                SqlArray.uuids(accounts, a -> a.seat().organization().value()),
                SqlArray.texts(accounts, a -> a.seat().origin().label()),
                SqlArray.uuids(accounts, a -> a.seat().cause()),
                SqlArray.texts(accounts, a -> a.seat().reason()),
                SqlArray.times(accounts, a -> a.seat().since()),
                SqlArray.booleans(accounts, a -> a.facts().providerActive()),
                SqlArray.times(accounts, a -> a.facts().adminBlockedAt()),
                SqlArray.times(accounts, a -> a.facts().dueAt()),
                SqlArray.times(accounts, a -> a.facts().deactivatedAt()),
                SqlArray.times(accounts, a -> a.facts().deletedAt()),
                SqlArray.texts(accounts, a -> a.facts().reason()),
                SqlArray.times(accounts, a -> a.facts().since()),
                SqlArray.longs(accounts, Account::configVersion),
                SqlArray.booleans(accounts, a -> !a.standing().isEmpty()),
                SqlArray.texts(accounts, Account::legalHold),
                SqlArray.times(accounts, Account::leaves),
                SqlArray.uuids(accounts, a -> a.owner().map(o -> o.value())));
    }

    private record GrantOf(UUID account, Grant grant) {}

    private void grants(UUID tenant, List<Changes.PersonChange> people) {
        List<GrantOf> removed = people.stream()
                .flatMap(change -> missing(change.before(), Optional.of(change.after())))
                .toList();
        List<GrantOf> added = people.stream()
                .flatMap(change -> missing(Optional.of(change.after()), change.before()))
                .toList();
        if (!removed.isEmpty()) {
            pipeline.update(
                    removed.size(),
                    """
                    delete from account_grant g using unnest(?::uuid[], ?::uuid[], ?::text[], ?::uuid[])
                        as d (account, role, origin, source)
                    where g.tenant_id = ? and g.account_id = d.account and g.role_id = d.role
                    and g.origin = d.origin and g.origin_id = d.source""",
                    SqlArray.uuids(removed, GrantOf::account),
                    SqlArray.uuids(removed, g -> g.grant().role().value()),
                    SqlArray.texts(removed, g -> g.grant().origin().label()),
                    SqlArray.uuids(removed, g -> g.grant().source()),
                    tenant);
        }
        if (!added.isEmpty()) {
            pipeline.update(
                    added.size(),
                    """
                    insert into account_grant (tenant_id, account_id, role_id, origin, origin_id, reason, author,
                        until, since)
                    select ?, * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::text[],
                        ?::timestamptz[], ?::timestamptz[])""",
                    tenant,
                    SqlArray.uuids(added, GrantOf::account),
                    SqlArray.uuids(added, g -> g.grant().role().value()),
                    SqlArray.texts(added, g -> g.grant().origin().label()),
                    SqlArray.uuids(added, g -> g.grant().source()),
                    SqlArray.texts(added, g -> g.grant().reason()),
                    SqlArray.texts(added, g -> g.grant().author()),
                    SqlArray.times(added, g -> g.grant().until()),
                    SqlArray.times(added, g -> g.grant().since()));
        }
    }

    /** Grants that the first has and the second lacks, or has with another reason, author or time. */
    private static Stream<GrantOf> missing(Optional<Person> has, Optional<Person> lacks) {
        Set<Grant> there = lacks.flatMap(Person::account).stream()
                .flatMap(a -> a.grants().stream())
                .collect(Collectors.toSet());
        return has.flatMap(Person::account).stream()
                .flatMap(a -> a.grants().stream()
                        .filter(grant -> !there.contains(grant))
                        .map(grant -> new GrantOf(a.id().value(), grant)));
    }

    // ---- directory

    private static List<UserRecord> newUsers(Changes changes) {
        return changes.people().stream()
                .filter(change -> change.before().flatMap(Person::record).isEmpty())
                .flatMap(change -> change.after().record().stream())
                .toList();
    }

    private void insertUsers(UUID tenant, List<UserRecord> users, boolean strict) {
        for (UserRecord user : users) {
            pipeline.update(
                    1,
                    """
                    insert into user_record (tenant_id, provider_id, user_id, account_id, user_name_canonical,
                        external_id_hash, emails, active, attributes, version, created_at, last_modified, deleted_at,
                        external_id_alone)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)""",
                    tenant,
                    user.provider().value(),
                    user.id().value(),
                    user.account().map(a -> a.value()),
                    user.userName().canonical(),
                    user.externalId().map(Digests::sha256),
                    SqlArray.texts(user.emails(), e -> e),
                    user.active(),
                    JsonWriter.write(user.resource().attributes()),
                    user.version(),
                    user.created(),
                    user.lastModified(),
                    user.deleted(),
                    strict);
        }
    }

    /** A record that is erased is deleted by whoever erases it. */
    private void updateUsers(UUID tenant, List<Changes.PersonChange> people, boolean strict) {
        for (Changes.PersonChange change : people) {
            change.before()
                    .flatMap(Person::record)
                    .filter(before -> !change.after().record().equals(Optional.of(before)))
                    .ifPresent(before ->
                            change.after().record().ifPresent(after -> update(tenant, before, after, strict)));
        }
    }

    /** An adopted record goes to another provider. */
    private void update(UUID tenant, UserRecord before, UserRecord user, boolean strict) {
        Optional<byte[]> externalId = user.externalId().map(Digests::sha256);
        pipeline.update(
                1,
                """
                    update user_record set provider_id = ?, account_id = ?, user_name_canonical = ?, emails = ?,
                        external_id_hash = ?,
                        external_id_alone = case when external_id_hash is distinct from ?::bytea then ?
                                                 else external_id_alone end,
                        active = ?, attributes = ?::jsonb, version = ?, last_modified = ?, deleted_at = ?
                    where tenant_id = ? and provider_id = ? and user_id = ? and version = ?""",
                user.provider().value(),
                user.account().map(a -> a.value()),
                user.userName().canonical(),
                SqlArray.texts(user.emails(), e -> e),
                externalId,
                externalId,
                strict,
                user.active(),
                JsonWriter.write(user.resource().attributes()),
                user.version(),
                user.lastModified(),
                user.deleted(),
                tenant,
                before.provider().value(),
                user.id().value(),
                before.version());
    }

    private void groups(UUID tenant, List<Changes.GroupChange> groups, boolean strict) {
        for (Changes.GroupChange change : groups) {
            if (change.before().isEmpty()) {
                insert(tenant, change.after(), strict);
            } else if (!change.before().get().equals(change.after())) {
                update(tenant, change.after(), strict);
            }
        }
    }

    private void insert(UUID tenant, GroupRecord group, boolean strict) {
        pipeline.update(
                1,
                """
                insert into group_record (tenant_id, provider_id, group_id, display_name_canonical,
                    external_id_hash, attributes, version, created_at, last_modified, name_shared)
                values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)""",
                tenant,
                group.provider().value(),
                group.id().value(),
                Names.canonical(group.displayName()),
                group.externalId().map(Digests::sha256),
                JsonWriter.write(group.resource().attributes()),
                group.version(),
                group.created(),
                group.lastModified(),
                strict);
    }

    private void update(UUID tenant, GroupRecord group, boolean strict) {
        String name = Names.canonical(group.displayName());
        pipeline.update(
                1,
                """
                update group_record set display_name_canonical = ?,
                    name_shared = case when display_name_canonical is distinct from ? then ? else name_shared end,
                    external_id_hash = ?, attributes = ?::jsonb,
                    version = ?, last_modified = ?, deleted_at = ?
                where tenant_id = ? and provider_id = ? and group_id = ? and version = ?""",
                name,
                name,
                strict,
                group.externalId().map(Digests::sha256),
                JsonWriter.write(group.resource().attributes()),
                group.version(),
                group.lastModified(),
                group.deleted(),
                tenant,
                group.provider().value(),
                group.id().value(),
                group.version() - 1);
    }

    private void memberships(UUID tenant, Changes.MembershipChange change) {
        GroupRecord group = change.group();
        if (!change.removed().isEmpty()) {
            pipeline.update(
                    change.removed().size(),
                    "delete from membership where tenant_id = ? and group_id = ? and user_id = any(?)",
                    tenant,
                    group.id().value(),
                    SqlArray.uuids(change.removed(), UserId::value));
        }
        if (!change.added().isEmpty()) {
            pipeline.update(
                    change.added().size(),
                    """
                    insert into membership (tenant_id, provider_id, group_id, user_id)
                    select ?, ?, ?, * from unnest(?::uuid[])""",
                    tenant,
                    group.provider().value(),
                    group.id().value(),
                    SqlArray.uuids(change.added(), UserId::value));
        }
    }

    // ---- placement

    private void mark(UUID tenant, ChangeSet set, Changes.Mark mark) {
        pipeline.execute(
                """
                insert into placement_mark (tenant_id, account_id, cause, change_set, marked_at, held)
                select r.tenant_id, r.account_id, ?, ?, ?, ? from user_record r
                where r.tenant_id = ? and r.provider_id = ? and r.user_id = any(?) and r.account_id is not null
                order by r.account_id
                on conflict (tenant_id, account_id) do update
                    set cause = excluded.cause, change_set = excluded.change_set, marked_at = excluded.marked_at,
                        held = placement_mark.held or excluded.held""",
                mark.cause(),
                set.id().value(),
                set.at(),
                mark.held(),
                tenant,
                mark.provider().value(),
                SqlArray.uuids(mark.users(), UserId::value));
    }

    private void bind(UUID tenant, ChangeSet set, Changes.Binding binding) {
        pipeline.update(
                binding.rows().size(),
                """
                update mapping_row set group_id = ?, bound_at = ?
                where tenant_id = ? and provider_id = ? and row_id = any(?) and group_id is null""",
                binding.group().value(),
                set.at(),
                tenant,
                binding.provider().value(),
                SqlArray.uuids(binding.rows(), row -> row));
        pipeline.update(1, "update tenant set config_version = config_version + 1 where tenant_id = ?", tenant);
    }

    // ---- journal and feed

    private void header(UUID tenant, ChangeSet set) {
        pipeline.update(
                1,
                """
                insert into change_set (tenant_id, change_set_id, at, provider_id, actor, command, request_id)
                values (?, ?, ?, ?, ?, ?, ?)""",
                tenant,
                set.id().value(),
                set.at(),
                set.caller().provider().map(p -> p.value()),
                set.caller().actor(),
                set.command(),
                set.caller().requestId());
    }

    /** What administrators are to be told of by mail, in the transaction that did it (P-46). */
    private void administrativeGrants(UUID tenant, ChangeSet set) {
        if (set.log().stream().anyMatch(row -> row.action() == Action.ADMINISTRATIVE_ROLE_GRANTED)) {
            pipeline.execute(
                    "insert into mail_grant (tenant_id, change_set_id) values (?, ?)",
                    tenant,
                    set.id().value());
        }
    }

    private void log(UUID tenant, ChangeSet set) {
        List<LogEntry> log = set.log();
        List<Integer> numbers = IntStream.range(0, log.size()).boxed().toList();
        pipeline.update(
                log.size(),
                """
                insert into log_entry (tenant_id, change_set_id, row_number, action, resource_type, resource_id,
                    account_id, name, field, old_value, new_value, cause, members)
                select ?, ?, n.row, n.action, n.type, n.resource, n.account, n.name, n.field, n.old, n.new, n.cause,
                    n.members::uuid[]
                from unnest(?::int8[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::text[])
                  as n (row, action, type, resource, account, name, field, old, new, cause, members)""",
                tenant,
                set.id().value(),
                SqlArray.longs(numbers, n -> (long) n),
                SqlArray.texts(log, row -> row.action().label()),
                SqlArray.texts(log, row -> row.subject().type()),
                SqlArray.uuids(log, row -> row.subject().id()),
                SqlArray.uuids(log, row -> row.account().map(a -> a.value())),
                SqlArray.texts(log, LogEntry::name),
                SqlArray.texts(log, LogEntry::field),
                SqlArray.texts(log, LogEntry::oldValue),
                SqlArray.texts(log, LogEntry::newValue),
                SqlArray.texts(log, LogEntry::cause),
                SqlArray.texts(log, row -> members(row.members())));
    }

    /** A PostgreSQL array literal of ids; SQL null for none. */
    private static Optional<String> members(List<UserId> members) {
        return members.isEmpty()
                ? Optional.empty()
                : Optional.of(members.stream().map(UserId::toString).collect(Collectors.joining(",", "{", "}")));
    }

    private void events(UUID tenant, ChangeSet set) {
        List<Event> events = set.events();
        if (events.isEmpty()) {
            return;
        }
        pipeline.update(
                events.size(),
                """
                insert into event (tenant_id, account_id, change_set_id, type, payload, at, ends_sessions,
                    organization_id, role_ids, organization_before, roles_before)
                select ?, n.account, ?, n.type, n.payload::jsonb, ?, n.ends, n.organization, n.roles::uuid[],
                    n.organization_before, n.roles_before::uuid[]
                from unnest(?::uuid[], ?::text[], ?::text[], ?::bool[], ?::uuid[], ?::text[], ?::uuid[], ?::text[])
                    as n (account, type, payload, ends, organization, roles, organization_before, roles_before)""",
                tenant,
                set.id().value(),
                set.at(),
                SqlArray.uuids(events, e -> e.account().value()),
                SqlArray.texts(events, Event::type),
                SqlArray.texts(events, e -> JsonWriter.write(e.payload())),
                SqlArray.booleans(events, Event::endsSessions),
                SqlArray.uuids(events, e -> e.after().organization().value()),
                SqlArray.texts(events, e -> roles(e.after())),
                SqlArray.uuids(
                        events,
                        e -> e.before().map(place -> place.organization().value())),
                SqlArray.texts(events, e -> e.before().map(ChangeSetWriter::roles)));
    }

    /** As the text of an array, since arrays of arrays cannot be taken apart by row. */
    private static String roles(Event.Place place) {
        return place.roles().stream().map(RoleId::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
