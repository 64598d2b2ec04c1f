package org.rollcall.server.viewer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.directory.Rows;

/** Reads the requests that were kept, newest first. */
public final class KeptRequests {

    /** The user was named in the body or by the path, or was changed by the request. */
    private static final String ABOUT = """
            and (k.user_name = :user
                or exists (select 1 from user_record r
                           where r.tenant_id = k.tenant_id and r.provider_id = k.provider_id
                           and r.user_name_canonical = :user
                           and (r.user_id = k.resource_id or strpos(k.body, cast(r.user_id as text)) > 0))
                or cast(k.request_id as text) in (
                    select c.request_id from account a
                    join log_entry l on l.tenant_id = a.tenant_id and l.account_id = a.account_id
                    join change_set c on c.tenant_id = l.tenant_id and c.change_set_id = l.change_set_id
                    where a.tenant_id = :tenant and a.user_name_canonical = :user))""";

    private static final String REQUESTS = """
            select k.*, p.name as provider, p.dialect from kept_request k join provider p using (tenant_id, provider_id)
            where k.tenant_id = :tenant""";

    /**
     * A request as it was kept.
     *
     * @param secrets whether something that it would need to be repeated was left out of the body
     * @param skipped how many answered ones of the provider before it were not kept
     */
    public record Kept(
            UUID id,
            ProviderId providerId,
            String provider,
            String dialect,
            Instant at,
            String actor,
            String method,
            String path,
            String query,
            int status,
            Duration duration,
            Optional<String> detail,
            Optional<String> body,
            boolean secrets,
            long skipped) {

        /** An id in the order of time after everything that the request did. */
        public UUID end() {
            long millis = duration.plus(1, ChronoUnit.MINUTES).toMillis();
            return new UUID(id.getMostSignificantBits() + (millis << 16), -1L);
        }

        /** Redacted: a request holds personal data. */
        @Override
        public String toString() {
            return "Kept[%s]".formatted(id);
        }
    }

    /** What to show. */
    public record Wanted(
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<String> provider,
            Optional<String> user,
            Optional<Integer> status,
            boolean failed,
            Optional<UUID> after,
            int limit) {}

    private final Jdbi jdbi;

    public KeptRequests(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public List<Kept> list(TenantId tenant, Wanted wanted) {
        StringBuilder sql = new StringBuilder(REQUESTS);
        wanted.since().ifPresent(x -> sql.append(" and k.at >= :since"));
        wanted.until().ifPresent(x -> sql.append(" and k.at < :until"));
        wanted.provider().ifPresent(x -> sql.append(" and p.name_canonical = :provider"));
        wanted.status().ifPresent(x -> sql.append(" and k.status = :status"));
        wanted.user().ifPresent(x -> sql.append("\n").append(ABOUT));
        wanted.after().ifPresent(x -> sql.append(" and k.request_id < :after"));
        sql.append(wanted.failed() ? " and k.status >= 400" : "").append(" order by k.request_id desc limit :limit");
        return jdbi.withHandle(handle -> {
            Query query = handle.createQuery(sql.toString()).bind("tenant", tenant.value());
            wanted.since().ifPresent(at -> query.bind("since", at));
            wanted.until().ifPresent(at -> query.bind("until", at));
            wanted.provider().ifPresent(name -> query.bind("provider", name));
            wanted.status().ifPresent(status -> query.bind("status", status));
            wanted.user().ifPresent(user -> query.bind("user", user));
            wanted.after().ifPresent(id -> query.bind("after", id));
            return query.bind("limit", Math.min(wanted.limit(), Limits.LOG_PAGE))
                    .map((row, context) -> kept(row))
                    .list();
        });
    }

    public Optional<Kept> find(TenantId tenant, UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(REQUESTS + " and k.request_id = :id")
                .bind("tenant", tenant.value())
                .bind("id", id)
                .map((row, context) -> kept(row))
                .findFirst());
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                Rows.uuid(row, "request_id"),
                new ProviderId(Rows.uuid(row, "provider_id")),
                row.getString("provider"),
                row.getString("dialect"),
                Rows.instant(row, "at").orElseThrow(),
                row.getString("actor"),
                row.getString("method"),
                row.getString("path"),
                row.getString("query"),
                row.getInt("status"),
                Duration.of(row.getLong("micros"), ChronoUnit.MICROS),
                Optional.ofNullable(row.getString("detail")),
                Optional.ofNullable(row.getString("body")),
                row.getBoolean("secrets"),
                row.getLong("skipped"));
    }
}
