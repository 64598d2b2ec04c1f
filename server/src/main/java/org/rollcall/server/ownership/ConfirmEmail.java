package org.rollcall.server.ownership;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Facet;
import org.rollcall.server.account.StandingDecision;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.PersonChange;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;

/** An administrator confirms the e-mail that the new owner of an adopted person sends; applications hear of it now (P-6). */
public final class ConfirmEmail implements Command<Optional<Person>, AccountId> {

    private final AccountId id;

    public ConfirmEmail(AccountId id) {
        this.id = id;
    }

    @Override
    public String name() {
        return "user.confirm-email";
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
        StandingDecision decision = account.standing()
                .on(Facet.EMAIL)
                .orElseThrow(() -> ScimError.conflict("the user has no e-mail that waits to be confirmed")
                        .exception());
        Person after = before.with(account.with(account.standing().without(List.of(decision))));
        return new Decision<>(Changes.person(PersonChange.of(before, after)), id);
    }
}
