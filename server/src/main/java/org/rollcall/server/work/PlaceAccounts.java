package org.rollcall.server.work;

import java.util.List;
import java.util.Set;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.PersonChange;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.db.SqlArray;

/**
 * Places accounts that are marked, or were placed with rules that have changed since, and takes their marks away. A
 * marked one is told of in the feed even when nothing follows from its new groups.
 */
final class PlaceAccounts implements Command<List<Person>, Integer> {

    private final List<AccountId> accounts;
    private final Set<AccountId> marked;

    PlaceAccounts(List<AccountId> accounts, Set<AccountId> marked) {
        this.accounts = accounts;
        this.marked = marked;
    }

    @Override
    public String name() {
        return "clock.place";
    }

    @Override
    public List<Person> load(Loader loader) {
        return loader.accounts(accounts);
    }

    @Override
    public Decision<Integer> decide(List<Person> people, Context context) {
        List<PersonChange> changes = people.stream()
                .map(person -> change(person, context.placed(person)))
                .toList();
        List<Write> unmark = marked.isEmpty()
                ? List.of()
                : List.of(Write.of(
                        "delete from placement_mark where tenant_id = ? and account_id = any(?)",
                        context.caller().tenant().value(),
                        SqlArray.uuids(marked, AccountId::value)));
        return new Decision<>(Changes.people(changes).with(unmark, List.of()), people.size());
    }

    private PersonChange change(Person before, Person after) {
        return marked.contains(before.requireAccount().id())
                ? PersonChange.afterwards(before, after)
                : PersonChange.of(before, after);
    }
}
