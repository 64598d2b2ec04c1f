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
import org.rollcall.server.placement.Placement;
import org.rollcall.server.placement.Rules;

/**
 * An administrator moves a person to an organization. With a fixed mapping the person stays there (P-30); the other
 * mappings decide again when what they look at changes, unless the person is pinned (P-35).
 */
public final class Move implements Command<Optional<Person>, AccountId> {

    private final AccountId id;
    private final String organization;
    private final String reason;
    private final boolean pin;

    /**
     * Where to, and why.
     *
     * @param organization its path, such as {@code Company/Sales}
     * @param pin whether mapping must not move the person from there
     */
    public Move(AccountId id, String organization, String reason, boolean pin) {
        this.id = id;
        this.organization = organization;
        this.reason = reason;
        this.pin = pin;
    }

    @Override
    public String name() {
        return "user.move";
    }

    @Override
    public Optional<Person> load(Loader loader) {
        return loader.accounts(List.of(id)).stream().findFirst();
    }

    @Override
    public Decision<AccountId> decide(Optional<Person> state, Context context) {
        Person before =
                state.orElseThrow(() -> ScimError.notFound("no user " + id).exception());
        Rules.Organization target = context.rules()
                .at(organization)
                .filter(Rules.Organization::active)
                .orElseThrow(() -> ScimError.invalidValue("no active organization \"%s\"".formatted(organization))
                        .exception());
        Seat seat = new Seat(
                target.id(),
                pin ? Seat.Origin.PINNED : Seat.Origin.MANUAL,
                Optional.empty(),
                context.caller().actor() + ": " + reason,
                context.now());
        Account moved =
                before.requireAccount().with(seat).placedWith(context.rules().version());
        Placement.Desired desired = context.placement().keepingSeat(moved, before.profile());
        Person after = before.with(moved.with(desired.grants()));
        return new Decision<>(Changes.person(Changes.PersonChange.of(before, after)), id);
    }
}
