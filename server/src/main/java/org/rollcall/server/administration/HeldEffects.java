package org.rollcall.server.administration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.rollcall.server.account.StandingDecision;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.directory.Rows;

/** The queue of effects that the brake holds (P-71), by person in the order of their creation. */
public final class HeldEffects {

    private static final String PEOPLE = """
            select distinct d.account_id from standing_decision d
            join account a on a.tenant_id = d.tenant_id and a.account_id = d.account_id
            left join provider p on p.tenant_id = a.tenant_id and p.provider_id = a.owner_id
            where d.tenant_id = :tenant and d.fate = 'held'
            and (:provider::text is null or p.name_canonical = lower(:provider))
            and (:account::uuid is null or d.account_id = :account)
            and (:after::uuid is null or d.account_id > :after)
            order by d.account_id limit :limit""";
    private static final String EFFECTS = """
            select d.*, a.user_name, a.display_name, coalesce(p.name, '') as provider from standing_decision d
            join account a on a.tenant_id = d.tenant_id and a.account_id = d.account_id
            left join provider p on p.tenant_id = a.tenant_id and p.provider_id = a.owner_id
            where d.tenant_id = :tenant and d.fate = 'held' and d.account_id = any(:people)
            order by d.account_id, d.facet""";

    private static final String COUNTS = """
            select coalesce(p.name, '') as provider, count(distinct d.account_id) as people, count(*) as effects,
                min(d.since) as since
            from standing_decision d
            join account a on a.tenant_id = d.tenant_id and a.account_id = d.account_id
            left join provider p on p.tenant_id = a.tenant_id and p.provider_id = a.owner_id
            where d.tenant_id = :tenant and d.fate = 'held'
            group by p.provider_id, p.name, p.name_canonical order by p.name_canonical""";

    /** One effect that is held. */
    public record Held(
            AccountId account,
            String userName,
            Optional<String> displayName,
            String provider,
            StandingDecision decision) {}

    /** How much is held of one provider, by its name, and since when. */
    public record Count(String provider, long people, long effects, Instant since) {}

    /** Which effects: of one provider, by name; of one person; of people after another. */
    public record Wanted(Optional<String> provider, Optional<AccountId> user, Optional<UUID> after) {

        public Wanted after(AccountId person) {
            return new Wanted(provider, user, Optional.of(person.value()));
        }
    }

    private final Jdbi jdbi;

    public HeldEffects(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** How much is held, by provider; a provider of which nothing is held is not there. */
    public List<Count> counts(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery(COUNTS)
                .bind("tenant", tenant.value())
                .map((row, context) -> new Count(
                        row.getString("provider"),
                        row.getLong("people"),
                        row.getLong("effects"),
                        Rows.instant(row, "since").orElseThrow()))
                .list());
    }

    /** The people of whom something is held. */
    public List<AccountId> people(TenantId tenant, Wanted wanted, int limit) {
        return jdbi.withHandle(handle -> {
            Query query = handle.createQuery(PEOPLE)
                    .bind("tenant", tenant.value())
                    .bind("provider", wanted.provider())
                    .bind("account", wanted.user().map(AccountId::value))
                    .bind("after", wanted.after())
                    .bind("limit", limit);
            return query.map((row, context) -> new AccountId(Rows.uuid(row, "account_id")))
                    .list();
        });
    }

    /** What is held of these people. */
    public List<Held> of(TenantId tenant, List<AccountId> people) {
        return jdbi.withHandle(handle -> handle.createQuery(EFFECTS)
                .bind("tenant", tenant.value())
                .bindArray(
                        "people",
                        UUID.class,
                        people.stream().map(AccountId::value).toList())
                .map((row, context) -> new Held(
                        new AccountId(Rows.uuid(row, "account_id")),
                        row.getString("user_name"),
                        Optional.ofNullable(row.getString("display_name")),
                        row.getString("provider"),
                        Rows.decision(row)))
                .list());
    }
}
