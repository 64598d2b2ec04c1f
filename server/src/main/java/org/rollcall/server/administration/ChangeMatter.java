package org.rollcall.server.administration;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.account.Account;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.PersonChange;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;

/**
 * Adds custodians to a legal matter, removes some, or releases it with all of them (P-55). Whoever is held by no matter
 * any more, and would have been deactivated meanwhile, is due after the normal delay.
 */
public final class ChangeMatter implements Command<ChangeMatter.State, Integer> {

    private final UUID matter;
    private final Set<AccountId> add;
    private final Set<AccountId> remove;
    private final boolean releases;
    private final String reason;

    private ChangeMatter(
            UUID matter, Collection<AccountId> add, Collection<AccountId> remove, boolean releases, String reason) {
        this.matter = matter;
        this.add = Set.copyOf(add);
        this.remove = Set.copyOf(remove);
        this.releases = releases;
        this.reason = reason;
    }

    /** Custodians that come and go; {@code matter} by its id. */
    public static ChangeMatter custodians(
            UUID matter, Collection<AccountId> add, Collection<AccountId> remove, String reason) {
        return new ChangeMatter(matter, add, remove, false, reason);
    }

    /** The end of a matter. */
    public static ChangeMatter release(UUID matter, String reason) {
        return new ChangeMatter(matter, Set.of(), Set.of(), true, reason);
    }

    record Open(UUID id, String name) {}

    /**
     * What is there, the matter and the accounts locked.
     *
     * @param open empty when there is no open matter of that id
     * @param custodians those of the matter
     * @param holds the open matters of each person concerned
     */
    public record State(
            Optional<Open> open,
            Set<AccountId> custodians,
            List<Person> people,
            Map<AccountId, SortedSet<String>> holds) {}

    @Override
    public String name() {
        return releases ? "matter.release" : "matter.custodians";
    }

    @Override
    public State load(Loader loader) {
        var open = loader.pipeline()
                .query(
                        """
                select matter_id, name from matter where tenant_id = ? and matter_id = ? and released_at is null
                for no key update""",
                        row -> new Open(Rows.uuid(row, "matter_id"), row.getString("name")),
                        loader.tenant(),
                        matter);
        var custodians = loader.pipeline()
                .query(
                        "select account_id from custodian where tenant_id = ? and matter_id = ?",
                        row -> new AccountId(Rows.uuid(row, "account_id")),
                        loader.tenant(),
                        matter);
        loader.pipeline().run();
        Set<AccountId> concerned = new HashSet<>(add);
        concerned.addAll(releases ? custodians.get() : remove);
        List<Person> people = loader.accounts(concerned);
        return new State(
                open.get().stream().findFirst(), Set.copyOf(custodians.get()), people, holds(loader, concerned));
    }

    private record Hold(AccountId account, String matter) {}

    private static Map<AccountId, SortedSet<String>> holds(Loader loader, Set<AccountId> concerned) {
        var holds = loader.pipeline()
                .query(
                        """
                        select c.account_id, m.name from custodian c
                        join matter m on m.tenant_id = c.tenant_id and m.matter_id = c.matter_id
                        where c.tenant_id = ? and c.account_id = any(?) and m.released_at is null""",
                        row -> new Hold(new AccountId(Rows.uuid(row, "account_id")), row.getString("name")),
                        loader.tenant(),
                        SqlArray.uuids(concerned, AccountId::value));
        loader.pipeline().run();
        return holds.get().stream()
                .collect(groupingBy(Hold::account, mapping(Hold::matter, toCollection(TreeSet::new))));
    }

    /** Answers how many people it concerned. */
    @Override
    public Decision<Integer> decide(State state, Context context) {
        Open open = state.open()
                .orElseThrow(
                        () -> ScimError.notFound("no open matter " + matter).exception());
        if (state.custodians().size() + add.size() > Limits.CUSTODIANS) {
            throw ScimError.invalidValue("a matter has at most %d custodians".formatted(Limits.CUSTODIANS))
                    .exception();
        }
        List<PersonChange> changes = new ArrayList<>();
        for (Person person : state.people()) {
            boolean holds = add.contains(person.requireAccount().id());
            if (holds != state.custodians().contains(person.requireAccount().id())) {
                changes.add(change(person, holds, open, state, context));
            }
        }
        Changes people = Changes.people(changes);
        return new Decision<>(
                people.with(writes(open, changes, context), releases ? List.of(released(open)) : List.of()),
                changes.size());
    }

    private PersonChange change(Person before, boolean holds, Open open, State state, Context context) {
        Account account = before.requireAccount();
        SortedSet<String> matters = new TreeSet<>(state.holds().getOrDefault(account.id(), new TreeSet<>()));
        boolean changed = holds ? matters.add(open.name()) : matters.remove(open.name());
        LogEntry row = before.logged(holds ? Action.LEGAL_HOLD_SET : Action.LEGAL_HOLD_ENDED)
                .change(
                        Optional.of(open.name()).filter(name -> changed && !holds),
                        Optional.of(open.name()).filter(name -> holds))
                .because(context.caller().actor() + ": " + reason);
        Optional<String> hold = Optional.of(String.join(", ", matters)).filter(text -> !text.isEmpty());
        return PersonChange.decided(before, before.with(account.held(hold)), List.of(row));
    }

    private List<Write> writes(Open open, List<PersonChange> changes, Context context) {
        UUID tenant = context.caller().tenant().value();
        SqlArray people = SqlArray.uuids(
                changes, change -> change.after().requireAccount().id().value());
        if (releases) {
            return List.of(Write.of(
                    "update matter set released_at = ? where tenant_id = ? and matter_id = ?",
                    context.now(),
                    tenant,
                    open.id()));
        }
        if (changes.isEmpty()) {
            return List.of();
        }
        return List.of(
                Write.of(
                        "delete from custodian where tenant_id = ? and matter_id = ? and account_id = any(?)",
                        tenant,
                        open.id(),
                        SqlArray.uuids(remove, AccountId::value)),
                Write.of("""
                        insert into custodian (tenant_id, matter_id, account_id, since)
                        select ?, ?, p.id, ? from unnest(?::uuid[]) as p (id) where p.id = any(?)
                        on conflict do nothing""", tenant, open.id(), context.now(), people, SqlArray.uuids(add, AccountId::value)));
    }

    private LogEntry released(Open open) {
        return LogEntry.of(
                        Action.MATTER_CHANGED, new LogEntry.Subject("Matter", open.id()), Optional.empty(), open.name())
                .change(Optional.empty(), Optional.of("released"))
                .because(reason);
    }
}
