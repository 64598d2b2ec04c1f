package org.rollcall.server.provisioning;

import java.util.Optional;
import java.util.function.Function;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.resource.Resource;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Collisions;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;

/**
 * PUT and PATCH of a user: a function from the resource to the resource. A result equal to what is there changes
 * nothing (B069).
 */
public final class ChangeUser implements Command<ChangeUser.State, Person> {

    private final ProviderId provider;
    private final UserId id;
    private final Precondition precondition;
    private final Function<Person, Resource> change;
    private final Notes notes;

    public ChangeUser(
            ProviderId provider, UserId id, Precondition precondition, Function<Person, Resource> change, Notes notes) {
        this.provider = provider;
        this.id = id;
        this.precondition = precondition;
        this.change = change;
        this.notes = notes;
    }

    /** The user, and whether another one has the externalId that it is to have. */
    public record State(Optional<Person> person, boolean externalIdTaken) {}

    @Override
    public String name() {
        return "user.change";
    }

    @Override
    public State load(Loader loader) {
        Optional<Person> person = loader.user(provider, id);
        // Only by the letter is an externalId somebody's alone, so only then it is looked for.
        Optional<String> next = person.filter(found -> notes.strict()).flatMap(this::nextExternalId);
        return new State(
                person,
                next.filter(wanted -> new Collisions(loader).externalIdTaken(provider, wanted, id))
                        .isPresent());
    }

    private Optional<String> nextExternalId(Person person) {
        Optional<String> next = change.apply(person).text("externalId");
        return next.equals(person.requireRecord().externalId()) ? Optional.empty() : next;
    }

    @Override
    public Decision<Person> decide(State state, Context context) {
        Person before = state.person().orElseThrow(() -> notFound(id).exception());
        precondition.check(before.requireRecord().version());
        if (state.externalIdTaken()) {
            notes.add(Dialect.SHARED_EXTERNAL_ID, "externalId");
        }
        Resource resource = Stored.within(
                Users.sayingActive(change.apply(before), before.requireRecord().active()));
        Person after = Users.changed(before, resource, Users.userName(resource), context);
        return new Decision<>(Changes.person(Changes.PersonChange.of(before, after)), after);
    }

    static ScimError notFound(UserId id) {
        return ScimError.notFound("no user " + id);
    }
}
