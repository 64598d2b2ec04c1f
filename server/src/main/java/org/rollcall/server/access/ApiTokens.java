package org.rollcall.server.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.directory.Rows;

/** Lists the tokens of the API's administrators. */
public final class ApiTokens {

    /** A token as an administrator sees it. */
    public record Listed(
            UUID id,
            String hint,
            Instant created,
            Optional<Instant> expires,
            Optional<Instant> revoked,
            Optional<Instant> lastUsed) {}

    private final Jdbi jdbi;

    public ApiTokens(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Newest first. */
    public List<Listed> list(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from credential where tenant_id = :tenant and kind = 'admin-token'
                        order by revoked_at is not null, credential_id desc limit 200""")
                .bind("tenant", tenant.value())
                .map((row, context) -> new Listed(
                        Rows.uuid(row, "credential_id"),
                        row.getString("hint"),
                        Rows.instant(row, "created_at").orElseThrow(),
                        Rows.instant(row, "expires_at"),
                        Rows.instant(row, "revoked_at"),
                        Rows.instant(row, "last_used_at")))
                .list());
    }
}
