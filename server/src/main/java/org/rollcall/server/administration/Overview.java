package org.rollcall.server.administration;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.directory.Rows;

/** How a tenant stands, in numbers. */
public final class Overview {

    /**
     * Counts.
     *
     * @param placements people who are still to be placed
     * @param due deactivations that are pending
     * @param errors log rows that tell of an error, since a time
     * @param refusals writes that were refused, since the same time
     */
    public record Numbers(
            long active,
            long blocked,
            long deactivated,
            long deleted,
            long placements,
            long due,
            long errors,
            long refusals) {

        public long people() {
            return active + blocked + deactivated;
        }
    }

    /** How many changes a day had (UTC). */
    public record Day(LocalDate day, long changes) {}

    /** A provider with what it last did. */
    public record Provider(UUID id, String name, boolean disabled, Optional<Instant> contact, long people) {}

    /** How everything stands. */
    public record Standing(Numbers numbers, List<Provider> providers) {}

    /** A deactivation that is pending. */
    public record Due(UUID id, String name, Instant at) {}

    /** Everything of people, in one walk through them: what each number costs is that walk. */
    private static final String COUNTS = """
            select a.owner_id,
                count(*) filter (where a.deleted_at is null and a.deactivated_at is null
                    and a.provider_active and a.admin_blocked_at is null) as active,
                count(*) filter (where a.deleted_at is null and a.deactivated_at is null
                    and not (a.provider_active and a.admin_blocked_at is null)) as blocked,
                count(*) filter (where a.deleted_at is null and a.deactivated_at is not null) as deactivated,
                count(*) filter (where a.deleted_at is not null) as deleted,
                count(*) filter (where a.due_at is not null) as due,
                count(*) filter (where a.config_version
                    < (select t.place_version from tenant t where t.tenant_id = :tenant)) as stale
            from account a where a.tenant_id = :tenant group by a.owner_id""";

    /** People of one owner; of nobody's, the local users. */
    private record Count(
            Optional<UUID> owner, long active, long blocked, long deactivated, long deleted, long due, long stale) {

        long people() {
            return active + blocked + deactivated;
        }
    }

    private final Jdbi jdbi;

    public Overview(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    private List<Count> counts(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery(COUNTS)
                .bind("tenant", tenant.value())
                .map((row, context) -> new Count(
                        Optional.ofNullable(row.getObject("owner_id", UUID.class)),
                        row.getLong("active"),
                        row.getLong("blocked"),
                        row.getLong("deactivated"),
                        row.getLong("deleted"),
                        row.getLong("due"),
                        row.getLong("stale")))
                .list());
    }

    /** The numbers of a tenant, and its providers by name. */
    public Standing standing(TenantId tenant, Instant since) {
        List<Count> counts = counts(tenant);
        return new Standing(numbers(tenant, since, counts), providers(tenant, counts));
    }

    private Numbers numbers(TenantId tenant, Instant since, List<Count> counts) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select
                            (select count(*) from placement_mark m where m.tenant_id = :tenant) as marks,
                            (select count(*) from log_entry l join change_set c
                                on c.tenant_id = l.tenant_id and c.change_set_id = l.change_set_id
                                where l.tenant_id = :tenant and l.failed and c.at >= :since) as errors,
                            (select count(*) from refusal r
                                where r.tenant_id = :tenant and r.at >= :since) as refusals""")
                .bind("tenant", tenant.value())
                .bind("since", since)
                .map((row, context) -> new Numbers(
                        sum(counts, Count::active),
                        sum(counts, Count::blocked),
                        sum(counts, Count::deactivated),
                        sum(counts, Count::deleted),
                        sum(counts, Count::stale) + row.getLong("marks"),
                        sum(counts, Count::due),
                        row.getLong("errors"),
                        row.getLong("refusals")))
                .one());
    }

    private static long sum(List<Count> counts, ToLongFunction<Count> what) {
        return counts.stream().mapToLong(what).sum();
    }

    /** The last days, today included, oldest first; a day without changes is there too. */
    public List<Day> days(TenantId tenant, LocalDate today, int days) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select d.day::date as day, (
                            select count(*) from change_set c where c.tenant_id = :tenant
                            and c.at >= d.day at time zone 'UTC' and c.at < (d.day + interval '1 day') at time zone 'UTC')
                            as changes
                        from generate_series(cast(:first as timestamp), cast(:last as timestamp), interval '1 day') d (day)
                        order by d.day""")
                .bind("tenant", tenant.value())
                .bind("first", today.minusDays(days - 1L).toString())
                .bind("last", today.toString())
                .map((row, context) -> new Day(row.getDate("day").toLocalDate(), row.getLong("changes")))
                .list());
    }

    /** All providers, by name. */
    public List<Provider> providers(TenantId tenant) {
        return providers(tenant, counts(tenant));
    }

    private List<Provider> providers(TenantId tenant, List<Count> counts) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select p.provider_id, p.name, p.disabled_at is not null as disabled,
                            (select max(c.last_used_at) from credential c
                                where c.tenant_id = p.tenant_id and c.provider_id = p.provider_id) as contact
                        from provider p where p.tenant_id = :tenant and p.deleted_at is null order by p.name_canonical""")
                .bind("tenant", tenant.value())
                .map((row, context) -> new Provider(
                        Rows.uuid(row, "provider_id"),
                        row.getString("name"),
                        row.getBoolean("disabled"),
                        Rows.instant(row, "contact"),
                        people(counts, Rows.uuid(row, "provider_id"))))
                .list());
    }

    private static long people(List<Count> counts, UUID owner) {
        return sum(
                counts.stream()
                        .filter(count -> count.owner().filter(owner::equals).isPresent())
                        .toList(),
                Count::people);
    }

    /** The deactivations that come next. */
    public List<Due> due(TenantId tenant, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select account_id, coalesce(display_name, user_name) as name, due_at from account
                        where tenant_id = :tenant and due_at is not null order by due_at, account_id limit :limit""")
                .bind("tenant", tenant.value())
                .bind("limit", limit)
                .map((row, context) -> new Due(
                        Rows.uuid(row, "account_id"),
                        row.getString("name"),
                        Rows.instant(row, "due_at").orElseThrow()))
                .list());
    }
}
