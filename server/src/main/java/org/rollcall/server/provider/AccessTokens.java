package org.rollcall.server.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.server.base.CredentialId;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.Limits;
import org.rollcall.server.command.Caller;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.db.Tx;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.http.Knock;

/**
 * Gives tokens to clients (RFC 6749 §4.4): opaque, random, kept as digests, and no longer of use than the client itself.
 * Each client has at most {@link Limits#ACCESS_TOKENS}; the oldest goes for a newer one (P-22).
 */
public final class AccessTokens {

    /** Two that ask at once wait for each other, so that the number is exact. */
    private static final String LOCK =
            "select 1 from credential where tenant_id = ? and credential_id = ? for no key update";

    private static final String CLEAN = """
            delete from access_token where tenant_id = ? and credential_id = ? and (expires_at <= ? or digest in (
                select digest from access_token where tenant_id = ? and credential_id = ?
                order by issued_at desc, digest offset ?))""";

    private static final String ISSUE = """
            insert into access_token (tenant_id, credential_id, digest, issued_at, expires_at)
            select c.tenant_id, c.credential_id, ?, ?::timestamptz, least(?::timestamptz, c.expires_at)
            from credential c where c.tenant_id = ? and c.credential_id = ? and c.revoked_at is null
            returning expires_at""";

    /** A token, in clear: shown once. */
    public record Issued(String token, Duration life) {

        /** Redacted. */
        @Override
        public String toString() {
            return "Issued[redacted]";
        }
    }

    private final Credentials credentials;
    private final Tx tx;
    private final DatabaseTime time;
    private final Ids ids;

    public AccessTokens(Credentials credentials, Tx tx, DatabaseTime time, Ids ids) {
        this.credentials = credentials;
        this.tx = tx;
        this.time = time;
        this.ids = ids;
    }

    /** A token for the client that presents its id and secret; nothing if it is none of this door. */
    public Optional<Issued> issue(String door, Knock knock) {
        return credentials.client(door, knock).flatMap(this::issue);
    }

    private Optional<Issued> issue(Caller client) {
        UUID tenant = client.tenant().value();
        UUID credential = client.origin().credential().map(CredentialId::value).orElseThrow();
        Instant now = time.approximately().truncatedTo(ChronoUnit.MILLIS);
        Secret token = Secret.of(CredentialKind.ACCESS_TOKEN, ids);
        return tx.read(pipeline -> {
            pipeline.query(LOCK, row -> true, tenant, credential);
            pipeline.execute(CLEAN, tenant, credential, now, tenant, credential, Limits.ACCESS_TOKENS - 1);
            var issued = pipeline.query(
                    ISSUE,
                    row -> Rows.instant(row, "expires_at").orElseThrow(),
                    Digests.sha256(token.value()),
                    now,
                    now.plus(Limits.ACCESS_TOKEN_AGE),
                    tenant,
                    credential);
            pipeline.run();
            return issued.get().stream()
                    .findFirst()
                    .map(expires -> new Issued(token.value(), Duration.between(now, expires)));
        });
    }
}
