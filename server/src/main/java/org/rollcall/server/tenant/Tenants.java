package org.rollcall.server.tenant;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.audit.AuditEntry;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.permission.Powers;
import org.rollcall.server.provider.Secret;

/** Creates tenants and their administrators' tokens. */
public final class Tenants {

    private static final String FIRST_ORGANIZATION = "Default";
    private static final int DOOR_LENGTH = 16;
    private static final String OPERATOR = "operator";

    private final Jdbi jdbi;
    private final Ids ids;

    public Tenants(Jdbi jdbi, Ids ids) {
        this.jdbi = jdbi;
        this.ids = ids;
    }

    /** The tenant of that name, created with its first organization if there is none. Two nodes starting get one. */
    public TenantId ensure(String name) {
        return jdbi.inTransaction(handle -> {
            handle.execute("select pg_advisory_xact_lock(hashtextextended('tenant', 0))");
            return find(handle, name).orElseGet(() -> create(handle, name));
        });
    }

    private static Optional<TenantId> find(Handle handle, String name) {
        return handle.createQuery("select tenant_id from tenant where name = :name")
                .bind("name", Names.canonical(name))
                .mapTo(UUID.class)
                .findOne()
                .map(TenantId::new);
    }

    private TenantId create(Handle handle, String name) {
        UUID tenant = ids.next();
        handle.execute(
                "insert into tenant (tenant_id, name, created_at) values (?, ?, now())", tenant, Names.canonical(name));
        handle.execute("""
                insert into organization (tenant_id, organization_id, name, name_canonical, own_defaults, created_at)
                values (?, ?, ?, ?, true, now())""", tenant, ids.next(), FIRST_ORGANIZATION, Names.canonical(FIRST_ORGANIZATION));
        handle.execute(
                "insert into ingress (ingress_key, tenant_id) values (?, ?)", ids.publicKey(DOOR_LENGTH), tenant);
        TenantId created = new TenantId(tenant);
        audit(handle, entry(created, now(handle), "tenant.create", AuditEntry.Target.of("Tenant", tenant, name)));
        return created;
    }

    private static Instant now(Handle handle) {
        return handle.createQuery("select clock_timestamp()")
                .mapTo(Instant.class)
                .one();
    }

    /** Only who operates the server comes here: there is no call of the API for it. */
    private AuditEntry entry(TenantId tenant, Instant at, String action, AuditEntry.Target target) {
        return new AuditEntry(
                tenant,
                at,
                OPERATOR,
                Optional.empty(),
                Optional.empty(),
                action,
                target,
                "",
                Optional.empty(),
                ids.next().toString());
    }

    private static void audit(Handle handle, AuditEntry entry) {
        entry.append()
                .forEach(statement ->
                        handle.execute(statement.sql(), statement.arguments().toArray()));
    }

    /** A new administrator's token. */
    public Secret administratorToken(TenantId tenant, Instant now, Optional<Instant> expires) {
        return jdbi.inTransaction(handle -> {
            String door = handle.createQuery(
                            "select ingress_key from ingress where tenant_id = :tenant and provider_id is null")
                    .bind("tenant", tenant.value())
                    .mapTo(String.class)
                    .one();
            Secret secret = Secret.administrator(door, ids);
            UUID id = ids.next();
            Write row = secret.remember(tenant.value(), id, now, expires, Powers.ALL);
            handle.execute(row.sql(), row.arguments().toArray());
            audit(handle, entry(tenant, now, "administrator-token.create", AuditEntry.Target.of("Credential", id, "")));
            return secret;
        });
    }
}
