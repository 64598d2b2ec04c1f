package org.rollcall.server.retention;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Seat;
import org.rollcall.server.account.Standing;
import org.rollcall.server.base.UserId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.MembershipChange;
import org.rollcall.server.command.Changes.PersonChange;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command.Context;
import org.rollcall.server.command.Person;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.lifecycle.Lifecycle;

/** What erasing means: the account under a pseudonym, and the statements that take its values out of every table. */
final class Erasure {

    private static final int PSEUDONYM = 16;
    private static final String WORDS = "the personal data was erased";

    /** What the log still says of somebody whose data was erased: which roles, where, when; no values, no free words. */
    private static final String KEPT = """
            l.action in ('organization changed', 'role granted', 'administrative role granted', 'role removed',
                'deactivation scheduled', 'deactivation cancelled', 'adopted', 'user released', 'legal hold set',
                'legal hold ended')""";

    private final Context context;
    private final List<Erased> people;
    private final List<PersonChange> changes = new ArrayList<>();

    private Erasure(Context context, List<Erased> people) {
        this.context = context;
        this.people = people;
    }

    /** The changes that erase the data of some people, with the reason for each. */
    static Changes of(List<Erased> people, Function<Person, String> reason, Context context) {
        if (people.isEmpty()) {
            return Changes.NONE;
        }
        Erasure erasure = new Erasure(context, people);
        people.forEach(one -> erasure.changes.add(PersonChange.of(one.person(), erasure.after(one.person(), reason))));
        return Changes.people(erasure.changes).with(erasure.memberships()).with(erasure.writes(), List.of());
    }

    private Person after(Person before, Function<Person, String> reason) {
        Account account = before.requireAccount();
        Seat seat = new Seat(
                account.seat().organization(),
                Seat.Origin.MANUAL,
                Optional.empty(),
                WORDS,
                account.seat().since());
        Account erased = account.named(UserName.of("erased-" + context.ids().publicKey(PSEUDONYM)), Optional.empty())
                .ownedBy(Optional.empty())
                .with(seat)
                .with(List.of())
                .with(Standing.NONE)
                .leaving(Optional.empty())
                .with(Lifecycle.purged(account.facts(), reason.apply(before), context.now()));
        return new Person(Optional.empty(), Optional.of(erased), Map.of());
    }

    private List<MembershipChange> memberships() {
        return people.stream()
                .flatMap(one -> one.groups().stream()
                        .map(group -> new MembershipChange(group, List.of(), List.copyOf(one.records()))))
                .toList();
    }

    // ---- statements

    private UUID tenant() {
        return context.caller().tenant().value();
    }

    private SqlArray ids() {
        return SqlArray.uuids(
                changes, change -> change.after().requireAccount().id().value());
    }

    private SqlArray pseudonyms() {
        return SqlArray.texts(
                changes, change -> change.after().requireAccount().userName().raw());
    }

    private SqlArray texts(Function<Erased, Stream<String>> of) {
        return SqlArray.texts(people.stream().flatMap(of).distinct().toList(), text -> text);
    }

    private SqlArray records() {
        return SqlArray.uuids(
                people.stream().map(Erased::records).flatMap(Collection::stream).toList(), UserId::value);
    }

    private List<Write> writes() {
        return List.of(
                Write.of(
                        "update account set purged_at = ? where tenant_id = ? and account_id = any(?)",
                        context.now(),
                        tenant(),
                        ids()),
                Write.of("delete from user_record where tenant_id = ? and account_id = any(?)", tenant(), ids()),
                Write.of("delete from placement_mark where tenant_id = ? and account_id = any(?)", tenant(), ids()),
                Write.of(
                        "update application_account set own_id = null where tenant_id = ? and account_id = any(?)",
                        tenant(),
                        ids()),
                log(),
                events(),
                conflicts(),
                keptRequests(),
                refusals());
    }

    private Write log() {
        return Write.of("""
                update log_entry l set name = n.pseudonym, cause = null,
                    old_value = case when %1$s then l.old_value end,
                    new_value = case when %1$s then l.new_value end
                from unnest(?::uuid[], ?::text[]) as n (account, pseudonym)
                where l.tenant_id = ? and l.account_id = n.account and l.action <> 'purged'""".formatted(KEPT), ids(), pseudonyms(), tenant());
    }

    /** An event stays where it is in the feed, so that no reader misses one; who it was about is gone. */
    private Write events() {
        return Write.of("""
                update event e set payload = e.payload || jsonb_build_object(
                    'user', (e.payload -> 'user') - 'displayName' - 'externalId'
                            || jsonb_build_object('userName', n.pseudonym),
                    'effects', (select coalesce(jsonb_agg(x - 'old' - 'new' - 'cause'), '[]')
                                from jsonb_array_elements(e.payload -> 'effects') x))
                from unnest(?::uuid[], ?::text[]) as n (account, pseudonym)
                where e.tenant_id = ? and e.account_id = n.account and e.type <> 'user.purged'""", ids(), pseudonyms(), tenant());
    }

    /** A name that it had may be that of somebody who is here now: then the collision is about that one. */
    private Write conflicts() {
        return Write.of(
                """
                delete from conflict c where tenant_id = ?
                and (user_id = any(?) or lower(email) = any(?) or user_name_canonical = any(?) and not exists (
                    select 1 from account a
                    where a.tenant_id = c.tenant_id and a.user_name_canonical = c.user_name_canonical
                    and a.deleted_at is null and a.account_id <> all(?)))""",
                tenant(),
                records(),
                texts(one -> one.values().stream().map(text -> text.toLowerCase(Locale.ROOT))),
                texts(one -> one.canonical().stream()),
                ids());
    }

    /**
     * Nothing depends on them, so one that tells of several people goes as a whole. With {@code offset 0} the words are put
     * together once for a row, not once for each needle.
     */
    private Write keptRequests() {
        return Write.of(
                """
                delete from kept_request where tenant_id = ? and request_id in (
                    select k.request_id from (
                        select request_id, user_name, resource_id, lower(concat_ws(' ', path, query, detail, body)) as words
                        from kept_request where tenant_id = ? offset 0) k
                    where user_name = any(?) or resource_id = any(?) or exists (
                        select 1 from unnest(?::text[]) as n (needle) where strpos(k.words, n.needle) > 0))""", tenant(), tenant(), texts(one -> one.canonical().stream()), records(), texts(Erased::needles));
    }

    /** That something was refused stays; the words can name whom it was about. */
    private Write refusals() {
        return Write.of("""
                update refusal r set detail = ?, path = regexp_replace(r.path, '[?].*', '')
                where tenant_id = ? and refusal_id in (
                    select k.refusal_id from (
                        select refusal_id, lower(concat_ws(' ', path, detail)) as words
                        from refusal where tenant_id = ? offset 0) k
                    where exists (select 1 from unnest(?::text[]) as n (needle) where strpos(k.words, n.needle) > 0))""", WORDS, tenant(), tenant(), texts(Erased::needles));
    }
}
