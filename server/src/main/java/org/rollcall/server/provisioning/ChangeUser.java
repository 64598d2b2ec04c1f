package org.rollcall.server.provisioning;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.resource.Resource;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;

/**
 * PUT and PATCH of a user: a function from the resource to the resource. A result equal to what is there changes
 * nothing (B069).
 */
public final class ChangeUser implements Command<Optional<Person>, Person> {

    private final ProviderId provider;
    private final UserId id;
    private final Precondition precondition;
    private final UnaryOperator<Resource> change;

    public ChangeUser(ProviderId provider, UserId id, Precondition precondition, UnaryOperator<Resource> change) {
        this.provider = provider;
        this.id = id;
        this.precondition = precondition;
        this.change = change;
    }

    @Override
    public String name() {
        return "user.change";
    }

    @Override
    public Optional<Person> load(Loader loader) {
        return loader.user(provider, id);
    }

    @Override
    public Decision<Person> decide(Optional<Person> state, Context context) {
        Person before = state.orElseThrow(() -> notFound(id).exception());
        precondition.check(before.requireRecord().version());
        Resource resource = Stored.within(Users.sayingActive(
                change.apply(before.requireRecord().resource()),
                before.requireRecord().active()));
        Person after = Users.changed(before, resource, Users.userName(resource), context);
        return new Decision<>(Changes.person(Changes.PersonChange.of(before, after)), after);
    }

    static ScimError notFound(UserId id) {
        return ScimError.notFound("no user " + id);
    }
}
