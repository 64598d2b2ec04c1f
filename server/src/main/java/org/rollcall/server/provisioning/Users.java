package org.rollcall.server.provisioning;

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
import org.rollcall.server.placement.Placement;
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

    /** The person with another resource; the same person when nothing differs. */
    static Person changed(Person before, Resource resource, UserName userName, Context context) {
        UserRecord record = before.requireRecord();
        if (record.resource().equals(resource)) {
            return before;
        }
        UserRecord next = record.changed(userName, resource, context.now());
        Person person = before.with(next);
        return before.account()
                .map(account -> person.with(meaning(account, record, next, person, context)))
                .orElse(person);
    }

    private static Account meaning(
            Account account, UserRecord before, UserRecord after, Person person, Context context) {
        Account named = account.named(after.userName(), after.displayName());
        if (before.active() == after.active()) {
            return named;
        }
        ProviderRules rules = context.rules().provider(after.provider());
        Facts facts = Lifecycle.providerSays(named.facts(), after.active(), rules.delay(), rules.name(), context.now());
        boolean returns = named.facts().state() == State.DEACTIVATED && facts.state() != State.DEACTIVATED;
        Account next = named.with(facts);
        return returns ? placedAnew(next, after, person, context) : next;
    }

    /** Whoever comes back after a deactivation is placed as if new, and regains nothing granted by hand (P-54, P-57). */
    private static Account placedAnew(Account account, UserRecord record, Person person, Context context) {
        Placement.Desired desired = context.placement().anew(record.provider(), person.groups());
        return account.with(desired.seat())
                .with(desired.grants())
                .placedWith(context.rules().version());
    }

    /** The person placed by its groups as they are now; a deleted one stays as it was left. */
    static Person placed(Person person, Context context) {
        if (person.account().isEmpty() || person.requireAccount().facts().deleted()) {
            return person;
        }
        Account account = person.requireAccount();
        Placement.Desired desired = context.placement().again(account, person.groups());
        return person.with(account.with(desired.seat())
                .with(desired.grants())
                .placedWith(context.rules().version()));
    }
}
