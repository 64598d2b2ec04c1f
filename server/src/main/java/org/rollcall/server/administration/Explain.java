package org.rollcall.server.administration;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.command.Reach;
import org.rollcall.server.placement.Rules;

/** Loads a person with the rules in force, to tell why it is where it is. Changes nothing. */
public final class Explain implements Command<Optional<Person>, Explain.Explained> {

    /** The person, whose seat, grants and facts carry their reasons, and the rules that name things. */
    public record Explained(Person person, Rules rules) {}

    private final AccountId id;

    public Explain(AccountId id) {
        this.id = id;
    }

    @Override
    public String name() {
        return "user.explain";
    }

    @Override
    public Optional<Person> load(Loader loader) {
        return loader.accounts(List.of(id)).stream().findFirst();
    }

    @Override
    public Decision<Explained> decide(Optional<Person> state, Context context) {
        Person person = state.filter(found -> new Reach(context.caller(), context.rules()).has(found.requireAccount()))
                .orElseThrow(() -> ScimError.notFound("no user " + id).exception());
        return Decision.unchanged(new Explained(person, context.rules()));
    }
}
