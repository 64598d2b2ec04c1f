package org.rollcall.server.ownership;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.ScimType;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.command.Caller;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.ownership.DecideConflict.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of pushes that collided with somebody whom the provider does not own (P-7): one row for each provider and
 * userName, at most {@link Limits#CONFLICTS} of a provider.
 */
public final class Conflicts {

    private static final Logger LOG = LoggerFactory.getLogger(Conflicts.class);

    /** Whether a collision still stands follows from the accounts; a decision counts while it does. */
    private static final String SELECT = """
            select c.*, p.name as provider, a.account_id, a.user_name as holder, coalesce(o.name, '') as owner,
                a.owner_id, a.adoptable,
                case when a.account_id is null then 'resolved'
                     when c.decision is null then 'open'
                     when c.decision = 'reject' then 'rejected'
                     else 'decided' end as state
            from conflict c
            join provider p on p.tenant_id = c.tenant_id and p.provider_id = c.provider_id and p.deleted_at is null
            left join account a on a.tenant_id = c.tenant_id and a.user_name_canonical = c.user_name_canonical
                and a.deleted_at is null and a.owner_id is distinct from c.provider_id
            left join provider o on o.tenant_id = a.tenant_id and o.provider_id = a.owner_id
            where c.tenant_id = :tenant""";

    /** What a refused push wanted: a user of that name; {@code renames} when it exists under another one. */
    public record Pushed(
            UserName userName, Optional<String> externalId, Optional<String> email, Optional<UserId> renames) {}

    /** Who has the userName: an account, with the name of its owner or none. */
    public record Holder(UUID id, String userName, String provider) {}

    /** What an administrator decided. */
    public record Decided(String decision, Instant at, String by, String reason) {}

    /**
     * A collision.
     *
     * @param provider the one that pushes
     * @param state {@code open}, {@code decided} until the next push, {@code rejected}, or {@code resolved}
     * @param holder empty when nobody is in the way any more
     */
    public record Listed(
            UUID id,
            String provider,
            String userName,
            Optional<String> externalId,
            Optional<String> email,
            Optional<UUID> renames,
            long attempts,
            Instant first,
            Instant last,
            String state,
            Optional<Holder> holder,
            Optional<Decided> decided) {

        /** What can be decided, so that nothing else is offered. */
        public List<Verdict> choices() {
            return holder.map(this::choices).orElse(List.of());
        }

        private List<Verdict> choices(Holder taken) {
            return renames.isPresent()
                    ? List.of(Verdict.REJECT)
                    : List.of(taken.provider().isEmpty() ? Verdict.ADOPT : Verdict.HAND_OVER, Verdict.REJECT);
        }
    }

    /** Which collisions: in a state, of a provider by name, after another one. */
    public record Wanted(Optional<String> state, Optional<String> provider, Optional<UUID> after, int limit) {}

    /** Every state. */
    public static final List<String> STATES = List.of("open", "decided", "rejected", "resolved");

    private final Jdbi jdbi;
    private final Ids ids;
    private final java.time.InstantSource time;

    public Conflicts(Jdbi jdbi, Ids ids, java.time.InstantSource time) {
        this.jdbi = jdbi;
        this.ids = ids;
        this.time = time;
    }

    // ---- writing

    /** Runs a push; when it is refused because of somebody else's userName, that is kept. */
    public <R> R watch(Caller caller, Supplier<Optional<Pushed>> pushed, Supplier<R> push) {
        try {
            return push.get();
        } catch (ScimException e) {
            if (e.error().type().filter(ScimType.UNIQUENESS::equals).isPresent()) {
                pushed.get().ifPresent(wanted -> keep(caller, wanted));
            }
            throw e;
        }
    }

    /** A collision that cannot be kept is told, and the push is refused all the same. */
    private void keep(Caller caller, Pushed pushed) {
        try {
            jdbi.useTransaction(handle -> {
                int kept = handle.createUpdate("""
                                insert into conflict as c (tenant_id, provider_id, user_name_canonical, conflict_id,
                                    user_name, external_id, email, user_id, attempts, first_at, last_at)
                                select :tenant, :provider, :canonical, :id, :userName, :externalId, :email,
                                    :renames::uuid, 1, :now, :now
                                from account a where a.tenant_id = :tenant and a.user_name_canonical = :canonical
                                and a.deleted_at is null and a.owner_id is distinct from :provider
                                on conflict (tenant_id, provider_id, user_name_canonical) do update set
                                    attempts = c.attempts + 1, last_at = excluded.last_at,
                                    user_name = excluded.user_name, external_id = excluded.external_id,
                                    email = excluded.email, user_id = excluded.user_id,
                                    decision = case when c.decision = 'reject' then c.decision end,
                                    decided_at = case when c.decision = 'reject' then c.decided_at end,
                                    decided_by = case when c.decision = 'reject' then c.decided_by end,
                                    reason = case when c.decision = 'reject' then c.reason end""")
                        .bind("tenant", caller.tenant().value())
                        .bind("provider", caller.requireProvider().value())
                        .bind("canonical", pushed.userName().canonical())
                        .bind("id", ids.next())
                        .bind("userName", pushed.userName().raw())
                        .bind("externalId", pushed.externalId().filter(text -> text.length() <= Limits.LOG_VALUE))
                        .bind("email", pushed.email())
                        .bind("renames", pushed.renames().map(UserId::value))
                        .bind("now", time.instant())
                        .execute();
                if (kept > 0) {
                    forgetOldest(handle, caller);
                }
            });
        } catch (JdbiException e) {
            LOG.warn("request {}: the conflict could not be kept: {}", caller.requestId(), e.getMessage());
        }
    }

    private static void forgetOldest(org.jdbi.v3.core.Handle handle, Caller caller) {
        handle.createUpdate("""
                        delete from conflict where tenant_id = :tenant and provider_id = :provider
                        and conflict_id in (select conflict_id from conflict
                            where tenant_id = :tenant and provider_id = :provider
                            order by last_at desc, conflict_id desc offset :most)""")
                .bind("tenant", caller.tenant().value())
                .bind("provider", caller.requireProvider().value())
                .bind("most", Limits.CONFLICTS)
                .execute();
    }

    // ---- reading

    /** Collisions in the order of their first push. */
    public List<Listed> list(TenantId tenant, Wanted wanted) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from (" + SELECT + """
                        ) x where (:state::text is null or state = :state)
                        and (:provider::text is null or lower(provider) = lower(:provider))
                        and (:after::uuid is null or conflict_id > :after)
                        order by conflict_id limit :limit""")
                .bind("tenant", tenant.value())
                .bind("state", wanted.state())
                .bind("provider", wanted.provider())
                .bind("after", wanted.after())
                .bind("limit", wanted.limit())
                .map((row, context) -> listed(row))
                .list());
    }

    /** How many wait for a decision. */
    public long open(TenantId tenant) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from (" + SELECT + ") x where state = 'open'")
                        .bind("tenant", tenant.value())
                        .mapTo(Long.class)
                        .one());
    }

    public Optional<Listed> one(TenantId tenant, UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + " and c.conflict_id = :id")
                .bind("tenant", tenant.value())
                .bind("id", id)
                .map((row, context) -> listed(row))
                .findOne());
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(
                Rows.uuid(row, "conflict_id"),
                row.getString("provider"),
                row.getString("user_name"),
                Optional.ofNullable(row.getString("external_id")),
                Optional.ofNullable(row.getString("email")),
                Rows.optional(row, "user_id"),
                row.getLong("attempts"),
                Rows.instant(row, "first_at").orElseThrow(),
                Rows.instant(row, "last_at").orElseThrow(),
                row.getString("state"),
                holder(row),
                decided(row));
    }

    private static Optional<Holder> holder(ResultSet row) throws SQLException {
        String name = row.getString("holder");
        return name == null
                ? Optional.empty()
                : Optional.of(new Holder(Rows.uuid(row, "account_id"), name, row.getString("owner")));
    }

    private static Optional<Decided> decided(ResultSet row) throws SQLException {
        String decision = row.getString("decision");
        return decision == null
                ? Optional.empty()
                : Optional.of(new Decided(
                        decision,
                        Rows.instant(row, "decided_at").orElseThrow(),
                        row.getString("decided_by"),
                        row.getString("reason")));
    }
}
