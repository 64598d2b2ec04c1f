package org.rollcall.server.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;

/** Reads the audit log, oldest first, and verifies its chain. */
public final class AuditLog {

    private static final String ROWS = """
            select e.*, a.user_name from audit_entry e
            left join account a on a.tenant_id = e.tenant_id and a.account_id = e.target_id and e.target_type = 'User'
            where e.tenant_id = :tenant""";

    /** The headings of {@link Row#cells}. */
    public static final List<String> COLUMNS = List.of(
            "number",
            "time",
            "actor",
            "credential",
            "address",
            "action",
            "target",
            "name",
            "detail",
            "changeSet",
            "requestId",
            "hash");

    /** A row of the chain; {@code person} is what the target, if it is a person, is called now. */
    public record Row(long number, AuditEntry entry, Optional<String> person, byte[] previous, byte[] hash) {

        /** What the target is called, as far as it is known. */
        public String name() {
            return entry.target().name().or(() -> person).orElse("");
        }

        public String hashText() {
            return HexFormat.of().formatHex(hash);
        }

        /** As a line of a table. */
        public List<String> cells() {
            return List.of(
                    Long.toString(number),
                    entry.at().toString(),
                    entry.actor(),
                    entry.credential().map(UUID::toString).orElse(""),
                    entry.address().orElse(""),
                    entry.action(),
                    entry.target().type() + " " + entry.target().id(),
                    name(),
                    entry.detail(),
                    entry.changeSet().map(UUID::toString).orElse(""),
                    entry.requestId(),
                    hashText());
        }
    }

    /** What to show. */
    public record Wanted(
            Optional<Instant> since, Optional<Instant> until, Optional<String> action, long after, int limit) {}

    /** A row that was noted elsewhere and has to be in the chain still, so that a cut or rewritten chain is noticed. */
    public record Anchor(long number, String hash) {
        public static Optional<Anchor> of(String text) {
            return text.matches("[1-9][0-9]{0,17}:[0-9a-f]{64}")
                    ? Optional.of(new Anchor(Long.parseLong(text.split(":")[0]), text.split(":")[1]))
                    : Optional.empty();
        }
    }

    /**
     * What verifying found.
     *
     * @param rows how many rows fit, from the first on
     * @param hash of the last of them
     * @param misfit the first row that does not fit
     */
    public record Verdict(long rows, String hash, Optional<Misfit> misfit) {}

    /** A row that does not fit, and why. */
    public record Misfit(long number, String problem) {}

    private final Jdbi jdbi;

    public AuditLog(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public List<Row> rows(TenantId tenant, Wanted wanted) {
        return list(tenant, wanted, " and e.number > :after", "");
    }

    /** The same, newest first; {@code after} is then the last one of a newer page, and 0 for the first page. */
    public List<Row> latest(TenantId tenant, Wanted wanted) {
        return list(tenant, wanted, " and (:after = 0 or e.number < :after)", " desc");
    }

    /** What administrators have done here so far, by the names of the commands. */
    public List<String> actions(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select distinct action from audit_entry where tenant_id = :tenant order by action")
                .bind("tenant", tenant.value())
                .mapTo(String.class)
                .list());
    }

    private List<Row> list(TenantId tenant, Wanted wanted, String beyond, String direction) {
        StringBuilder sql = new StringBuilder(ROWS).append(beyond);
        wanted.since().ifPresent(x -> sql.append(" and e.at >= :since"));
        wanted.until().ifPresent(x -> sql.append(" and e.at < :until"));
        wanted.action().ifPresent(x -> sql.append(" and e.action = :action"));
        sql.append(" order by e.number" + direction + " limit :limit");
        return jdbi.withHandle(handle -> {
            Query query = handle.createQuery(sql.toString())
                    .bind("tenant", tenant.value())
                    .bind("after", wanted.after());
            wanted.since().ifPresent(at -> query.bind("since", at));
            wanted.until().ifPresent(at -> query.bind("until", at));
            wanted.action().ifPresent(action -> query.bind("action", action));
            return query.bind("limit", Math.min(wanted.limit(), Limits.LOG_PAGE))
                    .map((row, context) -> row(row))
                    .list();
        });
    }

    /** Walks the chain from its beginning, a page at a time. What is appended meanwhile is walked too. */
    public Verdict verify(TenantId tenant, Optional<Anchor> anchor) {
        Walk walk = new Walk(anchor);
        List<Row> page;
        do {
            page = rows(tenant, new Wanted(none(), none(), Optional.empty(), walk.number, Limits.LOG_PAGE));
        } while (page.stream().allMatch(walk::accept) && page.size() == Limits.LOG_PAGE);
        return walk.verdict();
    }

    private static Optional<Instant> none() {
        return Optional.empty();
    }

    /** How far the chain was walked. */
    private static final class Walk {
        private final Optional<Anchor> anchor;
        private long number;
        private byte[] hash = AuditEntry.NOTHING_BEFORE;
        private Optional<Misfit> misfit = Optional.empty();

        Walk(Optional<Anchor> anchor) {
            this.anchor = anchor;
        }

        boolean accept(Row row) {
            misfit = problem(row).map(problem -> new Misfit(number + 1, problem));
            if (misfit.isEmpty()) {
                number = row.number();
                hash = row.hash();
            }
            return misfit.isEmpty();
        }

        private Optional<String> problem(Row row) {
            if (row.number() != number + 1) {
                return Optional.of("it is missing; the next row there is has number " + row.number());
            }
            if (!Arrays.equals(row.previous(), hash)) {
                return Optional.of("it does not follow the row before it");
            }
            if (!row.entry().fits(row.number(), hash, row.hash())) {
                return Optional.of("its content is not what its hash was made from");
            }
            return anchor.filter(noted -> noted.number() == row.number())
                    .filter(noted -> !noted.hash().equals(row.hashText()))
                    .map(noted -> "its hash is not the one that was noted: the chain was rewritten");
        }

        Verdict verdict() {
            Optional<Misfit> cut = anchor.filter(noted -> noted.number() > number)
                    .map(noted -> new Misfit(
                            number + 1, "it is missing: the chain ends before the noted row " + noted.number()));
            return new Verdict(number, HexFormat.of().formatHex(hash), misfit.or(() -> cut));
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("number"),
                entry(row),
                Optional.ofNullable(row.getString("user_name")),
                row.getBytes("previous"),
                row.getBytes("hash"));
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                Optional.ofNullable(row.getObject("credential_id", UUID.class)),
                Optional.ofNullable(row.getString("address")),
                row.getString("action"),
                new AuditEntry.Target(
                        row.getString("target_type"),
                        row.getObject("target_id", UUID.class),
                        Optional.ofNullable(row.getString("target_name"))),
                row.getString("detail"),
                Optional.ofNullable(row.getObject("change_set_id", UUID.class)),
                row.getString("request_id"));
    }
}
