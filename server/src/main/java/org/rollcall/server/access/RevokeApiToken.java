package org.rollcall.server.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.CredentialId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.provider.Credentials;

/** Ends a token of the API, on every node. */
public final class RevokeApiToken implements Command<Optional<String>, CredentialId> {

    private final CredentialId id;

    public RevokeApiToken(CredentialId id) {
        this.id = id;
    }

    @Override
    public String name() {
        return "token.revoke";
    }

    /** The public part of a token that lives. */
    @Override
    public Optional<String> load(Loader loader) {
        var found = loader.pipeline().query("""
                select hint from credential where tenant_id = ? and credential_id = ? and kind = 'admin-token'
                and revoked_at is null for update""", row -> row.getString(1), loader.tenant(), id.value());
        loader.pipeline().run();
        return found.get().stream().findFirst();
    }

    @Override
    public Decision<CredentialId> decide(Optional<String> hint, Context context) {
        String known = hint.orElseThrow(
                () -> ScimError.notFound("there is no such token that works").exception());
        UUID tenant = context.caller().tenant().value();
        return new Decision<>(
                Changes.settings(
                        List.of(
                                Write.of(
                                        "update credential set revoked_at = ? where tenant_id = ? and credential_id = ?",
                                        context.now(),
                                        tenant,
                                        id.value()),
                                Credentials.tellNodes(tenant)),
                        List.of(IssueApiToken.note(id.value(), known, "revoked"))),
                id);
    }
}
