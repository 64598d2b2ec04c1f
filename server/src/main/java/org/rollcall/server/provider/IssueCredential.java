package org.rollcall.server.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;

/** Rotation: a second live credential beside the old one, which lives until it is revoked (P-21). */
public final class IssueCredential implements Command<Optional<ProviderState>, CreateProvider.Created> {

    private final ProviderId id;
    private final Optional<CredentialKind> kind;
    private final Optional<Instant> expires;

    /** Without a kind, one like the newest. */
    public IssueCredential(ProviderId id, Optional<CredentialKind> kind, Optional<Instant> expires) {
        this.id = id;
        this.kind = kind;
        this.expires = expires;
    }

    @Override
    public String name() {
        return "provider.rotate";
    }

    @Override
    public Optional<ProviderState> load(Loader loader) {
        return ProviderState.load(loader, id);
    }

    @Override
    public Decision<CreateProvider.Created> decide(Optional<ProviderState> state, Context context) {
        ProviderState provider =
                state.orElseThrow(() -> ProviderState.notFound(id).exception());
        long live = provider.credentials().stream()
                .filter(c -> c.live(context.now()))
                .count();
        if (live >= Limits.LIVE_CREDENTIALS) {
            throw ScimError.conflict("the provider has %d live credentials; revoke one first".formatted(live))
                    .exception();
        }
        Secret secret = Secret.of(kind.orElse(provider.credentials().getLast().kind()), context.ids());
        UUID tenant = context.caller().tenant().value();
        Changes changes = Changes.settings(
                List.of(secret.remember(tenant, id, context.ids().next(), context.now(), expires)),
                List.of(provider.note("credential " + secret.hint() + "… issued")));
        return new Decision<>(changes, new CreateProvider.Created(id, provider.name(), provider.ingressKey(), secret));
    }
}
