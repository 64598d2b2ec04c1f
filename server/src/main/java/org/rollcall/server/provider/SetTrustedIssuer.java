package org.rollcall.server.provider;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.db.SqlArray;

/** Says whose tokens a provider may present, or that it may present none (P-22). */
public final class SetTrustedIssuer implements Command<Optional<ProviderState>, ProviderId> {

    private final ProviderId id;
    private final Optional<TrustedIssuer> issuer;

    public SetTrustedIssuer(ProviderId id, Optional<TrustedIssuer> issuer) {
        this.id = id;
        this.issuer = issuer;
    }

    @Override
    public String name() {
        return issuer.isPresent() ? "provider.trust" : "provider.distrust";
    }

    @Override
    public Optional<ProviderState> load(Loader loader) {
        return ProviderState.load(loader, id);
    }

    @Override
    public Decision<ProviderId> decide(Optional<ProviderState> state, Context context) {
        ProviderState provider =
                state.orElseThrow(() -> ProviderState.notFound(id).exception());
        if (provider.issuer().equals(issuer)) {
            return Decision.unchanged(id);
        }
        UUID tenant = context.caller().tenant().value();
        String words =
                issuer.map(trusted -> "trusts tokens of " + trusted.issuer()).orElse("trusts no issuer");
        return new Decision<>(
                Changes.settings(List.of(write(tenant), Credentials.tellNodes(tenant)), List.of(provider.note(words))),
                id);
    }

    private Write write(UUID tenant) {
        return issuer.map(trusted -> Write.of(
                        """
                        insert into trusted_issuer (tenant_id, provider_id, issuer, audience, keys, subjects)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (tenant_id, provider_id) do update set issuer = excluded.issuer,
                            audience = excluded.audience, keys = excluded.keys, subjects = excluded.subjects""",
                        tenant,
                        id.value(),
                        trusted.issuer(),
                        trusted.audience(),
                        trusted.keys().toString(),
                        SqlArray.texts(trusted.subjects(), subject -> subject)))
                .orElseGet(() -> Write.of(
                        "delete from trusted_issuer where tenant_id = ? and provider_id = ?", tenant, id.value()));
    }
}
