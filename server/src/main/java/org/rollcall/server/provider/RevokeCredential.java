package org.rollcall.server.provider;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.CredentialId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;

/** Ends a credential from the next request on (P-21). */
public final class RevokeCredential implements Command<Optional<ProviderState>, CredentialId> {

    private final ProviderId id;
    private final CredentialId credential;

    public RevokeCredential(ProviderId id, CredentialId credential) {
        this.id = id;
        this.credential = credential;
    }

    @Override
    public String name() {
        return "provider.revoke";
    }

    @Override
    public Optional<ProviderState> load(Loader loader) {
        return ProviderState.load(loader, id);
    }

    @Override
    public Decision<CredentialId> decide(Optional<ProviderState> state, Context context) {
        ProviderState provider =
                state.orElseThrow(() -> ProviderState.notFound(id).exception());
        ProviderState.Credential found = provider.credentials().stream()
                .filter(c -> c.id().equals(credential.value()))
                .findFirst()
                .orElseThrow(
                        () -> ScimError.notFound("no credential " + credential).exception());
        if (found.revoked()) {
            return Decision.unchanged(credential);
        }
        Changes changes = Changes.settings(
                List.of(
                        Write.of(
                                "update credential set revoked_at = ? where tenant_id = ? and credential_id = ?",
                                context.now(),
                                context.caller().tenant().value(),
                                credential.value()),
                        Write.of(
                                "delete from access_token where tenant_id = ? and credential_id = ?",
                                context.caller().tenant().value(),
                                credential.value()),
                        Credentials.tellNodes(context.caller().tenant().value())),
                List.of(provider.note("credential " + credential + " revoked")));
        return new Decision<>(changes, credential);
    }
}
