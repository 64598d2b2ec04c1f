package org.rollcall.server.application;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.feed.Cursor;
import org.rollcall.server.feed.Followed;

/** Reads applications for administrators: what is set, and how far each one is. */
public final class KnownApplications {

    private static final String LIST =
            """
            with recursive path as (
                select organization_id, name as path from organization
                where tenant_id = :tenant and parent_id is null
                union all
                select o.organization_id, p.path || '/' || o.name from organization o
                join path p on o.tenant_id = :tenant and o.parent_id = p.organization_id),
            r as (""" + Followed.READER + """
             where p.tenant_id = :tenant)
            select r.*, t.epoch,
                array(select p.path from path p where p.organization_id = any(r.organizations) order by 1) as paths,
                array(select o.name from role o where o.tenant_id = r.tenant_id and o.role_id = any(r.roles) order by 1)
                    as role_names,
                """ + Followed.WAITING + """
                 as waiting,
                case when r.acknowledge_within is null then 0
                     else (select count(*) from\s""" + Followed.UNACKNOWLEDGED + """
            ) end as unacknowledged
            from r join tenant t on t.tenant_id = r.tenant_id order by r.name_canonical""";

    private static final String TOKENS = """
            select application_id, credential_id, hint, created_at, expires_at, revoked_at, last_used_at from credential
            where tenant_id = :tenant and application_id is not null
            and (revoked_at is null or revoked_at > :recent) order by credential_id""";

    private static final String UNACKNOWLEDGED = "with r as (" + Followed.READER + """
             where p.tenant_id = :tenant and p.application_id = :application and p.acknowledge_within is not null)
            select e.position, e.account_id, e.type, e.at, a.user_name, t.epoch from r
            join tenant t on t.tenant_id = r.tenant_id
            cross join lateral (select e.* from\s""" + Followed.UNACKNOWLEDGED + """
            ) e
            join account a on a.tenant_id = e.tenant_id and a.account_id = e.account_id
            order by e.at, e.sequence limit :limit""";

    /** A token as an administrator sees it. */
    public record Token(
            UUID id,
            String hint,
            Instant created,
            Optional<Instant> expires,
            Optional<Instant> revoked,
            Optional<Instant> lastUsed) {}

    /**
     * An application as an administrator sees it.
     *
     * @param cursor up to where it said that it is done
     * @param moved when it last said so
     * @param lag how long an event waits for it; empty when none does
     * @param restored whether its cursor is from before a restore, so that it has to start from a snapshot
     * @param unacknowledged losses of access that it did not acknowledge in time
     */
    public record Listed(
            ApplicationId id,
            Settings settings,
            Instant created,
            Cursor cursor,
            Optional<Instant> moved,
            Optional<Duration> lag,
            boolean restored,
            long unacknowledged,
            List<Token> tokens) {

        /** Whether administrators should look at it. */
        public boolean late() {
            return restored
                    || lag.filter(time -> time.compareTo(settings.lagAlarm()) > 0)
                            .isPresent();
        }
    }

    /** A loss of access that was not acknowledged in time. */
    public record Unacknowledged(Optional<Cursor> event, AccountId account, String userName, String type, Instant at) {

        /** Redacted. */
        @Override
        public String toString() {
            return "Unacknowledged[%s]".formatted(account);
        }
    }

    /** What an application calls a person. */
    public record OwnId(String application, String id) {

        /** Redacted. */
        @Override
        public String toString() {
            return "OwnId[" + application + "]";
        }
    }

    private final Jdbi jdbi;
    private final InstantSource time;

    public KnownApplications(Jdbi jdbi, InstantSource time) {
        this.jdbi = jdbi;
        this.time = time;
    }

    /** By name. */
    public List<Listed> list(TenantId tenant) {
        Instant now = time.instant();
        return jdbi.withHandle(handle -> {
            Map<UUID, List<Token>> tokens = tokens(handle, tenant, now);
            return handle.createQuery(LIST)
                    .bind("tenant", tenant.value())
                    .bind("now", now)
                    .bind("oldest", now.minus(Limits.UNACKNOWLEDGED))
                    .map((row, context) -> listed(row, now, tokens))
                    .list();
        });
    }

