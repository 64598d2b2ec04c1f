package org.rollcall.server.application;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.db.DatabaseException;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.feed.Cursor;
import org.rollcall.server.feed.Followed;

/** What an application asks and says for itself, one statement each. Nothing of it changes a person. */
public final class OwnAffairs {

    private static final String PEOPLE = "with r as (" + Followed.READER + """
             where p.tenant_id = :tenant and p.application_id = :application)
            select a.account_id, a.user_name, a.display_name, x.own_id,
                case when a.deleted_at is not null then 'deleted'
                     when a.deactivated_at is not null then 'deactivated'
                     when a.provider_active and a.admin_blocked_at is null then 'active'
                     else 'blocked' end as state,
                array(select distinct o.name from account_grant g
                      join role o on o.tenant_id = g.tenant_id and o.role_id = g.role_id
                      where g.tenant_id = a.tenant_id and g.account_id = a.account_id order by 1) as roles,
                (with recursive up as (
                     select o.parent_id, o.name, 0 as depth from organization o
                     where o.tenant_id = a.tenant_id and o.organization_id = a.organization_id
                     union all
                     select o.parent_id, o.name, up.depth + 1 from organization o
                     join up on o.tenant_id = a.tenant_id and o.organization_id = up.parent_id)
                 select string_agg(name, '/' order by depth desc) from up) as path
            from r join account a on a.tenant_id = r.tenant_id
            left join application_account x on x.tenant_id = a.tenant_id
                and x.application_id = r.application_id and x.account_id = a.account_id
            where\s""" + Followed.PERSON;

    private static final String MOVE = """
            update application p set cursor_epoch = :epoch, cursor_at = :now,
                cursor_position = case when p.cursor_epoch = :epoch then greatest(p.cursor_position, :position)
                                       else :position end
            from tenant t
            where p.tenant_id = :tenant and p.application_id = :application and t.tenant_id = p.tenant_id
            and t.epoch = :epoch and t.last_position >= :position
            returning p.cursor_epoch, p.cursor_position""";

    private static final String ACKNOWLEDGE = "with r as (" + Followed.READER + """
             where p.tenant_id = :tenant and p.application_id = :application)
            insert into application_account (tenant_id, application_id, account_id, acknowledged, acknowledged_at)
            select e.tenant_id, :application, e.account_id, max(e.position), :now
            from r join event e on e.tenant_id = r.tenant_id
            where e.position = any(:positions) and\s""" + Followed.EVENT + """
             group by e.tenant_id, e.account_id
            on conflict (tenant_id, application_id, account_id) do update
            set acknowledged = greatest(application_account.acknowledged, excluded.acknowledged),
                acknowledged_at = excluded.acknowledged_at""";

    /** Whoever is not followed any more can still be called nothing. */
    private static final String OWN_ID = "with r as (" + Followed.READER + """
             where p.tenant_id = :tenant and p.application_id = :application)
            insert into application_account (tenant_id, application_id, account_id, own_id)
            select a.tenant_id, :application, a.account_id, :own from r join account a on a.tenant_id = r.tenant_id
            where a.account_id = :account and a.purged_at is null
            and (cast(:own as text) is null and exists (
                    select 1 from application_account x where x.tenant_id = a.tenant_id
                    and x.application_id = r.application_id and x.account_id = a.account_id)
                 or\s""" + Followed.PERSON + """
            )
            on conflict (tenant_id, application_id, account_id) do update set own_id = excluded.own_id""";

    /** Who asks. */
    public record Self(TenantId tenant, ApplicationId application) {}

    /**
     * A person as an application knows it.
     *
     * @param ownId what the application calls it
     * @param state only {@code active} may sign in
     */
    public record Known(
            AccountId id,
            String userName,
            Optional<String> displayName,
            Optional<String> ownId,
            String state,
            String organization,
            List<String> roles) {

        public boolean maySignIn() {
            return state.equals("active");
        }

        /** Redacted. */
        @Override
        public String toString() {
            return "Known[%s]".formatted(id);
        }
    }

    private final Jdbi jdbi;
    private final InstantSource time;

    public OwnAffairs(Jdbi jdbi, InstantSource time) {
        this.jdbi = jdbi;
        this.time = time;
    }

