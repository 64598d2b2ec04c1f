package org.rollcall.server.administration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Seat;
import org.rollcall.server.account.Standing;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.command.Command.Context;
import org.rollcall.server.command.Person;
import org.rollcall.server.lifecycle.Lifecycle;
import org.rollcall.server.placement.Rules;

/** How a user begins whom no provider manages (P-110). */
final class LocalUsers {

    private LocalUsers() {}

    /** The active organization of that path. */
    static Optional<Rules.Organization> home(Context context, String path) {
        return context.rules().at(path).filter(Rules.Organization::active);
    }

    static Person created(Context context, UserName userName, Optional<String> displayName, Rules.Organization home) {
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
                Optional.empty(),
                Optional.empty());
        return context.placed(new Person(Optional.empty(), Optional.of(bare), Map.of()));
    }
}
