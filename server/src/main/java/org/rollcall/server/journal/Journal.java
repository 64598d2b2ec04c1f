package org.rollcall.server.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;

/** Reads the sync log, oldest first, and the refusals, newest first. */
public final class Journal {

    private static final String ENTRIES = """
            select c.at, c.change_set_id, l.row_number, coalesce(p.name, '') as provider, c.actor, c.request_id,
                   coalesce(a.user_name, '') as user_name, l.action, l.resource_type, l.resource_id, l.name, l.field,
                   l.old_value, l.new_value, l.cause, l.failed
            from change_set c
            join log_entry l on l.tenant_id = c.tenant_id and l.change_set_id = c.change_set_id
            left join provider p on p.tenant_id = c.tenant_id and p.provider_id = c.provider_id
            left join account a on a.tenant_id = l.tenant_id and a.account_id = l.account_id
            where c.tenant_id = :tenant""";

    /** One row as it is shown. */
    public record Shown(
            Instant time,
            UUID changeSet,
            int row,
            String provider,
            String actor,
            String user,
            String action,
            String resourceType,
            UUID resourceId,
            String name,
            Optional<String> field,
            Optional<String> oldValue,
            Optional<String> newValue,
            Optional<String> cause,
            String requestId,
            boolean failed) {}

    /** A refused write with its place in the list. */
    public record Listed(UUID id, Refused refused) {}

    /** A refused write. */
    public record Refused(
            Instant time,
            String provider,
            String method,
            String path,
            int status,
            Optional<String> scimType,
            String detail,
            String requestId) {}

    /** Where a page of the log ended. */
    public record Position(UUID changeSet, int row) {}

    /** What to show. */
    public record Wanted(
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<String> user,
            Optional<String> provider,
            Optional<String> action,
            Optional<Position> after,
            int limit) {}

    private final Jdbi jdbi;

