package org.rollcall.server.work;

import java.util.List;
import org.rollcall.server.account.Account;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.lifecycle.Lifecycle;

/** Deactivates those of some accounts whose time has come, by the database's clock (P-56). */
final class DeactivateDue implements Command<List<Person>, Integer> {

    private final List<AccountId> accounts;

    DeactivateDue(List<AccountId> accounts) {
        this.accounts = accounts;
    }

    @Override
    public String name() {
        return "clock.deactivate";
    }

    @Override
    public List<Person> load(Loader loader) {
        return loader.accounts(accounts);
    }

    @Override
    public Decision<Integer> decide(List<Person> people, Context context) {
        List<Changes.PersonChange> changes = Changes.PersonChange.each(people, person -> due(person, context));
        return new Decision<>(Changes.people(changes), changes.size());
    }

    private static Person due(Person person, Context context) {
        Account account = person.requireAccount();
        var facts = Lifecycle.due(account.facts(), context.now());
        return facts.equals(account.facts())
                ? person
                : person.with(account.with(facts).with(List.of()));
    }
}