    public Optional<Listed> one(TenantId tenant, ApplicationId id) {
        return list(tenant).stream()
                .filter(application -> application.id().equals(id))
                .findFirst();
    }

    private record Owned(UUID application, Token token) {}

    private static Map<UUID, List<Token>> tokens(Handle handle, TenantId tenant, Instant now) {
        return handle
                .createQuery(TOKENS)
                .bind("tenant", tenant.value())
                .bind("recent", now.minus(Duration.ofDays(7)))
                .map((row, context) -> new Owned(
                        Rows.uuid(row, "application_id"),
                        new Token(
                                Rows.uuid(row, "credential_id"),
                                row.getString("hint"),
                                Rows.instant(row, "created_at").orElseThrow(),
                                Rows.instant(row, "expires_at"),
                                Rows.instant(row, "revoked_at"),
                                Rows.instant(row, "last_used_at"))))
                .stream()
                .collect(Collectors.groupingBy(
                        Owned::application, Collectors.mapping(Owned::token, Collectors.toList())));
    }

    private static Listed listed(ResultSet row, Instant now, Map<UUID, List<Token>> tokens) throws SQLException {
        UUID id = Rows.uuid(row, "application_id");
        int within = row.getInt("acknowledge_within");
        Optional<Duration> acknowledge = row.wasNull() ? Optional.empty() : Optional.of(Duration.ofSeconds(within));
        return new Listed(
                new ApplicationId(id),
                new Settings(
                        row.getString("name"),
                        new Subscription(texts(row, "paths"), texts(row, "role_names"), texts(row, "types")),
                        Duration.ofSeconds(row.getInt("lag_alarm")),
                        acknowledge),
                Rows.instant(row, "created_at").orElseThrow(),
                new Cursor(row.getLong("cursor_epoch"), row.getLong("cursor_position")),
                Rows.instant(row, "cursor_at"),
                Rows.instant(row, "waiting").map(since -> Duration.between(since, now)),
                row.getLong("cursor_epoch") != row.getLong("epoch") && !row.getBoolean("called"),
                row.getLong("unacknowledged"),
                tokens.getOrDefault(id, List.of()));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    /** What an application did not acknowledge in time, the oldest first. */
    public List<Unacknowledged> unacknowledged(TenantId tenant, ApplicationId id, int limit) {
        Instant now = time.instant();
        return jdbi.withHandle(handle -> handle.createQuery(UNACKNOWLEDGED)
                .bind("tenant", tenant.value())
                .bind("application", id.value())
                .bind("now", now)
                .bind("oldest", now.minus(Limits.UNACKNOWLEDGED))
                .bind("limit", limit)
                .map((row, context) -> new Unacknowledged(
                        event(row),
                        new AccountId(Rows.uuid(row, "account_id")),
                        row.getString("user_name"),
                        row.getString("type"),
                        Rows.instant(row, "at").orElseThrow()))
                .list());
    }

    /** Without a position until somebody reads the feed. */
    private static Optional<Cursor> event(ResultSet row) throws SQLException {
        Cursor cursor = new Cursor(row.getLong("epoch"), row.getLong("position"));
        return Optional.of(cursor).filter(known -> known.position() > 0);
    }

    /** What applications call a person, by their names. */
    public List<OwnId> ownIds(TenantId tenant, AccountId account) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select p.name, x.own_id from application_account x
                        join application p using (tenant_id, application_id)
                        where x.tenant_id = :tenant and x.account_id = :account and x.own_id is not null
                        order by p.name_canonical""")
                .bind("tenant", tenant.value())
                .bind("account", account.value())
                .map((row, context) -> new OwnId(row.getString("name"), row.getString("own_id")))
                .list());
    }
}