    public Journal(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public List<Shown> entries(TenantId tenant, Wanted wanted) {
        return list(tenant, wanted, ">", "order by c.change_set_id, l.row_number");
    }

    /** The same, newest first; {@code after} is then the last one of a newer page. */
    public List<Shown> latest(TenantId tenant, Wanted wanted) {
        return list(tenant, wanted, "<", "order by c.change_set_id desc, l.row_number desc");
    }

    /** Whether somebody has that canonical userName, or had it and is deleted. */
    public boolean knowsUser(TenantId tenant, String canonical) {
        return knows(
                "select exists(select 1 from account where tenant_id = ? and user_name_canonical = ?)",
                tenant,
                canonical);
    }

    /** Whether a provider has that canonical name. */
    public boolean knowsProvider(TenantId tenant, String canonical) {
        return knows(
                "select exists(select 1 from provider where tenant_id = ? and name_canonical = ?)", tenant, canonical);
    }

    private boolean knows(String sql, TenantId tenant, String name) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind(0, tenant.value())
                .bind(1, name)
                .mapTo(Boolean.class)
                .one());
    }

    private List<Shown> list(TenantId tenant, Wanted wanted, String beyond, String order) {
        StringBuilder sql = new StringBuilder(ENTRIES);
        wanted.since().ifPresent(x -> sql.append(" and c.at >= :since"));
        wanted.until().ifPresent(x -> sql.append(" and c.at < :until"));
        wanted.user().ifPresent(x -> sql.append(" and a.user_name_canonical = :user"));
        wanted.provider().ifPresent(x -> sql.append(" and p.name_canonical = :provider"));
        wanted.action().ifPresent(x -> sql.append(" and l.action = :action"));
        wanted.after().ifPresent(x -> sql.append(" and (c.change_set_id, l.row_number) " + beyond + " (:set, :row)"));
        sql.append(" " + order + " limit :limit");
        return jdbi.withHandle(handle -> {
            Query query = handle.createQuery(sql.toString()).bind("tenant", tenant.value());
            wanted.since().ifPresent(at -> query.bind("since", at));
            wanted.until().ifPresent(at -> query.bind("until", at));
            wanted.user().ifPresent(user -> query.bind("user", user));
            wanted.provider().ifPresent(provider -> query.bind("provider", provider));
            wanted.action().ifPresent(action -> query.bind("action", action));
            wanted.after().ifPresent(at -> query.bind("set", at.changeSet()).bind("row", at.row()));
            return query.bind("limit", Math.min(wanted.limit(), Limits.LOG_PAGE))
                    .map((row, context) -> shown(row))
                    .list();
        });
    }

    /** The last rows about one account, newest first. */
    public List<Shown> history(TenantId tenant, AccountId account, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(ENTRIES
                        + " and l.account_id = :account order by c.change_set_id desc, l.row_number limit :limit")
                .bind("tenant", tenant.value())
                .bind("account", account.value())
                .bind("limit", limit)
                .map((row, context) -> shown(row))
                .list());
    }

    /**
     * The rows of one request.
     *
     * @param from a time-ordered id before its change sets, and {@code to} one after them
     */
    public List<Shown> ofRequest(TenantId tenant, String requestId, UUID from, UUID to) {
        return jdbi.withHandle(handle -> handle.createQuery(ENTRIES + """
                         and c.change_set_id > :from and c.change_set_id < :to and c.request_id = :request
                        order by c.change_set_id, l.row_number limit :limit""")
                .bind("tenant", tenant.value())
                .bind("from", from)
                .bind("to", to)
                .bind("request", requestId)
                .bind("limit", Limits.LOG_PAGE)
                .map((row, context) -> shown(row))
                .list());
    }

    private static Shown shown(ResultSet row) throws SQLException {
        return new Shown(
                row.getTimestamp("at").toInstant(),
                row.getObject("change_set_id", UUID.class),
                row.getInt("row_number"),
                row.getString("provider"),
                row.getString("actor"),
                row.getString("user_name"),
                row.getString("action"),
                row.getString("resource_type"),
                row.getObject("resource_id", UUID.class),
                row.getString("name"),
                Optional.ofNullable(row.getString("field")),
                Optional.ofNullable(row.getString("old_value")),
                Optional.ofNullable(row.getString("new_value")),
                Optional.ofNullable(row.getString("cause")),
                row.getString("request_id"),
                row.getBoolean("failed"));
    }

    /** Keeps a refusal. It is no change, so it has no change set. */
    public void refuse(TenantId tenant, UUID id, Optional<UUID> provider, String actor, Refused refused) {
        jdbi.useHandle(handle -> handle.execute(
                """
                insert into refusal (tenant_id, refusal_id, at, provider_id, actor, method, path, status, scim_type,
                    detail, request_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                tenant.value(),
                id,
                refused.time().atOffset(ZoneOffset.UTC),
                provider,
                actor,
                refused.method(),
                refused.path(),
                refused.status(),
                refused.scimType(),
                refused.detail(),
                refused.requestId()));
    }

    /**
     * Refusals, newest first.
     *
     * @param before the last one of the page before
     */
    public List<Listed> refusals(TenantId tenant, Instant since, Optional<UUID> before, int limit) {
        return jdbi.withHandle(handle -> {
            Query query = handle.createQuery("""
                            select r.*, coalesce(p.name, r.actor) as provider from refusal r
                            left join provider p on p.tenant_id = r.tenant_id and p.provider_id = r.provider_id
                            where r.tenant_id = :tenant and r.at >= :since %s
                            order by r.refusal_id desc limit :limit""".formatted(before.isPresent() ? "and r.refusal_id < :before" : ""))
                    .bind("tenant", tenant.value())
                    .bind("since", since)
                    .bind("limit", Math.min(limit, Limits.LOG_PAGE));
            before.ifPresent(id -> query.bind("before", id));
            return query.map((row, context) -> refused(row)).list();
        });
    }

    private static Listed refused(ResultSet row) throws SQLException {
        return new Listed(
                row.getObject("refusal_id", UUID.class),
                new Refused(
                        row.getTimestamp("at").toInstant(),
                        row.getString("provider"),
                        row.getString("method"),
                        row.getString("path"),
                        row.getInt("status"),
                        Optional.ofNullable(row.getString("scim_type")),
                        row.getString("detail"),
                        row.getString("request_id")));
    }
}
