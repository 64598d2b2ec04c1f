package org.rollcall.server.administration;

import java.util.List;
import java.util.Locale;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Facet;
import org.rollcall.server.account.Facts;
import org.rollcall.server.account.Standing;
import org.rollcall.server.account.StandingDecision;
import org.rollcall.server.account.StandingDecision.Fate;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.PersonChange;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Decisions;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.lifecycle.Lifecycle;
import org.rollcall.server.placement.Delays;
import org.rollcall.server.placement.ProviderRules;

/**
 * An administrator lets the held effects of some people happen, or decides against them (P-71). What is no longer held
 * by then is left alone. A released leaver gets the normal delay.
 */
public final class DecideHeld implements Command<List<Person>, Integer> {

    /** What becomes of the effects. */
    public enum Verdict {
        RELEASE,
        REJECT
    }

    private final List<AccountId> accounts;
    private final Verdict verdict;
    private final String reason;

    public DecideHeld(List<AccountId> accounts, Verdict verdict, String reason) {
        this.accounts = accounts;
        this.verdict = verdict;
        this.reason = reason;
    }

    @Override
    public String name() {
        return "brake." + verdict.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<Person> load(Loader loader) {
        return loader.accounts(accounts);
    }

    /** Answers how many effects were decided on. */
    @Override
    public Decision<Integer> decide(List<Person> people, Context context) {
        List<PersonChange> changes = people.stream()
                .filter(person -> !held(person).isEmpty())
                .map(person -> change(person, context))
                .toList();
        int effects = people.stream().mapToInt(person -> held(person).size()).sum();
        return new Decision<>(Changes.people(changes), effects);
    }

    private static List<StandingDecision> held(Person person) {
        return person.requireAccount().standing().where(decision -> decision.fate() == Fate.HELD);
    }

    private PersonChange change(Person before, Context context) {
        Action action = verdict == Verdict.RELEASE ? Action.RELEASED : Action.REJECTED;
        String why = context.caller().actor() + ": " + reason;
        List<LogEntry> rows = held(before).stream()
                .map(decision ->
                        Decisions.row(action, before, decision, context.rules()).because(why))
                .toList();
        Person after = verdict == Verdict.RELEASE ? released(before, why, context) : rejected(before, why, context);
        return PersonChange.decided(before, after, rows);
    }

    private static Person rejected(Person before, String why, Context context) {
        Account account = before.requireAccount();
        Standing standing = account.standing();
        for (StandingDecision decision : held(before)) {
            standing = standing.with(
                    decision.as(Fate.REJECTED, decision.reason() + "; rejected by " + why, context.now()));
        }
        return before.with(account.with(standing));
    }

    private static Person released(Person before, String why, Context context) {
        List<StandingDecision> held = held(before);
        Account account = before.requireAccount();
        Person free = before.with(account.with(account.standing().without(held)));
        Person stated = held.stream()
                .filter(decision -> decision.facet().equals(Facet.STATE))
                .findFirst()
                .map(decision -> left(free, decision, why, context))
                .orElse(free);
        boolean places = held.stream().anyMatch(decision -> !decision.facet().equals(Facet.STATE));
        return places ? context.placed(stated) : stated;
    }

    /** The provider's word takes effect, as if it were said now. */
    private static Person left(Person person, StandingDecision decision, String why, Context context) {
        Account account = person.requireAccount();
        ProviderRules provider = context.rules().provider(account.owner().orElseThrow());
        Delays.Delay delay = provider.delays().of(person.profile());
        Facts facts = decision.desired().equals(StandingDecision.DELETED)
                ? Lifecycle.deleted(account.facts(), delay.after(), delay.because(), provider.name(), context.now())
                : Lifecycle.providerSays(
                        account.facts(), false, delay.after(), delay.because(), provider.name(), context.now());
        return person.with(account.with(facts.because(facts.reason() + "; released by " + why)));
    }
}
