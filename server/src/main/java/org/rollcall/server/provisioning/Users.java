package org.rollcall.server.provisioning;

import java.time.Instant;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.resource.Resource;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Facts;
import org.rollcall.server.account.State;
import org.rollcall.server.base.UserName;
import org.rollcall.server.command.Command.Context;
import org.rollcall.server.command.Person;
import org.rollcall.server.directory.UserRecord;
import org.rollcall.server.lifecycle.Lifecycle;
import org.rollcall.server.placement.Delays;
import org.rollcall.server.placement.ProviderRules;

/** What a changed user record means for the person: name, state, and, after a deactivation, a new placement. */
final class Users {

    private Users() {}

    static UserName userName(Resource resource) {
        return resource.text("userName")
                .map(UserName::of)
                .orElseThrow(
                        () -> ScimError.invalidValue("userName is required").exception());
    }

    /** Answers always say whether a user is active: a resource that does not say gets what is in force (Q-P36). */
    static Resource sayingActive(Resource resource, boolean otherwise) {
        return resource.bool("active").isPresent()
                ? resource
                : new Resource(resource.type(), resource.attributes().with("active", Json.bool(otherwise)));
    }

    /** The account as this record of its provider says: name, leave date, state. */
    static Account said(Account account, UserRecord record, Delays.Delay delay, ProviderRules rules, Instant now) {
        return account.named(record.userName(), record.displayName())
                .leaving(rules.leaves(record.resource().attributes()))
                .with(Lifecycle.providerSays(
                        account.facts(), record.active(), delay.after(), delay.because(), rules.name(), now));
    }

    /** The person with another resource; the same person when nothing differs. */
    static Person changed(Person before, Resource resource, UserName userName, Context context) {
        UserRecord record = before.requireRecord();
        if (record.resource().equals(resource)) {
            return before;
        }
        UserRecord next = record.changed(userName, resource, context.now());
        Person person = before.with(next);
        return before.account()
                .map(account -> meaning(person.with(account.named(userName, next.displayName())), record, context))
                .orElse(person);
    }

    private static Person meaning(Person changed, UserRecord before, Context context) {
        UserRecord after = changed.requireRecord();
        ProviderRules rules = context.rules().provider(after.provider());
        Account was = changed.requireAccount();
        Person person = changed.with(was.leaving(rules.leaves(after.resource().attributes())));
        boolean elsewhere =
                rules.readsAnew(before.resource().attributes(), after.resource().attributes());
        if (before.active() == after.active() && !returns(was, person.requireAccount(), after, context)) {
            return elsewhere ? context.placed(person) : person;
        }
        Account account = person.requireAccount();
        Delays.Delay delay = rules.delays().of(person.profile());
        Facts facts = before.active() == after.active()
                ? Lifecycle.stays(account.facts(), rules.name(), context.now())
                : Lifecycle.providerSays(
                        account.facts(), after.active(), delay.after(), delay.because(), rules.name(), context.now());
        boolean returns = account.facts().state() == State.DEACTIVATED && facts.state() != State.DEACTIVATED;
        Person next = person.with(account.with(facts));
        if (returns) {
            return context.placedAnew(next);
        }
        return elsewhere ? context.placed(next) : next;
    }

    /** Whether the provider calls back somebody who has left on its leave date (P-59). */
    private static boolean returns(Account was, Account is, UserRecord record, Context context) {
        return record.active() && !was.facts().providerActive() && was.left(context.now()) && !is.left(context.now());
    }
}
