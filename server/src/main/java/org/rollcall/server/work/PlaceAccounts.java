package org.rollcall.server.work;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rollcall.server.account.Account;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.PersonChange;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.job.JobWrites;
import org.rollcall.server.job.JobWrites.Step;
import org.rollcall.server.journal.Action;

/**
 * Places accounts that are marked, or were placed with rules that have changed since, and takes their marks away. A
 * marked one is told of in the feed even when nothing follows from its new groups.
 */
public final class PlaceAccounts implements Command<PlaceAccounts.State, Integer> {

    private final List<AccountId> accounts;
    private final Set<AccountId> marked;
    private final boolean walk;

    private PlaceAccounts(List<AccountId> accounts, Set<AccountId> marked, boolean walk) {
        this.accounts = accounts;
        this.marked = marked;
        this.walk = walk;
    }

    /** Accounts whose groups or delays ask for it. */
    static PlaceAccounts again(List<AccountId> accounts) {
        return new PlaceAccounts(accounts, Set.of(), false);
    }

    /** Accounts that have a mark. */
    static PlaceAccounts marked(List<AccountId> accounts) {
        return new PlaceAccounts(accounts, Set.copyOf(accounts), false);
    }

    /** The next accounts of the walk that a job makes through all, in the order of their ids. */
    public static PlaceAccounts next(List<AccountId> accounts) {
        return new PlaceAccounts(accounts, Set.of(), true);
    }

    @Override
    public String name() {
        return "clock.place";
    }

    /** The people, and those of them who left a group whose deletion was held. */
    record State(List<Person> people, Set<AccountId> held) {}

    @Override
    public boolean followsProviders() {
        return true;
    }

    @Override
    public State load(Loader loader) {
        List<Person> people = loader.accounts(accounts);
        return new State(people, marked.isEmpty() ? Set.of() : held(loader));
    }

    private Set<AccountId> held(Loader loader) {
        var held = loader.pipeline()
                .query(
                        "select account_id from placement_mark where tenant_id = ? and account_id = any(?) and held",
                        row -> new AccountId(Rows.uuid(row, "account_id")),
                        loader.tenant(),
                        SqlArray.uuids(marked, AccountId::value));
        loader.pipeline().run();
        return Set.copyOf(held.get());
    }

    @Override
    public Decision<Integer> decide(State state, Context context) {
        List<PersonChange> changes = state.people().stream()
                .map(person -> change(person, context.placed(person), state.held()))
                .toList();
        List<Write> unmark = marked.isEmpty()
                ? List.of()
                : List.of(Write.of(
                        "delete from placement_mark where tenant_id = ? and account_id = any(?)",
                        context.caller().tenant().value(),
                        SqlArray.uuids(marked, AccountId::value)));
        return new Decision<>(
                Changes.people(changes).with(unmark, List.of()), state.people().size());
    }

    /** The job gets on, for which they are placed. */
    @Override
    public List<Write> tally(Changes applied, Context context) {
        List<PersonChange> stale = applied.people().stream()
                .filter(change -> walk
                        && change.before().orElseThrow().requireAccount().configVersion()
                                < context.rules().version())
                .toList();
        return stale.isEmpty()
                ? List.of()
                : List.of(JobWrites.progress(
                        context,
                        new Step(
                                stale.size(),
                                stale.stream().filter(PlaceAccounts::changes).count(),
                                stale.stream().mapToLong(PlaceAccounts::held).sum(),
                                Optional.of(accounts.getLast()))));
    }

    private static boolean changes(PersonChange change) {
        Account before = change.before().orElseThrow().requireAccount();
        Account after = change.after().requireAccount();
        return !before.seat().organization().equals(after.seat().organization())
                || !before.roles().equals(after.roles());
    }

    private static long held(PersonChange change) {
        return change.decided().stream()
                .filter(row -> row.action() == Action.HELD)
                .count();
    }

    private PersonChange change(Person before, Person after, Set<AccountId> held) {
        AccountId id = before.requireAccount().id();
        return marked.contains(id)
                ? PersonChange.afterwards(before, after, held.contains(id))
                : PersonChange.of(before, after);
    }
}
