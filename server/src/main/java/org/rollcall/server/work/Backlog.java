package org.rollcall.server.work;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Commands;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.db.Tx;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.ownership.EndRelease;
import org.rollcall.server.ownership.HandOver;
import org.rollcall.server.ownership.ReleaseAll;
import org.rollcall.server.retention.PurgeDue;

/** Finds what is left to do, and does a chunk of it for each tenant and kind. */
public final class Backlog {

    private static final String DUE = """
            select t.tenant_id, a.account_id from tenant t cross join lateral (
                select account_id from account
                where tenant_id = t.tenant_id and account_id <> all(?) and due_at <= date_trunc('milliseconds', %s)
                order by due_at limit ?) a""".formatted(DatabaseTime.NOW);
    /** Whoever is held by the brake waits for an administrator. */
    private static final String LEAVING = """
            select t.tenant_id, a.account_id from tenant t cross join lateral (
                select account_id from account l
                where tenant_id = t.tenant_id and account_id <> all(?) and leaves_at <= date_trunc('milliseconds', %s)
                and provider_active and deactivated_at is null and deleted_at is null and owner_id is not null
                and not exists (select 1 from standing_decision d where d.tenant_id = l.tenant_id
                                and d.account_id = l.account_id and d.facet = 'state')
                order by leaves_at limit ?) a""".formatted(DatabaseTime.NOW);

    private static final String ENDED = """
            select distinct t.tenant_id, g.account_id from tenant t cross join lateral (
                select account_id from account_grant
                where tenant_id = t.tenant_id and account_id <> all(?) and until <= date_trunc('milliseconds', %s)
                order by until limit ?) g""".formatted(DatabaseTime.NOW);
    private static final String DELAYED = """
            select distinct t.tenant_id, d.account_id from tenant t cross join lateral (
                select account_id from standing_decision
                where tenant_id = t.tenant_id and account_id <> all(?) and until <= date_trunc('milliseconds', %s)
                order by until limit ?) d""".formatted(DatabaseTime.NOW);
    private static final String MARKED = """
            select t.tenant_id, a.account_id from tenant t cross join lateral (
                select account_id from placement_mark where tenant_id = t.tenant_id and account_id <> all(?)
                order by account_id limit ?) a""";
    /** In the order in which a preview goes, because a brake lets the first ones pass. */
    private static final String WALK = """
            select j.tenant_id, a.account_id from placement_job j
            join tenant t on t.tenant_id = j.tenant_id and t.place_version = j.version
            cross join lateral (
                select account_id from account
                where tenant_id = j.tenant_id and account_id <> all(?) and config_version < j.version
                and account_id > coalesce(j.after_id, '00000000-0000-0000-0000-000000000000')
                order by account_id limit ?) a
            where j.state = 'running'""";
    /** Whom no walk met: they were put aside, or written meanwhile by somebody who knew only older rules. */
    private static final String STALE = """
            select t.tenant_id, a.account_id from tenant t cross join lateral (
                select account_id from account
                where tenant_id = t.tenant_id and account_id <> all(?) and config_version < t.place_version
                order by config_version limit ?) a
            where not exists (select 1 from placement_job j where j.tenant_id = t.tenant_id
                              and j.version = t.place_version and j.state in ('paused', 'cancelled'))""";

    /** Whose grants are about to change is placed first, so that nobody keeps what a group has taken already. */
    private static final String LEAVING_ALL = """
            select p.tenant_id, l.account_id from provider p
            join tenant t using (tenant_id)
            cross join lateral (
                select a.account_id from account a
                where a.tenant_id = p.tenant_id and a.owner_id = p.provider_id and a.account_id <> all(?)
                and not exists (select 1 from placement_mark m
                                where m.tenant_id = a.tenant_id and m.account_id = a.account_id)
                and (a.config_version >= t.place_version or not exists (
                    select 1 from placement_job j where j.tenant_id = a.tenant_id and j.state = 'running'))
                and %s
                limit ?) l
            where p.release_why is not null""".formatted(HandOver.LEAVES);

    private static final String LEFT = """
            select p.tenant_id, p.provider_id from provider p where p.release_why is not null and not exists (
                select 1 from account a where a.tenant_id = p.tenant_id and a.owner_id = p.provider_id and %s)""".formatted(HandOver.LEAVES);

    private static final String FINISH = """
            update placement_job j set state = 'done', changed_at = date_trunc('milliseconds', %s)
            where state = 'running' and not exists (select 1 from account a
                where a.tenant_id = j.tenant_id and a.config_version < j.version)""".formatted(DatabaseTime.NOW);
    private static final String FAILED = """
            update placement_job set failed = failed + 1 where tenant_id = ? and job_id = ?""";
    private static final String OPEN_JOB =
            "select job_id from placement_job where tenant_id = ? and state in ('running', 'paused')";

    private record Found(TenantId tenant, AccountId account) {}

    private record Left(TenantId tenant, ProviderId provider) {}

    private record Counted(UUID job, AccountId account) {}

    private final Tx tx;
    private final DatabaseTime time;
    private final Commands commands;
    private final Ids ids;
    private final Task leaves;
    private final Task deactivations;
    private final Task endsOfGrants;
    private final Task delays;
    private final Task placements;
    private final Task replacements;
    private final Task stragglers;
    private final Task releases;
    /** For whom a job has failed already; what is forgotten in a restart is counted once more. */
    private final Cache<Counted, Boolean> counted =
            Caffeine.newBuilder().maximumSize(Limits.PUT_ASIDE_ACCOUNTS).build();

