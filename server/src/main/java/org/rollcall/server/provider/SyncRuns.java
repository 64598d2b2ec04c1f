package org.rollcall.server.provider;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.directory.Rows;

/** Runs of the directory-sync tool, as it reports them; the latest of each provider are kept (P-125). */
public final class SyncRuns {

    private static final String CONTACTS = """
            select p.tenant_id, p.provider_id, p.name, p.disabled_at, p.created_at, r.at as run_at,
                extract(epoch from coalesce(p.silent_after, r.silent_after, make_interval(secs => :usual)))::bigint
                    as silent_seconds
            from provider p left join lateral (
                select r.at, r.silent_after from sync_run r
                where r.tenant_id = p.tenant_id and r.provider_id = p.provider_id order by r.run_id desc limit 1) r on true
            where p.kind = 'directory-sync' and p.deleted_at is null %s order by p.tenant_id, p.name_canonical""";

    private final Jdbi jdbi;

    public SyncRuns(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A run.
     *
     * @param plan the hash of its plan; empty when there was none
     * @param silentAfter after how long without another run something is wrong
     */
    public record Run(
            Instant at,
            String mode,
            String outcome,
            String plan,
            int people,
            int groups,
            int steps,
            int refused,
            Duration silentAfter) {}

    /**
     * When the tool of a provider last reported a run.
     *
     * @param lastRun empty when it never did
     * @param since when it was last heard of: the last run, or when the provider was made
     * @param silentAfter after how long without another something is wrong
     */
    public record Contact(
            TenantId tenant,
            ProviderId provider,
            String name,
            boolean disabled,
            Optional<Instant> lastRun,
            Instant since,
            Duration silentAfter) {

        /** Whether another run should have come by now; nobody waits for a provider that is disabled. */
        public boolean isSilent(Instant now) {
            return !disabled && since.plus(silentAfter).isBefore(now);
        }
    }

    /** The providers of a tenant that are a directory-sync tool's. */
    public List<Contact> contacts(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery(CONTACTS.formatted("and p.tenant_id = :tenant"))
                .bind("tenant", tenant.value())
                .bind("usual", Limits.SILENT_AFTER.toSeconds())
                .map((row, context) -> contact(row))
                .list());
    }

    /** Those of all tenants. */
    public List<Contact> contacts() {
        return jdbi.withHandle(handle -> handle.createQuery(CONTACTS.formatted(""))
                .bind("usual", Limits.SILENT_AFTER.toSeconds())
                .map((row, context) -> contact(row))
                .list());
    }

    private static Contact contact(ResultSet row) throws SQLException {
        Optional<Instant> run = Rows.instant(row, "run_at");
        Optional<Instant> created = Rows.instant(row, "created_at");
        return new Contact(
                new TenantId(Rows.uuid(row, "tenant_id")),
                new ProviderId(Rows.uuid(row, "provider_id")),
                row.getString("name"),
                row.getObject("disabled_at") != null,
                run,
                run.or(() -> created).orElseThrow(),
                Duration.ofSeconds(row.getLong("silent_seconds")));
    }

    /** Keeps a run, and removes the oldest beyond the limit; false when the provider is no directory-sync tool's. */
    public boolean report(TenantId tenant, ProviderId provider, UUID id, Run run) {
        return jdbi.inTransaction(handle -> {
            int kept = handle.execute(
                    """
                    insert into sync_run (tenant_id, provider_id, run_id, at, mode, outcome, plan, people, groups, steps,
                        refused, silent_after)
                    select p.tenant_id, p.provider_id, ?, ?, ?, ?, ?, ?, ?, ?, ?, make_interval(secs => ?)
                    from provider p where p.tenant_id = ? and p.provider_id = ? and p.kind = 'directory-sync'""",
                    id,
                    run.at().atOffset(ZoneOffset.UTC),
                    run.mode(),
                    run.outcome(),
                    run.plan(),
                    run.people(),
                    run.groups(),
                    run.steps(),
                    run.refused(),
                    run.silentAfter().toSeconds(),
                    tenant.value(),
                    provider.value());
            handle.execute("""
                    delete from sync_run where tenant_id = ? and provider_id = ? and run_id not in (
                        select run_id from sync_run where tenant_id = ? and provider_id = ?
                        order by run_id desc limit ?)""", tenant.value(), provider.value(), tenant.value(), provider.value(), Limits.SYNC_RUNS);
            return kept == 1;
        });
    }

    /** The runs of a provider, the latest first. */
    public List<Run> of(TenantId tenant, ProviderId provider) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select *, extract(epoch from silent_after)::bigint as silent_seconds from sync_run
                        where tenant_id = :tenant and provider_id = :provider order by run_id desc""")
                .bind("tenant", tenant.value())
                .bind("provider", provider.value())
                .map((row, context) -> new Run(
                        Rows.instant(row, "at").orElseThrow(),
                        row.getString("mode"),
                        row.getString("outcome"),
                        row.getString("plan"),
                        row.getInt("people"),
                        row.getInt("groups"),
                        row.getInt("steps"),
                        row.getInt("refused"),
                        Duration.ofSeconds(row.getLong("silent_seconds"))))
                .list());
    }
}
