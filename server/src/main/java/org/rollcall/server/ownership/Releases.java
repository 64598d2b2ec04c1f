package org.rollcall.server.ownership;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Facts;
import org.rollcall.server.account.Grant;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.MembershipChange;
import org.rollcall.server.command.Changes.PersonChange;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command.Context;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.directory.GroupRecord;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.directory.UserRecord;
import org.rollcall.server.lifecycle.Lifecycle;

/**
 * Lets people go from their provider: for it they are gone (404); their accounts stay as they are, without an owner, and
 * may be adopted. Their memberships end; what the groups gave stays as released grants.
 *
 * @param to the only provider that may adopt them; empty: any
 * @param why for the log
 */
record Releases(Optional<ProviderId> to, Pending pending, String why) {

    /** People with an owner, locked, and the groups that have them. */
    record Found(List<Person> people, List<MembershipChange> memberships) {

        /** The memberships of those who are released. */
        List<MembershipChange> memberships(List<PersonChange> released) {
            Set<UserId> leaving = released.stream()
                    .flatMap(change -> change.after().record().stream())
                    .map(UserRecord::id)
                    .collect(toSet());
            return memberships.stream()
                    .map(change -> new MembershipChange(
                            change.group(),
                            List.of(),
                            change.removed().stream().filter(leaving::contains).toList()))
                    .filter(change -> !change.removed().isEmpty())
                    .toList();
        }
    }

    private record Member(GroupRecord group, UserId user) {}

    static Found load(Loader loader, List<AccountId> accounts) {
        List<Person> people = loader.accounts(accounts);
        var members = loader.pipeline()
                .query(
                        """
                select g.*, m.user_id from user_record r
                join membership m on m.tenant_id = r.tenant_id and m.provider_id = r.provider_id
                                 and m.user_id = r.user_id
                join group_record g on g.tenant_id = m.tenant_id and g.provider_id = m.provider_id
                                   and g.group_id = m.group_id
                where r.tenant_id = ? and r.account_id = any(?) order by g.group_id, m.user_id""",
                        row -> new Member(loader.rows().group(row), new UserId(Rows.uuid(row, "user_id"))),
                        loader.tenant(),
                        SqlArray.uuids(accounts, AccountId::value));
        loader.pipeline().run();
        Map<GroupRecord, List<UserId>> byGroup = members.get().stream()
                .collect(groupingBy(Member::group, LinkedHashMap::new, mapping(Member::user, toList())));
        return new Found(
                people,
                byGroup.entrySet().stream()
                        .map(entry -> new MembershipChange(entry.getKey(), List.of(), entry.getValue()))
                        .toList());
    }

    /** These people without their owner, offered for adoption. */
    Changes changes(Found found, Context context) {
        List<PersonChange> people =
                found.people().stream().map(person -> of(person, context)).toList();
        return Changes.people(people).with(found.memberships()).with(List.of(offer(people, context)), List.of());
    }

    /** The person without its owner. */
    PersonChange of(Person person, Context context) {
        return PersonChange.owned(person, released(person, context), why);
    }

    /** Whoever was released and lives may be adopted. */
    Write offer(List<PersonChange> people, Context context) {
        List<UUID> live = people.stream()
                .map(change -> change.after().requireAccount())
                .filter(account -> !account.facts().deleted())
                .map(account -> account.id().value())
                .toList();
        return Offer.write(
                context.caller().tenant().value(), SqlArray.uuids(live, id -> id), true, to.map(ProviderId::value));
    }

    private Person released(Person before, Context context) {
        Account account = before.requireAccount();
        Facts facts =
                pending == Pending.CANCEL ? Lifecycle.ownWay(account.facts(), why, context.now()) : account.facts();
        Account free = account.ownedBy(Optional.empty())
                .leaving(Optional.empty())
                .with(facts)
                .with(grants(account))
                .placedWith(context.rules().version());
        Person alone = before.with(free).inNoGroup();
        Person placed = alone.with(
                free.with(context.placement().keepingSeat(free, alone.profile()).grants()));
        Instant now = context.now();
        return before.record().map(record -> placed.with(record.released(now))).orElse(placed);
    }

    /** A role that a mapping gave twice over time is one released grant. */
    private static List<Grant> grants(Account account) {
        Map<Grant.Key, Grant> grants = new LinkedHashMap<>();
        Stream.concat(
                        account.grants().stream()
                                .filter(grant -> !grant.origin().mapped()),
                        account.grants().stream()
                                .filter(grant -> grant.origin().mapped())
                                .map(Grant::released))
                .forEach(grant -> grants.putIfAbsent(grant.key(), grant));
        return List.copyOf(grants.values());
    }
}
