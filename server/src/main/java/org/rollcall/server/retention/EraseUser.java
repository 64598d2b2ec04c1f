package org.rollcall.server.retention;

import java.util.List;
import org.rollcall.scim.ScimError;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.State;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;

/** An administrator erases the data of somebody who is gone, before the time (the right to be forgotten). It is final. */
public final class EraseUser implements Command<List<Erased>, AccountId> {

    private final AccountId id;
    private final String reason;

    public EraseUser(AccountId id, String reason) {
        this.id = id;
        this.reason = reason;
    }

    @Override
    public String name() {
        return "user.erase";
    }

    @Override
    public List<Erased> load(Loader loader) {
        return Erased.load(loader, List.of(id));
    }

    @Override
    public Decision<AccountId> decide(List<Erased> state, Context context) {
        Erased found = state.stream()
                .findFirst()
                .orElseThrow(() -> ScimError.notFound("no user " + id).exception());
        Account account = found.person().requireAccount();
        if (account.facts().purged()) {
            return Decision.unchanged(id);
        }
        refuse(account);
        return new Decision<>(Erasure.of(state, person -> context.caller().actor() + ": " + reason, context), id);
    }

    /** Whom a matter holds stays; somebody who is not deactivated would only be pushed again. */
    static void refuse(Account account) {
        account.legalHold().ifPresent(matters -> {
            throw ScimError.conflict("the user is on legal hold (%s); its data can be erased when the last hold ended"
                            .formatted(matters))
                    .exception();
        });
        if (account.facts().state() != State.DEACTIVATED) {
            throw ScimError.conflict("the user is not deactivated; deactivate it first, then erase its data")
                    .exception();
        }
    }
}
