package org.rollcall.server.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.rollcall.server.base.Limits;
import org.rollcall.server.mail.Letter.Link;
import org.rollcall.server.mail.Letter.Paragraph;
import org.rollcall.server.mail.Letter.Part;
import org.rollcall.server.mail.Letter.Rows;
import org.rollcall.server.mail.Outbox.Copy;

/** Puts into words what is to be told, from the log. Reports count; only what P-46 asks for names anybody. */
final class Letters {

    /** The console's page where each administrator chooses. */
    static final String SETTINGS = "/console/settings/mail";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String WHO = """
            coalesce(p.name, case c.actor when 'clock' then 'the clock' else 'administrators' end)""";

    private static final String CHANGES = """
            select who, what, times from (
                select %s as who, l.action as what, count(*) as times
                from change_set c join log_entry l using (tenant_id, change_set_id)
                left join provider p on p.tenant_id = c.tenant_id and p.provider_id = c.provider_id
                where c.tenant_id = :tenant and c.at >= :since and c.at < :until
                group by 1, 2
                union all
                select 'the brake', 'effects held, the first since ' || to_char(min(since) at time zone 'UTC', 'YYYY-MM-DD')
                    || ', until somebody releases or rejects them', count(*)
                from standing_decision where tenant_id = :tenant and fate = 'held' having count(*) > 0) c
            order by 1, 3 desc, 2""".formatted(WHO);

    private static final String ERRORS = """
            select who, what, sum(times) as times from (
                select %s as who, 'error in ' || coalesce(l.field, l.resource_type) as what, count(*) as times
                from log_entry l join change_set c using (tenant_id, change_set_id)
                left join provider p on p.tenant_id = c.tenant_id and p.provider_id = c.provider_id
                where l.tenant_id = :tenant and l.failed and c.at >= :since and c.at < :until
                group by 1, 2
                union all
                select coalesce(p.name, 'administrators'),
                    'refused with ' || r.status || coalesce(' ' || r.scim_type, ''), count(*)
                from refusal r left join provider p on p.tenant_id = r.tenant_id and p.provider_id = r.provider_id
                where r.tenant_id = :tenant and r.status >= 400 and r.at >= :since and r.at < :until
                group by 1, 2) e
            group by 1, 2 order by 3 desc, 1, 2""".formatted(WHO);

    private static final String GRANTS = """
            select l.name, l.new_value as role, l.field as organization, c.at, l.cause, c.actor
            from mail_grant g join change_set c using (tenant_id, change_set_id)
            join log_entry l using (tenant_id, change_set_id)
            where g.tenant_id = :tenant and g.mail_id = :mail and l.action = 'administrative role granted'
            order by l.change_set_id, l.row_number""";

    private final Jdbi jdbi;
    private final String publicUrl;

    Letters(Jdbi jdbi, String publicUrl) {
        this.jdbi = jdbi;
        this.publicUrl = publicUrl;
    }

    String settingsUrl() {
        return publicUrl + SETTINGS;
    }

    Letter of(Copy copy) {
        return jdbi.withHandle(handle -> switch (copy.kind()) {
            case "report" -> report(copy, counted(period(handle.createQuery(CHANGES), copy)));
            case "errors" -> errors(copy, counted(period(handle.createQuery(ERRORS), copy)));
            default -> roles(copy, grants(handle, copy));
        });
    }

    private static Query period(Query query, Copy copy) {
        return query.bind("tenant", copy.tenant()).bind("since", copy.since()).bind("until", copy.until());
    }

    private static List<List<String>> counted(Query query) {
        return query.map((row, context) ->
                        List.of(row.getString("who"), row.getString("what"), Long.toString(row.getLong("times"))))
                .list();
    }

    private static List<List<String>> grants(Handle handle, Copy copy) {
        return handle.createQuery(GRANTS)
                .bind("tenant", copy.tenant())
                .bind("mail", copy.mail())
                .map((row, context) -> List.of(
                        row.getString("name"),
                        String.valueOf(row.getString("role")),
                        String.valueOf(row.getString("organization")),
                        TIME.format(row.getTimestamp("at").toInstant()),
                        String.valueOf(row.getString("cause")),
                        row.getString("actor")))
                .list();
    }

    private Letter report(Copy copy, List<List<String>> rows) {
        return letter(
                "Rollcall: what changed until " + at(copy.until()),
                "What changed in %s from %s to %s.".formatted(copy.tenantName(), at(copy.since()), at(copy.until())),
                List.of("By", "What", "Times"),
                rows,
                new Link("Read the sync log", publicUrl + "/console/log"));
    }

    private Letter errors(Copy copy, List<List<String>> rows) {
        return letter(
                "Rollcall: errors",
                "Errors and refused requests in %s from %s to %s."
                        .formatted(copy.tenantName(), at(copy.since()), at(copy.until())),
                List.of("From", "What", "Times"),
                rows,
                new Link("See why each was refused", publicUrl + "/console/refusals"));
    }

    private Letter roles(Copy copy, List<List<String>> rows) {
        return letter(
                "Rollcall: an administrative role was granted",
                "In %s somebody got a role that is marked administrative. If you did not expect it, look at once."
                        .formatted(copy.tenantName()),
                List.of("User", "Role", "Organization", "Time", "Cause", "Done by"),
                rows,
                new Link("Read the sync log", publicUrl + "/console/log"));
    }

    Letter test() {
        return new Letter(
                "Rollcall: a test",
                List.of(
                        new Paragraph("This mail was asked for by an administrator. Mail of Rollcall arrives."),
                        end()));
    }

    private Letter letter(String subject, String first, List<String> heads, List<List<String>> rows, Link more) {
        List<Part> parts = new ArrayList<>(List.of(
                new Paragraph(first),
                new Rows(heads, rows.stream().limit(Limits.MAIL_ROWS).toList())));
        if (rows.size() > Limits.MAIL_ROWS) {
            parts.add(new Paragraph("And %,d more rows.".formatted(rows.size() - Limits.MAIL_ROWS)));
        }
        parts.add(more);
        parts.add(end());
        return new Letter(subject, parts);
    }

    private Link end() {
        return new Link("Choose which mail you get, or none", settingsUrl());
    }

    private static String at(Instant time) {
        return TIME.format(time);
    }
}
