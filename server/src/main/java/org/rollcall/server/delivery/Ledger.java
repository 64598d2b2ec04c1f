package org.rollcall.server.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.feed.Cursor;

/** How far each webhook is, and what was not taken, as rows. Time is the database's. */
final class Ledger {

    private static final String NOW = DatabaseTime.NAMED_NOW;

    private static final String FREE =
            "(w.lease_until is null or w.lease_until < %s or w.lease_node = :node)".formatted(NOW);

    private static final String READY = """
            select w.tenant_id, w.application_id from webhook w
            where w.switched_off_at is null and %s
            and (exists (select 1 from event e where e.tenant_id = w.tenant_id and e.position > w.position)
                 or exists (select 1 from event e where e.tenant_id = w.tenant_id and e.position is null)
                 or exists (select 1 from webhook_delivery d where d.tenant_id = w.tenant_id
                            and d.application_id = w.application_id and d.due_at <= %s))""".formatted(FREE, NOW);

    private static final String CLAIM = """
            update webhook w set lease_node = :node, lease_until = %s + make_interval(secs => :lease)
            from tenant t
            where w.tenant_id = :tenant and w.application_id = :application and t.tenant_id = w.tenant_id
            and w.switched_off_at is null and %s
            returning w.url, w.salt, encode(w.secret_digest, 'hex') as secret_digest, w.position, t.epoch,
                case when w.previous_until > %s then w.previous_salt end as previous""".formatted(NOW, FREE, NOW);

    private static final String HEADS = """
            select h.position, h.account_id, h.attempts, e.payload from (
                select distinct on (d.account_id) d.* from webhook_delivery d
                where d.tenant_id = :tenant and d.application_id = :application and d.due_at is not null
                order by d.account_id, d.position) h
            join event e on e.tenant_id = h.tenant_id and e.position = h.position
            where h.due_at <= %s order by h.due_at, h.position limit :limit""".formatted(NOW);

    private static final String RECORD = """
            insert into webhook_delivery (tenant_id, application_id, position, account_id, attempts, due_at, problem)
            values (:tenant, :application, :position, :account, :attempts,
                %s + make_interval(secs => :pause), :problem)
            on conflict (tenant_id, application_id, position) do nothing""".formatted(NOW);

    private static final String AGAIN = """
            update webhook_delivery set attempts = :attempts, problem = :problem,
                due_at = case when :dead then null else %1$s + make_interval(secs => :pause) end,
                dead_at = case when :dead then %1$s end
            where tenant_id = :tenant and application_id = :application and position = :position
            and due_at is not null""".formatted(NOW);

    private static final String REACHED = """
            update webhook set position = greatest(position, :position),
                lease_until = %1$s + make_interval(secs => :lease),
                delivered_at = case when :delivered then %1$s else delivered_at end,
                problem = case when :failed then :problem
                    when :delivered and not exists (
                        select 1 from webhook_delivery d where d.tenant_id = webhook.tenant_id
                        and d.application_id = webhook.application_id and d.due_at is not null
                        and d.position <> all(:taken)) then null
                    else problem end
            where tenant_id = :tenant and application_id = :application and lease_node = :node""".formatted(NOW);

    private static final String OFF = """
            update webhook set switched_off_at = %s, problem = :problem
            where tenant_id = :tenant and application_id = :application and lease_node = :node""".formatted(NOW);

    private static final String PROBE = """
            update webhook_delivery d set due_at = %1$s + make_interval(secs => :probe), attempts = greatest(attempts - 1, 0)
            where d.tenant_id = :tenant and d.application_id = :application
            and d.due_at > %1$s + make_interval(secs => :probe)
            and d.position = (select min(o.position) from webhook_delivery o where o.tenant_id = :tenant
                              and o.application_id = :application and o.due_at is not null)""".formatted(NOW);

    private static final String DUE = """
            update webhook_delivery set due_at = %1$s, attempts = greatest(attempts - 1, 0)
            where tenant_id = :tenant and application_id = :application and due_at > %1$s""".formatted(NOW);

