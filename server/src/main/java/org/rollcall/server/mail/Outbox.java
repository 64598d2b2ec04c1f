package org.rollcall.server.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.Limits;
import org.rollcall.server.db.DatabaseTime;

/**
 * What is to be told, as rows. Each step is one statement, so that it is done once by whichever node comes first; time
 * is the database's.
 */
final class Outbox {

    private static final String NOW = DatabaseTime.NAMED_NOW;

    /** Whether a transaction that began before may still write rows of that time. */
    private static final String SETTLED = "(" + NOW + " - interval '1 minute')";

    private static final String REPORTS = """
            select tenant_id, reported_until as since, date_trunc('day', %1$s, 'UTC') as until from mail_setting
            where report = 'daily' and reported_until < date_trunc('day', %1$s, 'UTC')""".formatted(SETTLED);

    private static final String ERRORS = """
            select s.tenant_id, s.errors_until as since, %1$s as until from mail_setting s
            where s.report <> 'never' and s.errors_until < %1$s - make_interval(secs => :pause)
            and (exists (select 1 from refusal r where r.tenant_id = s.tenant_id and r.status >= 400
                         and r.at >= s.errors_until and r.at < %1$s)
                 or exists (select 1 from log_entry l join change_set c using (tenant_id, change_set_id)
                            where l.tenant_id = s.tenant_id and l.failed
                            and c.at >= s.errors_until and c.at < %1$s))""".formatted(SETTLED);

    private static final String MAKE_REPORT = """
            with due as (update mail_setting set reported_until = :until
                         where tenant_id = :tenant and reported_until = :since and report = 'daily' returning tenant_id)
            insert into mail (tenant_id, mail_id, kind, since, until, created_at)
            select tenant_id, :id, 'report', :since, :until, %s from due
            where exists (select 1 from change_set c
                          where c.tenant_id = due.tenant_id and c.at >= :since and c.at < :until)
            or exists (select 1 from standing_decision d where d.tenant_id = due.tenant_id and d.fate = 'held')""".formatted(NOW);

    private static final String MAKE_ERRORS = """
            with due as (update mail_setting set errors_until = :until
                         where tenant_id = :tenant and errors_until = :since and report <> 'never' returning tenant_id)
            insert into mail (tenant_id, mail_id, kind, since, until, created_at)
            select tenant_id, :id, 'errors', :since, :until, %s from due""".formatted(NOW);

    /** The first grant is told at once; those that follow it closely go together, however many they are. */
    private static final String ROLES = """
            select g.tenant_id, %1$s as since, %1$s as until from mail_grant g
            where g.mail_id is null and not exists (select 1 from mail m where m.tenant_id = g.tenant_id
                and m.kind = 'roles' and m.created_at > %1$s - make_interval(secs => :together))
            group by g.tenant_id""".formatted(NOW);

    private static final String MAKE_ROLES = """
            with told as (update mail_grant set mail_id = :id where tenant_id = :tenant and mail_id is null returning 1)
            insert into mail (tenant_id, mail_id, kind, since, until, created_at)
            select :tenant, :id, 'roles', :since, :until, %s where exists (select 1 from told)""".formatted(NOW);

    private static final String UNTOLD = """
            delete from mail_grant g using mail_setting s
            where g.mail_id is null and s.tenant_id = g.tenant_id and not s.role_notices""";

    /** SQL: whether administrator {@code a} gets mail by the settings {@code s} of its tenant. */
    private static final String RECEIVES = """
            (not a.mail_off and a.kind = any(coalesce(s.recipients, '{environment-administrator}'))
            and (a.sign_in = 'openid' or a.verifier is not null))""";

    private static final String ADDRESS = """
            insert into mail_copy (tenant_id, mail_id, administrator_id, due_at)
            select a.tenant_id, :id, a.administrator_id, %1$s from console_administrator a
            left join mail_setting s on s.tenant_id = a.tenant_id
            where a.tenant_id = :tenant and %2$s
            and coalesce(a.mail_address, a.name) like '%%@%%'""".formatted(NOW, RECEIVES);

    private static final String CLAIM = """
            with claimed as (
                update mail_copy c set attempts = attempts + 1, due_at = %1$s + make_interval(secs => :lease)
                where (c.tenant_id, c.mail_id, c.administrator_id) in (
                    select tenant_id, mail_id, administrator_id from mail_copy where due_at <= %1$s
                    order by due_at limit 1 for update skip locked)
                returning c.*)
            select c.*, m.kind, m.since, m.until, m.created_at, t.name as tenant, a.name, a.mail_address, a.mail_off,
                %2$s as receives
            from claimed c join mail m using (tenant_id, mail_id) join tenant t using (tenant_id)
            join console_administrator a using (tenant_id, administrator_id)
            left join mail_setting s on s.tenant_id = a.tenant_id""".formatted(NOW, RECEIVES);

    private static final String ENDED = """
            update mail_copy set due_at = null, problem = :problem,
                sent_at = case when :sent then %1$s end, failed_at = case when not :sent then %1$s end
            where tenant_id = :tenant and mail_id = :mail and administrator_id = :administrator
            and sent_at is null""".formatted(NOW);
    private static final String LATER = """
            update mail_copy set due_at = %s + make_interval(secs => :pause), problem = :problem
            where tenant_id = :tenant and mail_id = :mail and administrator_id = :administrator
            and due_at is not null""".formatted(NOW);
    private static final String GIVE_UP = """
            update mail_copy c set due_at = null, failed_at = %1$s,
                problem = coalesce(c.problem, 'no mail server is named; see rollcall up --smtp-host')
            from mail m where m.tenant_id = c.tenant_id and m.mail_id = c.mail_id
            and c.due_at is not null and m.created_at < %1$s - make_interval(secs => :age)""".formatted(NOW);
    private static final String FORGET =
            "delete from mail where created_at < %s - make_interval(secs => :age)".formatted(NOW);

