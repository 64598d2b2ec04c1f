package org.rollcall.server.administration;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Seat;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;

/**
 * An administrator takes a pin away (P-35): the person is where mapping puts it, at once. With a fixed mapping it stays.
 * Whoever is not pinned stays as it is.
 */
public final class Unpin implements Command<Optional<Person>, AccountId> {

    private final AccountId id;
    private final String reason;

    public Unpin(AccountId id, String reason) {
        this.id = id;
        this.reason = reason;
    }

    @Override
    public String name() {
        return "user.unpin";
    }

    @Override
    public Optional<Person> load(Loader loader) {
        return loader.accounts(List.of(id)).stream().findFirst();
    }

    @Override
    public Decision<AccountId> decide(Optional<Person> state, Context context) {
        Person before =
                state.orElseThrow(() -> ScimError.notFound("no user " + id).exception());
        Account account = before.requireAccount();
        Seat seat = account.seat();
        if (seat.origin() != Seat.Origin.PINNED) {
            return Decision.unchanged(id);
        }
        Seat free = new Seat(
                seat.organization(),
                Seat.Origin.MANUAL,
                Optional.empty(),
                "%s took the pin away: %s".formatted(context.caller().actor(), reason),
                context.now());
        Person after = context.placed(before.with(account.with(free)));
        return new Decision<>(Changes.person(Changes.PersonChange.of(before, after)), id);
    }
}
