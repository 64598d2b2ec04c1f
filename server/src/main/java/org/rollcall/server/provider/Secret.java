package org.rollcall.server.provider;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.permission.Powers;

/**
 * A new secret, in clear: shown once, kept as a digest. The prefix lets scanners of leaked secrets find it.
 *
 * @param hint its public part: the name of user or client, or the first characters of a token
 */
public record Secret(CredentialKind kind, String hint, String value) {

    private static final int HINT = 11;
    private static final int USER_NAME = 12;

    static Secret of(CredentialKind kind, Ids ids) {
        return switch (kind) {
            case OAUTH_TOKEN -> token(kind, "rct_" + ids.secret());
            case API_CREDENTIALS -> new Secret(kind, "rc-" + ids.publicKey(USER_NAME), ids.secret());
            case CLIENT_CREDENTIALS -> new Secret(kind, "rcc-" + ids.publicKey(USER_NAME), ids.secret());
            case ACCESS_TOKEN -> token(kind, "rcs_" + ids.secret());
            case ADMIN_TOKEN, APPLICATION_TOKEN ->
                throw new IllegalArgumentException("a token that comes without a path names its tenant's door");
        };
    }

    /** A token that names the door of its tenant, since administrators come without one in the path. */
    public static Secret administrator(String door, Ids ids) {
        return token(CredentialKind.ADMIN_TOKEN, "rca_" + door + "_" + ids.secret());
    }

    /** The same for an application. */
    public static Secret application(String door, Ids ids) {
        return token(CredentialKind.APPLICATION_TOKEN, "rcp_" + door + "_" + ids.secret());
    }

    private static Secret token(CredentialKind kind, String value) {
        return new Secret(kind, value.substring(0, HINT), value);
    }

    /** The row that remembers a provider's. */
    public Write remember(UUID tenant, ProviderId provider, UUID id, Instant now, Optional<Instant> expires) {
        return Write.of("""
                insert into credential (tenant_id, credential_id, provider_id, kind, hint, digest, created_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)""", tenant, id, provider.value(), kind.label(), hint, Digests.sha256(value), now, expires);
    }

    /** The row that remembers an application's. */
    public Write remember(UUID tenant, ApplicationId application, UUID id, Instant now, Optional<Instant> expires) {
        return Write.of("""
                insert into credential (tenant_id, credential_id, application_id, kind, hint, digest, created_at,
                    expires_at) values (?, ?, ?, ?, ?, ?, ?, ?)""", tenant, id, application.value(), kind.label(), hint, Digests.sha256(value), now, expires);
    }

    /** The row that remembers a token of the API, with what it may do. */
    public Write remember(UUID tenant, UUID id, Instant now, Optional<Instant> expires, Powers powers) {
        return Write.of(
                """
                insert into credential (tenant_id, credential_id, kind, hint, digest, created_at, expires_at, administers,
                    organization_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                tenant,
                id,
                kind.label(),
                hint,
                Digests.sha256(value),
                now,
                expires,
                powers.kind().label(),
                powers.within().map(OrganizationId::value));
    }

    /** Redacted. */
    @Override
    public String toString() {
        return "Secret[" + hint + "…]";
    }
}
