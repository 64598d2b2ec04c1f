package org.rollcall.server.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.permission.Kind;

/** Reads what is set about mail, and how it goes. */
public final class KnownMail {

    static final String SETTINGS = "select s.report, s.role_notices, s.recipients from mail_setting s";
    static final String RECIPIENTS = "select a.name, a.mail_address, a.mail_off from console_administrator a";

    /**
     * An administrator as somebody to whom mail goes.
     *
     * @param address one of its own; else the name counts, if it is an address
     */
    public record Recipient(String name, Optional<String> address, boolean wanted) {

        /** Where mail goes, if anywhere. */
        public Optional<MailAddress> destination() {
            return MailAddress.of(address.orElse(name));
        }

        /** Redacted. */
        @Override
        public String toString() {
            return "Recipient[redacted]";
        }
    }

    /**
     * How mail goes.
     *
     * @param waiting mails that were not taken yet, one for each recipient
     * @param failed those that were given up within the time that they are remembered
     * @param problem why the newest of both failed
     */
    public record Standing(long waiting, long failed, Optional<String> problem) {}

    private final Jdbi jdbi;

    public KnownMail(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public MailSettings settings(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery(SETTINGS + " where s.tenant_id = :tenant")
                .bind("tenant", tenant.value())
                .map((row, context) -> settings(row))
                .findOne()
                .orElse(MailSettings.UNSET));
    }

    public Optional<Recipient> recipient(TenantId tenant, UUID administrator) {
        return jdbi.withHandle(
                handle -> handle.createQuery(RECIPIENTS + " where a.tenant_id = :tenant and a.administrator_id = :id")
                        .bind("tenant", tenant.value())
                        .bind("id", administrator)
                        .map((row, context) -> recipient(row))
                        .findOne());
    }

    public Standing standing(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) filter (where due_at is not null) as waiting,
                               count(*) filter (where failed_at is not null) as failed,
                               (array_agg(problem order by coalesce(failed_at, due_at) desc)
                                   filter (where problem is not null and sent_at is null))[1] as problem
                        from mail_copy where tenant_id = :tenant""")
                .bind("tenant", tenant.value())
                .map((row, context) -> new Standing(
                        row.getLong("waiting"), row.getLong("failed"), Optional.ofNullable(row.getString("problem"))))
                .one());
    }

    static MailSettings settings(ResultSet row) throws SQLException {
        String[] kinds = (String[]) row.getArray("recipients").getArray();
        return new MailSettings(
                Report.of(row.getString("report")).orElseThrow(),
                row.getBoolean("role_notices"),
                List.copyOf(Arrays.stream(kinds)
                        .map(kind -> Kind.of(kind).orElseThrow())
                        .toList()));
    }

    static Recipient recipient(ResultSet row) throws SQLException {
        return new Recipient(
                row.getString("name"), Optional.ofNullable(row.getString("mail_address")), !row.getBoolean("mail_off"));
    }
}
