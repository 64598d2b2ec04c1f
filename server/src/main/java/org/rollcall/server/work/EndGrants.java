package org.rollcall.server.work;

import java.util.List;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Grant;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;

/** Takes back the grants by hand whose end has come (P-43). */
final class EndGrants implements Command<List<Person>, Integer> {

    private final List<AccountId> accounts;

    EndGrants(List<AccountId> accounts) {
        this.accounts = accounts;
    }

    @Override
    public String name() {
        return "clock.end-grants";
    }

    @Override
    public List<Person> load(Loader loader) {
        return loader.accounts(accounts);
    }

    @Override
    public Decision<Integer> decide(List<Person> people, Context context) {
        List<Changes.PersonChange> changes = Changes.PersonChange.each(people, person -> ended(person, context));
        return new Decision<>(Changes.people(changes), changes.size());
    }

    private static Person ended(Person person, Context context) {
        Account account = person.requireAccount();
        List<Grant> lasting = account.grants().stream()
                .filter(grant ->
                        grant.until().filter(end -> !end.isAfter(context.now())).isEmpty())
                .toList();
        return person.with(account.with(lasting));
    }
}