    /**
     * A mail for one recipient that is to be sent now.
     *
     * @param receives whether the recipient still gets mail: it may have been switched off, or have another kind by now
     */
    record Copy(
            UUID tenant,
            String tenantName,
            UUID mail,
            UUID administrator,
            String kind,
            Instant since,
            Instant until,
            Instant created,
            int attempts,
            KnownMail.Recipient recipient,
            boolean receives) {}

    private record Period(UUID tenant, Instant since, Instant until) {}

    private final Jdbi jdbi;
    private final DatabaseTime time;
    private final Ids ids;

    Outbox(Jdbi jdbi, DatabaseTime time, Ids ids) {
        this.jdbi = jdbi;
        this.time = time;
        this.ids = ids;
    }

    // ---- making

    /** Makes the mail about administrative roles that were granted. */
    void roles() {
        jdbi.useHandle(handle -> handle.execute(UNTOLD));
        make(periods(ROLES, Map.of("together", seconds(Limits.MAIL_TOGETHER))), MAKE_ROLES);
    }

    /** Makes the reports and error mails that are due, gives up what is too old, forgets what is older. */
    void periodic() {
        make(periods(REPORTS, Map.of()), MAKE_REPORT);
        make(periods(ERRORS, Map.of("pause", seconds(Limits.MAIL_ERRORS))), MAKE_ERRORS);
        jdbi.useHandle(handle -> {
            at(handle.createUpdate(GIVE_UP))
                    .bind("age", seconds(Limits.MAIL_AGE))
                    .execute();
            at(handle.createUpdate(FORGET))
                    .bind("age", seconds(Limits.MAIL_KEPT))
                    .execute();
        });
    }

    private List<Period> periods(String sql, Map<String, ?> bound) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("offset", time.offset())
                .bindMap(bound)
                .map((row, context) -> new Period(
                        row.getObject("tenant_id", UUID.class),
                        row.getTimestamp("since").toInstant(),
                        row.getTimestamp("until").toInstant()))
                .list());
    }

    /** In one transaction with its recipients: a mail that is there has its copies. */
    private void make(List<Period> periods, String sql) {
        periods.forEach(period -> jdbi.useTransaction(handle -> {
            UUID id = ids.next();
            int made = at(handle.createUpdate(sql))
                    .bind("tenant", period.tenant())
                    .bind("since", period.since())
                    .bind("until", period.until())
                    .bind("id", id)
                    .execute();
            if (made > 0) {
                at(handle.createUpdate(ADDRESS))
                        .bind("tenant", period.tenant())
                        .bind("id", id)
                        .execute();
            }
        }));
    }

    // ---- sending

    /** The next one that is due, put off for as long as sending it can take. */
    Optional<Copy> claim() {
        return jdbi.withHandle(handle -> handle.createQuery(CLAIM)
                .bind("offset", time.offset())
                .bind("lease", seconds(Limits.MAIL_LEASE))
                .map((row, context) -> copy(row))
                .findOne());
    }

    private static Copy copy(ResultSet row) throws SQLException {
        return new Copy(
                row.getObject("tenant_id", UUID.class),
                row.getString("tenant"),
                row.getObject("mail_id", UUID.class),
                row.getObject("administrator_id", UUID.class),
                row.getString("kind"),
                row.getTimestamp("since").toInstant(),
                row.getTimestamp("until").toInstant(),
                row.getTimestamp("created_at").toInstant(),
                row.getInt("attempts"),
                KnownMail.recipient(row),
                row.getBoolean("receives"));
    }

    void sent(Copy copy) {
        end(copy, true, Optional.empty());
    }

    void failed(Copy copy, String problem) {
        end(copy, false, Optional.of(problem));
    }

    private void end(Copy copy, boolean sent, Optional<String> problem) {
        jdbi.useHandle(handle -> key(handle.createUpdate(ENDED), copy)
                .bind("sent", sent)
                .bind("problem", problem)
                .execute());
    }

    /** It is tried again, the later the more often it failed. */
    void later(Copy copy, String problem) {
        jdbi.useHandle(handle -> key(handle.createUpdate(LATER), copy)
                .bind("pause", seconds(pause(copy.attempts())))
                .bind("problem", problem)
                .execute());
    }

    static Duration pause(int attempts) {
        Duration doubled = Limits.MAIL_RETRY.multipliedBy(1L << Math.min(attempts - 1, 20));
        return doubled.compareTo(Limits.MAIL_RETRY_MAX) < 0 ? doubled : Limits.MAIL_RETRY_MAX;
    }

    /** How many wait that were tried in vain. */
    int late() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select count(*) from mail_copy where due_at is not null and problem is not null")
                .mapTo(Integer.class)
                .one());
    }

    private static double seconds(Duration duration) {
        return duration.toSeconds();
    }

    private Update key(Update update, Copy copy) {
        return at(update)
                .bind("tenant", copy.tenant())
                .bind("mail", copy.mail())
                .bind("administrator", copy.administrator());
    }

    private Update at(Update update) {
        return update.bind("offset", time.offset());
    }
}
