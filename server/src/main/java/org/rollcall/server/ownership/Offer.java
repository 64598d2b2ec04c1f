package org.rollcall.server.ownership;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.account.Account;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.journal.Action;

/**
 * An administrator lets providers adopt a person whom nobody owns, or one provider only, or none any more (P-6). Local
 * users are out of every provider's reach until this is said.
 */
public final class Offer implements Command<Offer.State, AccountId> {

    private final AccountId id;
    private final boolean adoptable;
    private final Optional<String> provider;
    private final String reason;

    /** @param provider the name of the only one that may; empty: any */
    public Offer(AccountId id, boolean adoptable, Optional<String> provider, String reason) {
        this.id = id;
        this.adoptable = adoptable;
        this.provider = provider;
        this.reason = reason;
    }

    /** The person, what is so already, and the provider that was named. */
    record State(Optional<Person> person, Optional<Standing> standing, Optional<ProviderId> named) {}

    /** Whether somebody may be adopted, and by whom only. */
    record Standing(boolean adoptable, Optional<UUID> by) {}

    @Override
    public String name() {
        return "user.adoptable";
    }

    @Override
    public State load(Loader loader) {
        Optional<Person> person = loader.accounts(List.of(id)).stream().findFirst();
        var standing = loader.pipeline()
                .query(
                        "select adoptable, adoptable_by from account where tenant_id = ? and account_id = ?",
                        row -> new Standing(row.getBoolean("adoptable"), Rows.optional(row, "adoptable_by")),
                        loader.tenant(),
                        id.value());
        var named = loader.pipeline()
                .query(
                        """
                select provider_id from provider
                where tenant_id = ? and name_canonical = ? and deleted_at is null""",
                        row -> new ProviderId(Rows.uuid(row, "provider_id")),
                        loader.tenant(),
                        provider.map(Names::canonical).orElse(""));
        loader.pipeline().run();
        return new State(
                person,
                standing.get().stream().findFirst(),
                named.get().stream().findFirst());
    }

    @Override
    public Decision<AccountId> decide(State state, Context context) {
        Person person = state.person()
                .orElseThrow(() -> ScimError.notFound("no user " + id).exception());
        refuse(person.requireAccount(), state);
        Optional<UUID> by = state.named().map(ProviderId::value).filter(named -> adoptable);
        if (state.standing().equals(Optional.of(new Standing(adoptable, by)))) {
            return Decision.unchanged(id);
        }
        Write write =
                write(context.caller().tenant().value(), SqlArray.uuids(List.of(id), AccountId::value), adoptable, by);
        return new Decision<>(
                Changes.settings(
                        List.of(write),
                        List.of(person.logged(adoptable ? Action.ADOPTION_ALLOWED : Action.ADOPTION_FORBIDDEN)
                                .change(Optional.empty(), Optional.of(provider.orElse("any provider")))
                                .because(context.caller().actor() + ": " + reason))),
                id);
    }

    private void refuse(Account account, State state) {
        account.owner().ifPresent(owner -> {
            throw ScimError.conflict("a provider manages the user; release it first")
                    .exception();
        });
        ReleaseUser.requireLive(account);
        if (provider.isPresent() && state.named().isEmpty()) {
            throw ScimError.invalidValue("no provider named \"%s\"".formatted(provider.get()))
                    .exception();
        }
    }

    /** The statement that offers people whom nobody owns, or offers them no more. */
    static Write write(UUID tenant, SqlArray accounts, boolean adoptable, Optional<UUID> by) {
        return Write.of("""
                update account set adoptable = ?, adoptable_by = ?
                where tenant_id = ? and account_id = any(?) and owner_id is null""", adoptable, by, tenant, accounts);
    }
}
