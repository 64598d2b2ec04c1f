package org.rollcall.server.administration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.command.Caller;
import org.rollcall.server.directory.Rows;

/** Lists people for administrators, and finds one by id or userName. */
public final class People {

    static final String SELECT = """
            with recursive path as (
                select organization_id, name as path from organization
                where tenant_id = :tenant and parent_id is null
                union all
                select o.organization_id, p.path || '/' || o.name from organization o
                join path p on o.tenant_id = :tenant and o.parent_id = p.organization_id)
            select a.account_id, a.user_name, a.display_name, coalesce(v.name, '') as provider, p.path,
                   array(select distinct r.name from account_grant g
                         join role r on r.tenant_id = g.tenant_id and r.role_id = g.role_id
                         where g.tenant_id = a.tenant_id and g.account_id = a.account_id order by 1) as roles,
                   case when a.deleted_at is not null then 'deleted'
                        when a.deactivated_at is not null then 'deactivated'
                        when a.provider_active and a.admin_blocked_at is null then 'active'
                        else 'blocked' end as state,
                   a.due_at, a.state_since, a.legal_hold, a.adoptable, coalesce(w.name, '') as adoptable_by
            from account a
            join path p on p.organization_id = a.organization_id
            left join provider v on v.tenant_id = a.tenant_id and v.provider_id = a.owner_id
            left join provider w on w.tenant_id = a.tenant_id and w.provider_id = a.adoptable_by
            where a.tenant_id = :tenant""";

    /** Of those whom the caller reaches; {@code :within} is null for whoever reaches everybody (P-111). */
    static final String REACHED = " " + """
            and (cast(:within as uuid) is null or a.organization_id in (
                with recursive below as (
                    select organization_id from organization where tenant_id = :tenant and organization_id = cast(:within as uuid)
                    union all
                    select o.organization_id from organization o
                    join below b on o.tenant_id = :tenant and o.parent_id = b.organization_id)
                select organization_id from below))""";

    /**
     * A person in a list.
     *
     * @param adoptable whether a provider that pushes it may have it (P-6)
     * @param adoptableBy the name of the only one that may; empty for any
     */
    public record Listed(
            UUID id,
            String userName,
            Optional<String> displayName,
            String provider,
            String organization,
            List<String> roles,
            String state,
            Optional<Instant> due,
            Instant since,
            Optional<String> legalHold,
            boolean adoptable,
            String adoptableBy) {}

    /** What to list; the state by its label, the provider by its canonical name. */
    public record Wanted(
            Optional<String> userName,
            Optional<String> state,
            Optional<String> provider,
            Optional<Boolean> adoptable,
            Optional<UUID> after,
            int limit) {}

    private final Jdbi jdbi;

    public People(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** People in the order of their creation. */
    public List<Listed> list(Caller caller, Wanted wanted) {
        StringBuilder sql = new StringBuilder("select * from (" + SELECT + REACHED + ") x where true");
        wanted.userName().ifPresent(x -> sql.append(" and lower(user_name) like :name"));
        wanted.state().ifPresent(x -> sql.append(" and state = :state"));
        wanted.provider().ifPresent(x -> sql.append(" and lower(provider) = lower(:provider)"));
        wanted.adoptable().ifPresent(x -> sql.append(" and adoptable = :adoptable"));
        wanted.after().ifPresent(x -> sql.append(" and account_id > :after"));
        sql.append(" order by account_id limit :limit");
        return jdbi.withHandle(handle -> {
            Query query = handle.createQuery(sql.toString())
                    .bind("tenant", caller.tenant().value())
                    .bind("within", within(caller));
            wanted.userName().ifPresent(name -> query.bind("name", "%" + escaped(name) + "%"));
            wanted.state().ifPresent(state -> query.bind("state", state));
            wanted.provider().ifPresent(provider -> query.bind("provider", provider));
            wanted.adoptable().ifPresent(adoptable -> query.bind("adoptable", adoptable));
            wanted.after().ifPresent(after -> query.bind("after", after));
            return query.bind("limit", Math.min(wanted.limit(), Limits.PAGE_MAX))
                    .map((row, context) -> listed(row))
                    .list();
        });
    }

    static Optional<UUID> within(Caller caller) {
        return caller.powers().within().map(OrganizationId::value);
    }

    private static String escaped(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_");
    }

    public Optional<Listed> one(TenantId tenant, AccountId id) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + " and a.account_id = :id")
                .bind("tenant", tenant.value())
                .bind("id", id.value())
                .map((row, context) -> listed(row))
                .findOne());
    }

    /**
     * Of those whom the caller reaches, the account of an id, else the live account with a userName, else the last deleted one. An id that there is comes
     * first: a provider chooses userNames, and one that reads like another's id must not draw its acts.
     */
    public Optional<AccountId> find(Caller caller, String idOrUserName) {
        return AccountId.parse(idOrUserName)
                .filter(id -> exists(caller, id))
                .or(() -> named(caller, UserName.of(idOrUserName)));
    }

    private boolean exists(Caller caller, AccountId id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select 1 from account a where a.tenant_id = :tenant and a.account_id = :id" + REACHED)
                .bind("tenant", caller.tenant().value())
                .bind("within", within(caller))
                .bind("id", id.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    private Optional<AccountId> named(Caller caller, UserName userName) {
        return jdbi.withHandle(
                handle -> handle.createQuery("""
                        select a.account_id from account a
                        where a.tenant_id = :tenant and a.user_name_canonical = :name""" + REACHED + " order by a.deleted_at desc nulls first limit 1")
                        .bind("tenant", caller.tenant().value())
                        .bind("within", within(caller))
                        .bind("name", userName.canonical())
                        .mapTo(UUID.class)
                        .findOne()
                        .map(AccountId::new));
    }

    static Listed listed(ResultSet row) throws SQLException {
        return new Listed(
                Rows.uuid(row, "account_id"),
                row.getString("user_name"),
                Optional.ofNullable(row.getString("display_name")),
                row.getString("provider"),
                row.getString("path"),
                List.of((String[]) row.getArray("roles").getArray()),
                row.getString("state"),
                Rows.instant(row, "due_at"),
                Rows.instant(row, "state_since").orElseThrow(),
                Optional.ofNullable(row.getString("legal_hold")),
                row.getBoolean("adoptable"),
                row.getString("adoptable_by"));
    }
}
