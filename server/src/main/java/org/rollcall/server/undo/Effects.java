package org.rollcall.server.undo;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.undo.Plan.Kept;
import org.rollcall.server.undo.Plan.Reversal;

/** What a provider did within a time, person by person, as the log tells it. */
public final class Effects {

    private static final Set<String> OUT = Set.of("blocked", "user deleted", "deactivation scheduled", "deactivated");
    private static final Set<String> IN = Set.of("unblocked", "reactivated", "user restored");
    private static final Set<String> STATE = Set.of(
            "blocked",
            "user deleted",
            "deactivation scheduled",
            "deactivated",
            "unblocked",
            "reactivated",
            "user restored",
            "block by hand added",
            "block by hand removed",
            "deactivation cancelled");

    private static final String PEOPLE = """
            select distinct l.account_id from change_set c
            join log_entry l on l.tenant_id = c.tenant_id and l.change_set_id = c.change_set_id
            where c.tenant_id = :tenant and c.provider_id = :provider and c.at >= :since and c.at < :until
            and l.account_id > :after and (cast(:user as uuid) is null or l.account_id = cast(:user as uuid))
            and l.action in ('user added', 'blocked', 'user deleted', 'unblocked', 'reactivated', 'user restored',
                             'organization changed', 'role granted', 'role removed', 'deactivation scheduled')
            order by l.account_id limit :limit""";

    private static final String ROWS = """
            select l.account_id, a.user_name, c.at, c.actor, c.provider_id = :provider as own, l.action, l.field,
                   l.old_value, l.new_value
            from log_entry l join change_set c on c.tenant_id = l.tenant_id and c.change_set_id = l.change_set_id
            join account a on a.tenant_id = l.tenant_id and a.account_id = l.account_id
            where l.tenant_id = :tenant and l.account_id = any(:accounts) and c.at >= :since
            order by l.account_id, l.change_set_id, l.row_number""";

    /**
     * Whose effects, of when.
     *
     * @param user only this person
     * @param after people whose ids are greater
     */
    public record Wanted(
            ProviderId provider, Instant since, Instant until, Optional<AccountId> user, AccountId after, int limit) {}

    private record Row(
            AccountId account,
            String userName,
            Instant at,
            String actor,
            boolean own,
            String action,
            String field,
            Optional<String> before,
            Optional<String> after) {}

    private final Jdbi jdbi;

    public Effects(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Plans for the next people, in the order of their ids. */
    public List<Plan> plans(TenantId tenant, Wanted wanted) {
        List<UUID> people = people(tenant, wanted);
        Map<AccountId, List<Row>> rows = new LinkedHashMap<>();
        rows(tenant, wanted, people)
                .forEach(row -> rows.computeIfAbsent(row.account(), id -> new ArrayList<>())
                        .add(row));
        return rows.entrySet().stream()
                .map(person -> plan(person.getKey(), person.getValue(), wanted.until()))
                .toList();
    }

    private List<UUID> people(TenantId tenant, Wanted wanted) {
        return jdbi.withHandle(handle -> handle.createQuery(PEOPLE)
                .bind("tenant", tenant.value())
                .bind("provider", wanted.provider().value())
                .bind("since", wanted.since())
                .bind("until", wanted.until())
                .bind("after", wanted.after().value())
                .bind("user", wanted.user().map(AccountId::value))
                .bind("limit", wanted.limit())
                .mapTo(UUID.class)
                .list());
    }

    private List<Row> rows(TenantId tenant, Wanted wanted, List<UUID> people) {
        return jdbi.withHandle(handle -> handle.createQuery(ROWS)
                .bind("tenant", tenant.value())
                .bind("provider", wanted.provider().value())
                .bind("since", wanted.since())
                .bindArray("accounts", UUID.class, people)
                .map((row, context) -> row(row))
                .list());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new AccountId(Rows.uuid(row, "account_id")),
                row.getString("user_name"),
                Rows.instant(row, "at").orElseThrow(),
                row.getString("actor"),
                row.getBoolean("own"),
                row.getString("action"),
                Optional.ofNullable(row.getString("field")).orElse(""),
                Optional.ofNullable(row.getString("old_value")),
                Optional.ofNullable(row.getString("new_value")));
    }

    // ---- one person

