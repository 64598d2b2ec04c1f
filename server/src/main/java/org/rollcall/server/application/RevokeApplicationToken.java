package org.rollcall.server.application;

import java.util.List;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.CredentialId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.provider.Credentials;

/** Ends a token of an application, on every node. */
public final class RevokeApplicationToken implements Command<ApplicationState, CredentialId> {

    private final ApplicationId id;
    private final CredentialId token;

    public RevokeApplicationToken(ApplicationId id, CredentialId token) {
        this.id = id;
        this.token = token;
    }

    @Override
    public String name() {
        return "application.revoke";
    }

    @Override
    public ApplicationState load(Loader loader) {
        return ApplicationState.load(loader, id);
    }

    @Override
    public Decision<CredentialId> decide(ApplicationState state, Context context) {
        ApplicationState.Token found = state.tokens().stream()
                .filter(known -> known.id().equals(token.value()))
                .findFirst()
                .orElseThrow(() ->
                        ScimError.notFound("there is no such token that works").exception());
        UUID tenant = context.caller().tenant().value();
        return new Decision<>(
                Changes.settings(
                        List.of(
                                Write.of(
                                        "update credential set revoked_at = ? where tenant_id = ? and credential_id = ?",
                                        context.now(),
                                        tenant,
                                        token.value()),
                                Credentials.tellNodes(tenant)),
                        List.of(state.note("token " + found.hint() + "… revoked"))),
                token);
    }
}
