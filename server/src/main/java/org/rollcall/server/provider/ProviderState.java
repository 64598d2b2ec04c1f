package org.rollcall.server.provider;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Loader;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;

/** A provider with its credentials, locked, for the commands that change them. */
record ProviderState(
        ProviderId id,
        String name,
        String ingressKey,
        boolean disabled,
        boolean paused,
        Source source,
        Terms terms,
        Optional<TrustedIssuer> issuer,
        List<Credential> credentials) {

    record Credential(UUID id, CredentialKind kind, Optional<Instant> expires, boolean revoked) {
        boolean live(Instant now) {
            return !revoked && expires.filter(at -> !at.isAfter(now)).isEmpty();
        }
    }

    static Optional<ProviderState> load(Loader loader, ProviderId id) {
        var credentials = loader.pipeline();
        var providers = credentials.query(
                """
                select p.provider_id, p.name, p.disabled_at, p.paused_at, p.kind,
                       extract(epoch from p.silent_after)::bigint as silent_seconds, p.allowed_addresses,
                       p.requests_per_second, i.ingress_key, t.issuer, t.audience, t.keys, t.subjects
                from provider p
                join ingress i on i.tenant_id = p.tenant_id and i.provider_id = p.provider_id
                left join trusted_issuer t on t.tenant_id = p.tenant_id and t.provider_id = p.provider_id
                where p.tenant_id = ? and p.provider_id = ? for no key update of p""",
                row -> new ProviderState(
                        id,
                        row.getString("name"),
                        row.getString("ingress_key"),
                        row.getObject("disabled_at") != null,
                        row.getObject("paused_at") != null,
                        Source.of(row),
                        terms(row),
                        issuer(row),
                        List.of()),
                loader.tenant(),
                id.value());
        var rows = credentials.query(
                """
                select credential_id, kind, expires_at, revoked_at from credential
                where tenant_id = ? and provider_id = ? order by credential_id""",
                row -> new Credential(
                        Rows.uuid(row, "credential_id"),
                        CredentialKind.of(row.getString("kind")).orElseThrow(),
                        Rows.instant(row, "expires_at"),
                        row.getObject("revoked_at") != null),
                loader.tenant(),
                id.value());
        credentials.run();
        return providers.get().stream().findFirst().map(p -> p.with(rows.get()));
    }

    static Optional<TrustedIssuer> issuer(ResultSet row) throws SQLException {
        return row.getString("issuer") == null ? Optional.empty() : Optional.of(Credentials.issuer(row));
    }

    static Terms terms(ResultSet row) throws SQLException {
        return Terms.of((String[]) row.getArray("allowed_addresses").getArray(), row.getInt("requests_per_second"));
    }

    private ProviderState with(List<Credential> list) {
        return new ProviderState(id, name, ingressKey, disabled, paused, source, terms, issuer, list);
    }

    static ScimError notFound(ProviderId id) {
        return ScimError.notFound("no provider " + id);
    }

    LogEntry note(String what) {
        return LogEntry.of(Action.PROVIDER_CHANGED, LogEntry.Subject.provider(id.value()), Optional.empty(), name)
                .change(Optional.empty(), Optional.of(what));
    }
}