    private static Plan plan(AccountId account, List<Row> rows, Instant until) {
        List<Reversal> reversals = new ArrayList<>();
        List<Kept> kept = new ArrayList<>();
        boolean added = rows.stream()
                .anyMatch(row ->
                        row.own() && row.at().isBefore(until) && row.action().equals("user added"));
        boolean erased = rows.stream().anyMatch(row -> row.action().equals("purged"));
        if (erased) {
            kept.add(new Kept("purged", "the personal data was erased; nobody is left to bring back"));
        } else if (added) {
            kept.add(new Kept("user added", "a new user has no state before; block or deactivate the user by hand"));
        } else {
            facets(rows).forEach((facet, changes) -> facet(facet, changes, until, reversals, kept));
        }
        return new Plan(account, rows.getFirst().userName(), reversals, kept);
    }

    /** Rows by what they change: state, organization, each role that groups give. */
    private static Map<String, List<Row>> facets(List<Row> rows) {
        Map<String, List<Row>> facets = new LinkedHashMap<>();
        for (Row row : rows) {
            facet(row)
                    .ifPresent(facet -> facets.computeIfAbsent(facet, name -> new ArrayList<>())
                            .add(row));
        }
        return facets;
    }

    private static Optional<String> facet(Row row) {
        if (STATE.contains(row.action())) {
            return Optional.of("state");
        }
        return switch (row.action()) {
            case "organization changed", "pinned", "unpinned" -> Optional.of("organization");
            case "role granted", "role removed" ->
                row.field().equals("default")
                        ? Optional.empty()
                        : Optional.of("role " + row.after().or(row::before).orElse(""));
            default -> Optional.empty();
        };
    }

    private static void facet(String facet, List<Row> rows, Instant until, List<Reversal> reversals, List<Kept> kept) {
        List<Row> within = rows.stream()
                .filter(row ->
                        row.own() && row.at().isBefore(until) && !row.action().endsWith("pinned"))
                .toList();
        if (within.isEmpty()) {
            return;
        }
        Row first = within.getFirst();
        Row last = within.getLast();
        Optional<Row> since = rows.subList(rows.indexOf(first), rows.size()).stream()
                .filter(row -> !within.contains(row) && !followed(row))
                .findFirst();
        if (since.isPresent()) {
            kept.add(new Kept(effect(last), changed(since.get())));
            return;
        }
        reversal(facet, first, last)
                .ifPresentOrElse(reversals::add, () -> noWay(first, last).ifPresent(kept::add));
    }

    /** The clock only does what the provider's word leads to. */
    private static boolean followed(Row row) {
        return row.actor().equals("clock")
                && (row.action().equals("deactivated") || row.action().startsWith("role"));
    }

    private static String changed(Row row) {
        return "%s changed it since (%s, %s)".formatted(row.actor(), row.action(), row.at());
    }

    private static String effect(Row row) {
        return row.action()
                + row.before().map(value -> " from " + value).orElse("")
                + row.after().map(value -> " to " + value).orElse("");
    }

    private static Optional<Reversal> reversal(String facet, Row first, Row last) {
        return switch (facet) {
            case "state" ->
                OUT.contains(last.action()) && !IN.contains(first.action())
                        ? Optional.of(new Reversal.Return())
                        : Optional.empty();
            case "organization" ->
                first.before().equals(last.after())
                        ? Optional.empty()
                        : first.before().flatMap(to -> last.after().map(from -> new Reversal.MoveBack(from, to)));
            default -> role(first, last);
        };
    }

    /** Granted and removed within the time is as it was before. */
    private static Optional<Reversal> role(Row first, Row last) {
        if (!first.action().equals(last.action())) {
            return Optional.empty();
        }
        return last.action().equals("role granted")
                ? last.after().map(Reversal.TakeAway::new)
                : last.before().map(Reversal.GiveBack::new);
    }

    private static Optional<Kept> noWay(Row first, Row last) {
        boolean returned = IN.contains(first.action()) || IN.contains(last.action());
        boolean asBefore = IN.contains(last.action()) && OUT.contains(first.action());
        return returned && !asBefore
                ? Optional.of(new Kept(effect(last), "a return is not taken back; block the user instead"))
                : Optional.empty();
    }
}
