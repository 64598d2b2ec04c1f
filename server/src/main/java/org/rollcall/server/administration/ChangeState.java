package org.rollcall.server.administration;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.resource.Resource;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Facts;
import org.rollcall.server.account.State;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.directory.UserRecord;
import org.rollcall.server.lifecycle.Lifecycle;

/** An administrator blocks, unblocks, deactivates, reactivates or restores a person, with a reason. */
public final class ChangeState implements Command<Optional<Person>, AccountId> {

    /** What is done. */
    public enum Act {
        BLOCK,
        UNBLOCK,
        DEACTIVATE,
        REACTIVATE,
        RESTORE
    }

    private final AccountId id;
    private final Act act;
    private final String reason;

    public ChangeState(AccountId id, Act act, String reason) {
        this.id = id;
        this.act = act;
        this.reason = reason;
    }

    @Override
    public String name() {
        return "user." + act.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<Person> load(Loader loader) {
        return loader.accounts(List.of(id)).stream().findFirst();
    }

    @Override
    public Decision<AccountId> decide(Optional<Person> state, Context context) {
        Person before =
                state.orElseThrow(() -> ScimError.notFound("no user " + id).exception());
        if (act == Act.REACTIVATE && before.requireAccount().facts().deleted()) {
            throw ScimError.conflict("its provider has deleted the user; restore it instead")
                    .exception();
        }
        if (act == Act.DEACTIVATE) {
            before.requireAccount().legalHold().ifPresent(matters -> {
                throw ScimError.conflict("the user is on legal hold (%s) and can be blocked only".formatted(matters))
                        .exception();
            });
        }
        Facts facts = facts(before.requireAccount(), context);
        boolean comesBack = act == Act.RESTORE
                && before.record().flatMap(UserRecord::deleted).isPresent();
        if (facts.equals(before.requireAccount().facts()) && !comesBack) {
            return Decision.unchanged(id);
        }
        Person after = meaning(before, before.requireAccount().with(facts), context);
        return new Decision<>(Changes.person(Changes.PersonChange.of(before, after)), id);
    }

    private Facts facts(Account account, Context context) {
        String why = context.caller().actor() + ": " + reason;
        boolean alone = account.owner().isEmpty() && (act == Act.UNBLOCK || act == Act.REACTIVATE);
        Facts facts = alone ? Lifecycle.ownWay(account.facts(), why, context.now()) : account.facts();
        return switch (act) {
            case BLOCK -> Lifecycle.block(facts, why, context.now());
            case UNBLOCK -> Lifecycle.unblock(facts, why, context.now());
            case DEACTIVATE -> Lifecycle.deactivate(facts, why, context.now());
            case REACTIVATE -> Lifecycle.reactivate(facts, why, context.now());
            case RESTORE -> Lifecycle.restore(facts, why, context.now());
        };
    }

    private Person meaning(Person before, Account account, Context context) {
        Person after = before.with(account);
        boolean gone = account.facts().state() == State.DEACTIVATED;
        boolean returns = before.requireAccount().facts().state() == State.DEACTIVATED && !gone;
        Person known = act == Act.RESTORE && after.record().isPresent() ? restored(after, context) : after;
        if (returns) {
            return context.placedAnew(known);
        }
        return gone || act == Act.RESTORE ? context.placed(known) : known;
    }

    /** The provider finds the user again, active as before it was deleted. */
    private static Person restored(Person person, Context context) {
        UserRecord record = person.requireRecord();
        Resource active = new Resource(
                record.resource().type(), record.resource().attributes().with("active", Json.bool(true)));
        return person.with(record.back(active, context.now()));
    }
}
