package org.rollcall.server.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.permission.Kind;

/** Lists the administrators of the console. */
public final class KnownAdministrators {

    /**
     * An administrator as another one sees it.
     *
     * @param organization the path of the organization that it ends at; empty when it is gone, too
     * @param openId whether it signs in at the OpenID provider
     * @param invited until when its one-time code works, if it has not used it
     * @param sessions browsers that are signed in
     */
    public record Listed(
            UUID id,
            String name,
            Kind kind,
            Optional<String> organization,
            boolean openId,
            Optional<Instant> invited,
            long sessions,
            Instant created) {}

    private final Jdbi jdbi;

    public KnownAdministrators(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** In the order of their names. */
    public List<Listed> list(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with recursive path as (
                            select organization_id, name as path from organization
                            where tenant_id = :tenant and parent_id is null
                            union all
                            select o.organization_id, p.path || '/' || o.name from organization o
                            join path p on o.tenant_id = :tenant and o.parent_id = p.organization_id)
                        select a.*, p.path, (select count(*) from console_session s where s.tenant_id = a.tenant_id
                            and s.administrator_id = a.administrator_id) as sessions
                        from console_administrator a left join path p on p.organization_id = a.organization_id
                        where a.tenant_id = :tenant order by a.name_canonical""")
                .bind("tenant", tenant.value())
                .map((row, context) -> new Listed(
                        Rows.uuid(row, "administrator_id"),
                        row.getString("name"),
                        Kind.of(row.getString("kind")).orElseThrow(),
                        Optional.ofNullable(row.getString("path")),
                        row.getString("sign_in").equals("openid"),
                        Rows.instant(row, "invited_until"),
                        row.getLong("sessions"),
                        Rows.instant(row, "created_at").orElseThrow()))
                .list());
    }

    /** By id or name. */
    public Optional<Listed> named(TenantId tenant, String wanted) {
        return list(tenant).stream()
                .filter(known -> known.id().toString().equals(wanted)
                        || Names.canonical(known.name()).equals(Names.canonical(wanted)))
                .findFirst();
    }

    public Optional<Listed> one(TenantId tenant, UUID id) {
        return list(tenant).stream().filter(known -> known.id().equals(id)).findFirst();
    }
}
