package org.rollcall.server.administration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.directory.Rows;

/** Lists legal matters and their custodians (P-55). */
public final class Matters {

    /** A matter. */
    public record Matter(UUID id, String name, Instant created, Optional<Instant> released, long custodians) {}

    /** Whom a matter holds. */
    public record Custodian(UUID user, String userName, Instant since) {}

    private static final String MATTERS = """
            select m.*, (select count(*) from custodian c where c.tenant_id = m.tenant_id
                         and c.matter_id = m.matter_id) as custodians
            from matter m where m.tenant_id = :tenant
            """;

    private final Jdbi jdbi;

    public Matters(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The matters in the order of their creation, those that are released included. */
    public List<Matter> list(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery(MATTERS + "order by m.matter_id")
                .bind("tenant", tenant.value())
                .map((row, context) -> matter(row))
                .list());
    }

    /** The open matters that hold a person, by name. */
    public List<Matter> holding(TenantId tenant, AccountId person) {
        return jdbi.withHandle(handle -> handle.createQuery(MATTERS + """
                        and m.released_at is null and exists (select 1 from custodian c
                            where c.tenant_id = m.tenant_id and c.matter_id = m.matter_id and c.account_id = :person)
                        order by m.name_canonical""")
                .bind("tenant", tenant.value())
                .bind("person", person.value())
                .map((row, context) -> matter(row))
                .list());
    }

    private static Matter matter(ResultSet row) throws SQLException {
        return new Matter(
                Rows.uuid(row, "matter_id"),
                row.getString("name"),
                Rows.instant(row, "created_at").orElseThrow(),
                Rows.instant(row, "released_at"),
                row.getLong("custodians"));
    }

    /** The custodians of a matter, by userName. */
    public List<Custodian> custodians(TenantId tenant, UUID matter) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select c.account_id, a.user_name, c.since from custodian c
                        join account a on a.tenant_id = c.tenant_id and a.account_id = c.account_id
                        where c.tenant_id = :tenant and c.matter_id = :matter order by a.user_name_canonical""")
                .bind("tenant", tenant.value())
                .bind("matter", matter)
                .map((row, context) -> new Custodian(
                        Rows.uuid(row, "account_id"),
                        row.getString("user_name"),
                        Rows.instant(row, "since").orElseThrow()))
                .list());
    }
}
