package org.rollcall.server.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.permission.Kind;

/** Lists the tokens of the API's administrators. */
public final class ApiTokens {

    /** A token as an administrator sees it. */
    public record Listed(
            UUID id,
            String hint,
            Kind kind,
            Optional<String> organization,
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
                        with recursive path as (
                            select organization_id, name as path from organization
                            where tenant_id = :tenant and parent_id is null
                            union all
                            select o.organization_id, p.path || '/' || o.name from organization o
                            join path p on o.tenant_id = :tenant and o.parent_id = p.organization_id)
                        select c.*, p.path from credential c left join path p on p.organization_id = c.organization_id
                        where c.tenant_id = :tenant and c.kind = 'admin-token'
                        order by c.revoked_at is not null, c.credential_id desc limit 200""")
                .bind("tenant", tenant.value())
                .map((row, context) -> new Listed(
                        Rows.uuid(row, "credential_id"),
                        row.getString("hint"),
                        Kind.of(row.getString("administers")).orElseThrow(),
                        Optional.ofNullable(row.getString("path")),
                        Rows.instant(row, "created_at").orElseThrow(),
                        Rows.instant(row, "expires_at"),
                        Rows.instant(row, "revoked_at"),
                        Rows.instant(row, "last_used_at")))
                .list());
    }
}
