package org.rollcall.server.provider;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.directory.Rows;

/** Reads providers and their credentials, for lists. */
public final class Providers {

    /** A provider as an administrator sees it. */
    public record Listed(
            UUID id,
            String name,
            String ingressKey,
            boolean disabled,
            boolean paused,
            Source source,
            Mode dialect,
            Terms terms,
            Optional<TrustedIssuer> issuer,
            List<ListedCredential> credentials) {}

    /** A credential as an administrator sees it. */
    public record ListedCredential(
            UUID id,
            String kind,
            String hint,
            Instant created,
            Optional<Instant> expires,
            Optional<Instant> revoked,
            Optional<Instant> lastUsed,
            Optional<String> lastUsedFrom) {}

    private final Jdbi jdbi;

    public Providers(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public List<Listed> list(TenantId tenant) {
        Map<UUID, List<Map.Entry<UUID, ListedCredential>>> credentials = credentials(tenant);
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select p.provider_id, p.name, p.disabled_at, p.paused_at, p.kind,
                               extract(epoch from p.silent_after)::bigint as silent_seconds, p.dialect,
                               p.allowed_addresses, p.requests_per_second, i.ingress_key, t.issuer, t.audience, t.keys, t.subjects
                        from provider p
                        join ingress i on i.tenant_id = p.tenant_id and i.provider_id = p.provider_id
                        left join trusted_issuer t on t.tenant_id = p.tenant_id and t.provider_id = p.provider_id
                        where p.tenant_id = :tenant order by p.name_canonical""")
                .bind("tenant", tenant.value())
                .map((row, context) -> new Listed(
                        Rows.uuid(row, "provider_id"),
                        row.getString("name"),
                        row.getString("ingress_key"),
                        row.getObject("disabled_at") != null,
                        row.getObject("paused_at") != null,
                        Source.of(row),
                        Mode.of(row.getString("dialect")).orElseThrow(),
                        ProviderState.terms(row),
                        ProviderState.issuer(row),
                        credentials.getOrDefault(Rows.uuid(row, "provider_id"), List.of()).stream()
                                .map(Map.Entry::getValue)
                                .toList()))
                .list());
    }

    /** A credential that ends, or has ended, while no other of its provider goes on. */
    public record Expiring(String provider, String hint, Instant expires) {}

    /** What somebody has to replace until then (P-21). */
    public List<Expiring> expiring(TenantId tenant, Instant until) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select p.name, c.hint, c.expires_at from credential c
                        join provider p on p.tenant_id = c.tenant_id and p.provider_id = c.provider_id
                        where c.tenant_id = :tenant and p.disabled_at is null and c.revoked_at is null
                        and c.expires_at < :until and not exists (
                            select 1 from credential o
                            where o.tenant_id = c.tenant_id and o.provider_id = c.provider_id
                            and o.revoked_at is null and (o.expires_at is null or o.expires_at >= :until))
                        order by c.expires_at""")
                .bind("tenant", tenant.value())
                .bind("until", until)
                .map((row, context) -> new Expiring(
                        row.getString("name"),
                        row.getString("hint"),
                        Rows.instant(row, "expires_at").orElseThrow()))
                .list());
    }

    private Map<UUID, List<Map.Entry<UUID, ListedCredential>>> credentials(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from credential where tenant_id = :tenant and provider_id is not null
                        order by credential_id""")
                .bind("tenant", tenant.value())
                .map((row, context) -> Map.entry(
                        Rows.uuid(row, "provider_id"),
                        new ListedCredential(
                                Rows.uuid(row, "credential_id"),
                                row.getString("kind"),
                                row.getString("hint"),
                                Rows.instant(row, "created_at").orElseThrow(),
                                Rows.instant(row, "expires_at"),
                                Rows.instant(row, "revoked_at"),
                                Rows.instant(row, "last_used_at"),
                                Optional.ofNullable(row.getString("last_used_from")))))
                .collect(Collectors.groupingBy(Map.Entry::getKey)));
    }
}
