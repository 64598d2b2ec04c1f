package org.rollcall.server.administration;

import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Collisions;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.placement.Rules;

/** A user whom no provider manages and none can reach (P-3, P-110). */
public final class CreateLocalUser implements Command<Boolean, AccountId> {

    private final UserName userName;
    private final Optional<String> displayName;
    private final String organization;

    /** @param organization its path */
    public CreateLocalUser(UserName userName, Optional<String> displayName, String organization) {
        this.userName = userName;
        this.displayName = displayName;
        this.organization = organization;
    }

    @Override
    public String name() {
        return "user.create";
    }

    @Override
    public Boolean load(Loader loader) {
        return new Collisions(loader).userNameTaken(userName);
    }

    @Override
    public Decision<AccountId> decide(Boolean taken, Context context) {
        if (taken) {
            throw ScimError.uniqueness("userName is taken by another user").exception();
        }
        Rules.Organization home = LocalUsers.home(context, organization)
                .orElseThrow(() -> ScimError.invalidValue("no active organization \"%s\"".formatted(organization))
                        .exception());
        Person person = LocalUsers.created(context, userName, displayName, home);
        return new Decision<>(
                Changes.person(Changes.PersonChange.added(person, Optional.empty())),
                person.requireAccount().id());
    }
}
