package org.rollcall.server.administration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Seat;
import org.rollcall.server.account.Standing;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.UserName;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Collisions;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.lifecycle.Lifecycle;
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
        Rules.Organization home = context.rules().organizations().values().stream()
                .filter(o -> o.active() && Names.canonical(o.path()).equals(Names.canonical(organization)))
                .findFirst()
                .orElseThrow(() -> ScimError.invalidValue("no active organization \"%s\"".formatted(organization))
                        .exception());
        String who = context.caller().actor();
        Account bare = new Account(
                new AccountId(context.ids().next()),
                Optional.empty(),
                userName,
                displayName,
                new Seat(
                        home.id(), Seat.Origin.MANUAL, Optional.empty(), who + " created the user here", context.now()),
                List.of(),
                Lifecycle.created(true, who, context.now()),
                context.rules().version(),
                context.now(),
                Standing.NONE,
                Optional.empty());
        Person person = context.placed(new Person(Optional.empty(), Optional.of(bare), Map.of()));
        return new Decision<>(Changes.person(Changes.PersonChange.added(person, Optional.empty())), bare.id());
    }
}