    /** A webhook. */
    record Key(TenantId tenant, ApplicationId application) {}

    /** One that this node delivers now. */
    record Claimed(Key key, String url, String salt, String digest, Optional<String> previous, Cursor reached) {}

    /** An event of a person, to be delivered. */
    record Letter(Cursor event, AccountId account, int attempts, String payload) {

        /** Redacted. */
        @Override
        public String toString() {
            return "Letter[" + event + "]";
        }
    }

    /** What became of a letter; without a problem it was not tried. */
    record Kept(Letter letter, int attempts, Duration pause, Optional<String> problem) {}

    private final Jdbi jdbi;
    private final DatabaseTime time;
    private final UUID node;

    Ledger(Jdbi jdbi, DatabaseTime time, UUID node) {
        this.jdbi = jdbi;
        this.time = time;
        this.node = node;
    }

    /** Those with something to deliver that no other node has. */
    List<Key> ready() {
        return jdbi.withHandle(handle -> handle.createQuery(READY)
                .bind("offset", time.offset())
                .bind("node", node)
                .map((row, context) -> new Key(
                        new TenantId(Rows.uuid(row, "tenant_id")), new ApplicationId(Rows.uuid(row, "application_id"))))
                .list());
    }

    Optional<Claimed> claim(Key key) {
        return jdbi.withHandle(handle -> of(handle.createQuery(CLAIM), key)
                .bind("node", node)
                .bind("lease", seconds(Limits.WEBHOOK_LEASE))
                .map((row, context) -> claimed(key, row))
                .findOne());
    }

    private static Claimed claimed(Key key, ResultSet row) throws SQLException {
        return new Claimed(
                key,
                row.getString("url"),
                row.getString("salt"),
                row.getString("secret_digest"),
                Optional.ofNullable(row.getString("previous")),
                new Cursor(row.getLong("epoch"), row.getLong("position")));
    }

    /** What is due again: for each person the first that waits. */
    List<Letter> heads(Claimed claimed) {
        return jdbi.withHandle(handle -> of(handle.createQuery(HEADS), claimed.key())
                .bind("limit", Limits.WEBHOOK_RETRIES)
                .map((row, context) -> new Letter(
                        new Cursor(claimed.reached().epoch(), row.getLong("position")),
                        new AccountId(Rows.uuid(row, "account_id")),
                        row.getInt("attempts"),
                        row.getString("payload")))
                .list());
    }

    /** Of these people those for whom something waits. */
    Set<AccountId> waiting(Key key, Collection<AccountId> people) {
        return jdbi.withHandle(handle -> handle
                .createQuery("""
                        select distinct account_id from webhook_delivery
                        where tenant_id = :tenant and application_id = :application and due_at is not null
                        and account_id = any(:people)""")
                .bind("tenant", key.tenant().value())
                .bind("application", key.application().value())
                .bindArray(
                        "people",
                        UUID.class,
                        people.stream().map(AccountId::value).toList())
                .map((row, context) -> new AccountId(Rows.uuid(row, "account_id")))
                .stream()
                .collect(Collectors.toSet()));
    }

