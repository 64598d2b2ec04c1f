package org.rollcall.server.ownership;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.account.Account;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;

/** An administrator takes a person from its provider: nobody owns it then, and whoever pushes it may adopt it (P-6, P-8). */
public final class ReleaseUser implements Command<Releases.Found, AccountId> {

    private final AccountId id;
    private final Pending pending;
    private final String reason;

    public ReleaseUser(AccountId id, Pending pending, String reason) {
        this.id = id;
        this.pending = pending;
        this.reason = reason;
    }

    @Override
    public String name() {
        return "user.release";
    }

    @Override
    public Releases.Found load(Loader loader) {
        return Releases.load(loader, List.of(id));
    }

    @Override
    public Decision<AccountId> decide(Releases.Found found, Context context) {
        Account account = found.people().stream()
                .findFirst()
                .orElseThrow(() -> ScimError.notFound("no user " + id).exception())
                .requireAccount();
        if (account.owner().isEmpty()) {
            throw ScimError.conflict("no provider manages the user").exception();
        }
        requireLive(account);
        String why = context.caller().actor() + ": " + reason;
        return new Decision<>(new Releases(Optional.empty(), pending, why).changes(found, context), id);
    }

    static void requireLive(Account account) {
        if (account.facts().deleted()) {
            throw ScimError.conflict("its provider has deleted the user; restore it first")
                    .exception();
        }
    }
}
