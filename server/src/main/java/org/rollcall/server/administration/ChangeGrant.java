package org.rollcall.server.administration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Grant;
import org.rollcall.server.account.State;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.placement.Rules;

/**
 * An administrator grants a role by hand, or takes such a grant back; grants of groups stay (P-43), those of a provider
 * that has let go are taken back, too. Granting again replaces the reason and the end.
 */
public final class ChangeGrant implements Command<Optional<Person>, AccountId> {

    /** What is granted: why, and until when. */
    public record Given(String reason, Optional<Instant> until) {}

    private final AccountId id;
    private final String role;
    private final Optional<Given> given;

    /** @param given empty to take the grant back */
    public ChangeGrant(AccountId id, String role, Optional<Given> given) {
        this.id = id;
        this.role = role;
        this.given = given;
    }

    @Override
    public String name() {
        return given.isPresent() ? "user.grant" : "user.revoke";
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
        if (given.isPresent() && account.facts().state() == State.DEACTIVATED) {
            throw ScimError.conflict("a deactivated user has no roles; reactivate it first")
                    .exception();
        }
        RoleId granted = role(context.rules());
        if (given.filter(g -> has(account, granted, g)).isPresent()) {
            return Decision.unchanged(id);
        }
        List<Grant> grants = new ArrayList<>(account.grants());
        grants.removeIf(grant -> grant.role().equals(granted) && replaced(grant));
        if (given.isEmpty() && grants.size() == account.grants().size()) {
            throw ScimError.notFound("the user has no grant of \"%s\" by hand".formatted(role))
                    .exception();
        }
        given.ifPresent(g -> grants.add(grant(granted, g, context)));
        Account changed = account.with(grants);
        Person after = before.with(
                given.isPresent()
                        ? changed
                        : changed.with(context.placement()
                                .keepingSeat(changed, before.profile())
                                .grants()));
        return new Decision<>(Changes.person(Changes.PersonChange.of(before, after)), id);
    }

    /** Taken back is also what a group once gave whose provider has let go (P-8). */
    private boolean replaced(Grant grant) {
        return grant.origin() == Grant.Origin.MANUAL || (given.isEmpty() && grant.origin() == Grant.Origin.RELEASED);
    }

    private static boolean has(Account account, RoleId role, Given given) {
        return account.grants().stream()
                .filter(grant -> grant.role().equals(role) && grant.origin() == Grant.Origin.MANUAL)
                .anyMatch(grant ->
                        grant.reason().equals(given.reason()) && grant.until().equals(given.until()));
    }

    private RoleId role(Rules rules) {
        return rules.roles().values().stream()
                .filter(r -> Names.canonical(r.name()).equals(Names.canonical(role)))
                .map(Rules.Role::id)
                .findFirst()
                .orElseThrow(() ->
                        ScimError.invalidValue("no role \"%s\"".formatted(role)).exception());
    }

    private Grant grant(RoleId granted, Given g, Context context) {
        return new Grant(
                granted,
                Grant.Origin.MANUAL,
                id.value(),
                g.reason(),
                Optional.of(context.caller().actor()),
                g.until(),
                context.now());
    }
}