    private final Task purges;
    private final AtomicReference<Instant> purged = new AtomicReference<>(Instant.MIN);

    /**
     * What is left to do in a database.
     *
     * @param failures is told the kind of work, each time it failed for an account
     */
    public Backlog(Tx tx, DatabaseTime time, Commands commands, Ids ids, Consumer<String> failures) {
        this.tx = tx;
        this.time = time;
        this.commands = commands;
        this.ids = ids;
        Task.Failures told = (tenant, account, kind) -> failures.accept(kind);
        Task.Failures noted = (tenant, account, kind) -> {
            failures.accept(kind);
            count(tenant, account);
        };
        this.leaves = new Task("leave date", LeaveOnDate::new, this::run, told);
        this.deactivations = new Task("deactivation", DeactivateDue::new, this::run, told);
        this.endsOfGrants = new Task("end of a grant", EndGrants::new, this::run, told);
        this.delays = new Task("delayed effect", PlaceAccounts::again, this::run, told);
        this.placements = new Task("placement", PlaceAccounts::marked, this::run, told);
        this.replacements = new Task("placement anew", PlaceAccounts::next, this::run, noted);
        this.stragglers = new Task("placement anew", PlaceAccounts::next, this::run, noted);
        this.purges = new Task("purge", accounts -> new PurgeDue(accounts, time), this::run, told);
        this.releases = new Task("release", ReleaseAll::new, this::run, told);
    }

    /** Does what is due: leave dates, deactivations, the end of grants by hand, delayed effects, erasures; answers whether there may be more. */
    public boolean due() {
        int left = leaves.chunks(find(LEAVING, leaves.aside(), time.offset(), Limits.DUE_CHUNK));
        int deactivated = deactivations.chunks(find(DUE, deactivations.aside(), time.offset(), Limits.DUE_CHUNK));
        int ended = endsOfGrants.chunks(find(ENDED, endsOfGrants.aside(), time.offset(), Limits.DUE_CHUNK));
        int late = delays.chunks(find(DELAYED, delays.aside(), time.offset(), Limits.DUE_CHUNK));
        return left + deactivated + ended + late + purge() > 0;
    }

    /** Not with every pass, because it looks at every organization, and nobody minds a minute. */
    private int purge() {
        Instant now = time.approximately();
        if (now.isBefore(purged.get())) {
            return 0;
        }
        int done = purges.chunks(find(PurgeDue.FIND, time.offset(), purges.aside(), Limits.PURGE_CHUNK));
        if (done == 0) {
            purged.set(now.plus(Limits.PURGE_INTERVAL));
        }
        return done;
    }

    /**
     * Places what is marked, then what was placed with older rules; releases whoever leaves a provider with everybody; answers
     * whether there may be more.
     */
    public boolean place() {
        int marked = placements.chunks(find(MARKED, placements.aside(), Limits.PLACER_CHUNK));
        int walked = replacements.chunks(find(WALK, replacements.aside(), Limits.PLACER_CHUNK));
        int stale = walked > 0 ? walked : stragglers();
        int released = releases.chunks(find(LEAVING_ALL, releases.aside(), Limits.PLACER_CHUNK));
        return marked + stale + released > 0 || ended() > 0;
    }

    private int ended() {
        List<Left> left = tx.read(pipeline -> {
            var rows = pipeline.query(
                    LEFT,
                    row -> new Left(
                            new TenantId(Rows.uuid(row, "tenant_id")), new ProviderId(Rows.uuid(row, "provider_id"))));
            pipeline.run();
            return rows.get();
        });
        left.forEach(provider -> run(provider.tenant(), new EndRelease(provider.provider())));
        return left.size();
    }

    private int stragglers() {
        int placed = stragglers.chunks(find(STALE, stragglers.aside(), Limits.PLACER_CHUNK));
        if (placed == 0) {
            execute(FINISH, time.offset());
        }
        return placed;
    }

    /** Counts an account for which the open job failed; tried again, and failed again, it is still one. */
    private void count(TenantId tenant, AccountId account) {
        openJob(tenant)
                .filter(job -> counted.asMap().putIfAbsent(new Counted(job, account), true) == null)
                .ifPresent(job -> execute(FAILED, tenant.value(), job));
    }

    private Optional<UUID> openJob(TenantId tenant) {
        return tx.read(pipeline -> {
            var jobs = pipeline.query(OPEN_JOB, row -> Rows.uuid(row, "job_id"), tenant.value());
            pipeline.run();
            return jobs.get().stream().findFirst();
        });
    }

    private void execute(String sql, Object... arguments) {
        tx.read(pipeline -> {
            pipeline.execute(sql, arguments);
            pipeline.run();
            return true;
        });
    }

    private int run(TenantId tenant, Command<?, Integer> command) {
        return commands.run(Caller.clock(tenant, ids.next().toString()), command);
    }

    private Map<TenantId, List<AccountId>> find(String sql, Object... arguments) {
        List<Found> found = tx.read(pipeline -> {
            var rows = pipeline.query(
                    sql,
                    row -> new Found(
                            new TenantId(Rows.uuid(row, "tenant_id")), new AccountId(Rows.uuid(row, "account_id"))),
                    arguments);
            pipeline.run();
            return rows.get();
        });
        return found.stream().collect(groupingBy(Found::tenant, mapping(Found::account, toList())));
    }
}
