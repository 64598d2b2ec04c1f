package org.rollcall.server.tenant;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.provider.Secret;

/** Creates tenants and their administrators' tokens. */
public final class Tenants {

    private static final String FIRST_ORGANIZATION = "Default";
    private static final int DOOR_LENGTH = 16;

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
        return new TenantId(tenant);
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
            Write row = secret.remember(tenant.value(), Optional.empty(), ids.next(), now, expires);
            handle.execute(row.sql(), row.arguments().toArray());
            return secret;
        });
    }
}