    /** Up to where it said that it is done; where it began, if it said nothing yet. */
    public Cursor cursor(Self self) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select cursor_epoch, cursor_position from application
                        where tenant_id = :tenant and application_id = :application""")
                .bind("tenant", self.tenant().value())
                .bind("application", self.application().value())
                .map((row, context) -> new Cursor(row.getLong(1), row.getLong(2)))
                .findOne()
                .orElseThrow(
                        () -> ScimError.notFound("this application is no more").exception()));
    }

    /**
     * It is done up to there. Within an epoch the cursor only goes on.
     *
     * @return where it is now; nothing when the cursor is of another epoch or not in the feed yet
     */
    public Optional<Cursor> done(Self self, Cursor cursor) {
        return jdbi.withHandle(handle -> handle.createQuery(MOVE)
                .bind("tenant", self.tenant().value())
                .bind("application", self.application().value())
                .bind("epoch", cursor.epoch())
                .bind("position", cursor.position())
                .bind("now", time.instant())
                .map((row, context) -> new Cursor(row.getLong(1), row.getLong(2)))
                .findOne());
    }

    /** It ended access for what these events told, of those that it follows; answers for how many people. */
    public int acknowledge(Self self, List<Long> positions) {
        return jdbi.withHandle(handle -> handle.createUpdate(ACKNOWLEDGE)
                .bind("tenant", self.tenant().value())
                .bind("application", self.application().value())
                .bindArray("positions", Long.class, positions)
                .bind("now", time.instant())
                .execute());
    }

    /**
     * It calls a person so, or calls it nothing any more.
     *
     * @throws org.rollcall.scim.ScimException with 404 when there is nobody, 409 when it calls somebody else so
     */
    public void ownId(Self self, AccountId account, Optional<String> ownId) {
        try {
            int changed = jdbi.withHandle(handle -> handle.createUpdate(OWN_ID)
                    .bind("tenant", self.tenant().value())
                    .bind("application", self.application().value())
                    .bind("account", account.value())
                    .bind("own", ownId)
                    .execute());
            if (changed == 0) {
                throw ScimError.notFound("no user " + account).exception();
            }
        } catch (JdbiException e) {
            if (DatabaseException.behind(e)
                    .filter(DatabaseException::uniqueViolation)
                    .isPresent()) {
                throw ScimError.conflict("another user has this account id; take it away there first")
                        .exception();
            }
            throw e;
        }
    }

    /** What it calls these people; others are left out. */
    public Map<AccountId, String> ownIds(Self self, List<AccountId> accounts) {
        record Pair(AccountId account, String ownId) {}
        return accounts.isEmpty()
                ? Map.of()
                : jdbi
                        .withHandle(handle -> handle.createQuery("""
                        select account_id, own_id from application_account
                        where tenant_id = :tenant and application_id = :application and account_id = any(:accounts)
                        and own_id is not null""")
                                .bind("tenant", self.tenant().value())
                                .bind("application", self.application().value())
                                .bindArray(
                                        "accounts",
                                        UUID.class,
                                        accounts.stream()
                                                .map(AccountId::value)
                                                .distinct()
                                                .toList())
                                .map((row, context) ->
                                        new Pair(new AccountId(Rows.uuid(row, "account_id")), row.getString("own_id")))
                                .list())
                        .stream()
                        .collect(Collectors.toMap(Pair::account, Pair::ownId));
    }

    /** The living person of a userName, if the application follows it. */
    public Optional<Known> named(Self self, UserName name) {
        return one(self, " and a.user_name_canonical = :key and a.deleted_at is null", name.canonical());
    }

    /** The person that the application calls so, if it follows it. */
    public Optional<Known> called(Self self, String ownId) {
        return one(self, " and x.own_id = :key", ownId);
    }

    /** The person of an id, if the application follows it. */
    public Optional<Known> one(Self self, AccountId id) {
        return one(self, " and a.account_id = :key", id.value());
    }

    private Optional<Known> one(Self self, String condition, Object key) {
        return jdbi.withHandle(handle -> handle.createQuery(PEOPLE + condition)
                .bind("tenant", self.tenant().value())
                .bind("application", self.application().value())
                .bind("key", key)
                .map((row, context) -> known(row))
                .findOne());
    }

    /** All whom it follows, in the order of their creation. */
    public List<Known> people(Self self, Optional<UUID> after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        PEOPLE + (after.isPresent() ? " and a.account_id > :after" : "")
                                + " order by a.account_id limit :limit")
                .bind("tenant", self.tenant().value())
                .bind("application", self.application().value())
                .bindMap(after.map(id -> Map.of("after", id)).orElse(Map.of()))
                .bind("limit", Math.min(limit, Limits.PAGE_MAX))
                .map((row, context) -> known(row))
                .list());
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(
                new AccountId(Rows.uuid(row, "account_id")),
                row.getString("user_name"),
                Optional.ofNullable(row.getString("display_name")),
                Optional.ofNullable(row.getString("own_id")),
                row.getString("state"),
                row.getString("path"),
                List.of((String[]) row.getArray("roles").getArray()));
    }
}
