package org.rollcall.server.administration;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.rollcall.server.base.Limits;
import org.rollcall.server.command.Caller;

/**
 * Finds people by the beginning of a name, page by page in the order of their names. Every condition has an index, so
 * that a page of a large tenant costs as much as one of a small.
 */
public final class PeopleSearch {

    private static final String SORT = "lower(coalesce(%1$s.display_name, %1$s.user_name))";

    private static final String NAMED = """
            and a.account_id in (
                select account_id from account where tenant_id = :tenant and lower(user_name) like :prefix
                union select account_id from account where tenant_id = :tenant and lower(display_name) like :prefix
                union select account_id from user_record
                where tenant_id = :tenant and emails @> array[cast(:email as text)] and deleted_at is null)""";

    /**
     * Whom to find.
     *
     * @param text the beginning of a userName or displayName, or an e-mail address
     * @param state a label; without one, everybody but the deleted
     * @param provider whose people; {@link Optional} of empty means everybody's
     * @param local only those whom no provider manages
     * @param after the last one of the page before
     */
    public record Sought(
            Optional<String> text,
            Optional<String> state,
            Optional<UUID> organization,
            Optional<UUID> role,
            Optional<UUID> provider,
            boolean local,
            Optional<UUID> group,
            Optional<UUID> after,
            int limit) {

        /** The members of a group. */
        public static Sought members(UUID group, Optional<UUID> after, int limit) {
            return new Sought(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.of(group),
                    after,
                    limit);
        }
    }

    private final Jdbi jdbi;

    public PeopleSearch(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public List<People.Listed> find(Caller caller, Sought sought) {
        List<UUID> ids = ids(caller, sought);
        return ids.isEmpty()
                ? List.of()
                : jdbi.withHandle(handle -> handle.createQuery(People.SELECT + " and a.account_id in (<ids>) order by "
                                + SORT.formatted("a") + ", a.account_id")
                        .bind("tenant", caller.tenant().value())
                        .bindList("ids", ids)
                        .map((row, context) -> People.listed(row))
                        .list());
    }

    private List<UUID> ids(Caller caller, Sought sought) {
        String sql = sql(sought);
        return jdbi.withHandle(handle -> {
            Query query = handle.createQuery(sql)
                    .bind("tenant", caller.tenant().value())
                    .bind("within", People.within(caller))
                    .bind("limit", Math.min(sought.limit(), Limits.PAGE_MAX));
            sought.text()
                    .map(text -> text.toLowerCase(Locale.ROOT))
                    .ifPresent(text -> query.bind("prefix", escaped(text) + "%").bind("email", text));
            sought.organization().ifPresent(id -> query.bind("organization", id));
            sought.role().ifPresent(id -> query.bind("role", id));
            sought.provider().ifPresent(id -> query.bind("provider", id));
            sought.group().ifPresent(id -> query.bind("group", id));
            sought.after().ifPresent(id -> query.bind("after", id));
            return query.mapTo(UUID.class).list();
        });
    }

    private static String sql(Sought sought) {
        StringBuilder sql = new StringBuilder("select a.account_id from account a where a.tenant_id = :tenant and ");
        sql.append(state(sought.state().orElse(""))).append(People.REACHED);
        sought.text().ifPresent(x -> sql.append(" ").append(NAMED));
        sought.organization().ifPresent(x -> sql.append(" and a.organization_id = :organization"));
        sought.role()
                .ifPresent(x -> sql.append(" and exists (select 1 from account_grant g where g.tenant_id ="
                        + " a.tenant_id and g.account_id = a.account_id and g.role_id = :role)"));
        sought.provider().ifPresent(x -> sql.append(" and a.owner_id = :provider"));
        sought.group()
                .ifPresent(x -> sql.append(" and a.account_id in (select r.account_id from membership m"
                        + " join user_record r on r.tenant_id = m.tenant_id and r.provider_id = m.provider_id"
                        + " and r.user_id = m.user_id where m.tenant_id = :tenant and m.group_id = :group)"));
        if (sought.local()) {
            sql.append(" and a.owner_id is null");
        }
        String order = SORT.formatted("a") + ", a.account_id";
        sought.after()
                .ifPresent(x -> sql.append(" and (" + order + ") > (select " + SORT.formatted("b")
                        + ", b.account_id from account b where b.tenant_id = :tenant and b.account_id = :after)"));
        return sql.append(" order by " + order + " limit :limit").toString();
    }

    private static String state(String label) {
        return switch (label) {
            case "active" ->
                "a.deleted_at is null and a.deactivated_at is null and a.provider_active"
                        + " and a.admin_blocked_at is null";
            case "blocked" ->
                "a.deleted_at is null and a.deactivated_at is null"
                        + " and not (a.provider_active and a.admin_blocked_at is null)";
            case "deactivated" -> "a.deleted_at is null and a.deactivated_at is not null";
            case "deleted" -> "a.deleted_at is not null";
            default -> "a.deleted_at is null";
        };
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