    int waiting(Key key) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) from webhook_delivery
                        where tenant_id = :tenant and application_id = :application and due_at is not null""")
                .bind("tenant", key.tenant().value())
                .bind("application", key.application().value())
                .mapTo(Integer.class)
                .one());
    }

    /** The oldest that waits is tried soon, which does not count as an attempt: while many wait, nothing new would tell. */
    void probe(Key key) {
        jdbi.useHandle(handle -> of(handle.createUpdate(PROBE), key)
                .bind("probe", seconds(Limits.WEBHOOK_PROBE))
                .execute());
    }

    /** The receiver is there again: everything that waits is tried now, and that does not count. */
    void allDue(Key key) {
        jdbi.useHandle(handle -> of(handle.createUpdate(DUE), key).execute());
    }

    /** Everything up to there was delivered or is kept; answers whether the webhook was still this node's. */
    boolean reached(Claimed claimed, Cursor cursor, List<Kept> kept, boolean delivered) {
        return jdbi.inTransaction(handle -> {
            boolean ours = progress(handle, claimed, cursor, kept, List.of(), delivered);
            if (ours && !kept.isEmpty()) {
                PreparedBatch batch = handle.prepareBatch(RECORD);
                kept.forEach(row -> of(batch, claimed.key())
                        .bind("position", row.letter().event().position())
                        .bind("account", row.letter().account().value())
                        .bind("attempts", row.attempts())
                        .bind("pause", seconds(row.pause()))
                        .bind("problem", row.problem())
                        .add());
                batch.execute();
            }
            return ours;
        });
    }

    /** The same of what was tried again. */
    boolean retried(Claimed claimed, List<Letter> taken, List<Kept> kept) {
        return jdbi.inTransaction(handle -> {
            boolean ours = progress(handle, claimed, claimed.reached(), kept, taken, !taken.isEmpty());
            if (ours) {
                taken.forEach(letter -> handle.execute(
                        "delete from webhook_delivery where tenant_id = ? and application_id = ? and position = ?",
                        claimed.key().tenant().value(),
                        claimed.key().application().value(),
                        letter.event().position()));
                kept.forEach(row -> of(handle.createUpdate(AGAIN), claimed.key())
                        .bind("position", row.letter().event().position())
                        .bind("attempts", row.attempts())
                        .bind("dead", row.attempts() >= Limits.WEBHOOK_ATTEMPTS)
                        .bind("pause", seconds(row.pause()))
                        .bind("problem", row.problem())
                        .execute());
            }
            return ours;
        });
    }

    /** The problem is over when nothing waits any more. */
    private boolean progress(
            Handle handle, Claimed claimed, Cursor cursor, List<Kept> kept, List<Letter> taken, boolean delivered) {
        Optional<String> problem =
                kept.stream().flatMap(row -> row.problem().stream()).findFirst();
        return of(handle.createUpdate(REACHED), claimed.key())
                        .bind("node", node)
                        .bind("lease", seconds(Limits.WEBHOOK_LEASE))
                        .bind("position", cursor.position())
                        .bind("delivered", delivered)
                        .bind("failed", problem.isPresent())
                        .bind("problem", problem)
                        .bindArray(
                                "taken",
                                Long.class,
                                taken.stream()
                                        .map(letter -> letter.event().position())
                                        .toList())
                        .execute()
                == 1;
    }

    /** The receiver wants no more. */
    void switchOff(Claimed claimed, String problem) {
        jdbi.useHandle(handle -> of(handle.createUpdate(OFF), claimed.key())
                .bind("node", node)
                .bind("problem", problem)
                .execute());
    }

    /** This node cannot deliver it: another one may, at once. */
    void giveBack(Claimed claimed) {
        jdbi.useHandle(handle -> handle.execute(
                """
                update webhook set lease_node = null, lease_until = null
                where tenant_id = ? and application_id = ? and lease_node = ?""", claimed.key().tenant().value(), claimed.key().application().value(), node));
    }

    /** Why nothing is delivered. */
    void problem(Claimed claimed, String problem) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update webhook set problem = :problem
                        where tenant_id = :tenant and application_id = :application
                        and problem is distinct from :problem""")
                .bind("tenant", claimed.key().tenant().value())
                .bind("application", claimed.key().application().value())
                .bind("problem", problem)
                .execute());
    }

    /** Another node may go on at once. */
    void release() {
        jdbi.useHandle(handle ->
                handle.execute("update webhook set lease_node = null, lease_until = null where lease_node = ?", node));
    }

    private <S extends SqlStatement<S>> S of(S statement, Key key) {
        return statement
                .bind("offset", time.offset())
                .bind("tenant", key.tenant().value())
                .bind("application", key.application().value());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
