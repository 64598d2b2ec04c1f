package org.rollcall.server.work;

import java.util.List;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Facts;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.lifecycle.Lifecycle;
import org.rollcall.server.placement.Delays;
import org.rollcall.server.placement.ProviderRules;

/**
 * Blocks those of some accounts whose leave date has come, by the database's clock, and makes their deactivation due
 * (P-59). The provider has said it, if beforehand; so the brake counts it.
 */
final class LeaveOnDate implements Command<List<Person>, Integer> {

    private final List<AccountId> accounts;

    LeaveOnDate(List<AccountId> accounts) {
        this.accounts = accounts;
    }

    @Override
    public String name() {
        return "clock.leave";
    }

    @Override
    public boolean followsProviders() {
        return true;
    }

    @Override
    public List<Person> load(Loader loader) {
        return loader.accounts(accounts);
    }

    @Override
    public Decision<Integer> decide(List<Person> people, Context context) {
        List<Changes.PersonChange> changes = Changes.PersonChange.each(
                people,
                person -> person.requireAccount().left(context.now()) ? person.with(left(person, context)) : person);
        return new Decision<>(Changes.people(changes), changes.size());
    }

    private static Account left(Person person, Context context) {
        Account account = person.requireAccount();
        ProviderRules rules = context.rules().provider(account.owner().orElseThrow());
        Delays.Delay delay = rules.delays().of(person.profile());
        String reason = "the leave date that %s gave has come (%s)%s"
                .formatted(rules.name(), account.leaves().orElseThrow(), delay.because());
        Facts facts = Lifecycle.leaves(account.facts(), delay.after(), reason, context.now());
        return account.with(facts);
    }
}
