package org.rollcall.server.console;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.audit.AuditLog;
import org.rollcall.server.audit.AuditLog.Anchor;
import org.rollcall.server.audit.AuditLog.Row;
import org.rollcall.server.audit.AuditLog.Verdict;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.http.Response;
import org.rollcall.server.journal.CsvLines;
import org.rollcall.server.permission.Need;

/** What administrators did, newest first, and whether its chain of hashes fits (P-93). */
final class AuditPage {

    private static final String PATH = "/console/audit";
    private static final String SECTION = "audit";
    private static final int PAGE = 50;

    private final Views views;
    private final AuditLog audit;

    AuditPage(Views views, AuditLog audit) {
        this.views = views;
        this.audit = audit;
    }

    void mount(Site site) {
        site.page(PATH, Need.LOOK_AUDIT, visit -> show(visit, Optional.empty()))
                .page(PATH + "/rollcall-audit.csv", Need.LOOK_AUDIT, this::csv)
                .act(PATH + "/verify", Need.LOOK_AUDIT, this::verify, visit -> show(visit, Optional.empty()));
    }

    private AuditLog.Wanted wanted(Visit visit, int limit) {
        return new AuditLog.Wanted(
                LogPages.day(visit, "from").map(AuditPage::start),
                LogPages.day(visit, "to").map(day -> start(day.plusDays(1))),
                visit.asked("action"),
                visit.asked("after")
                        .filter(text -> text.matches("[0-9]{1,18}"))
                        .map(Long::valueOf)
                        .orElse(0L),
                limit);
    }

    private static java.time.Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private Response show(Visit visit, Optional<Verdict> verdict) {
        TenantId tenant = visit.tenant();
        List<Row> found = audit.latest(tenant, wanted(visit, PAGE + 1));
        List<Row> page = found.subList(0, Math.min(PAGE, found.size()));
        Optional<String> next = found.size() > PAGE
                ? Optional.of(Paths.next(
                        visit, Optional.of(Long.toString(page.getLast().number())), "from", "to", "action"))
                : Optional.empty();
        return views.page(
                visit,
                "Audit log",
                SECTION,
                "audit",
                new Shown.Audit(
                        page,
                        new Shown.AuditFilters(
                                visit.asked("from").orElse(""),
                                visit.asked("to").orElse(""),
                                visit.asked("action").orElse("")),
                        audit.actions(tenant),
                        Paths.next(visit, Optional.empty(), "from", "to", "action")
                                .replace(PATH, PATH + "/rollcall-audit.csv"),
                        next,
                        visit.asked("after").isPresent(),
                        verdict,
                        visit.field("anchor")));
    }

    /** What the page shows, as far as one answer goes. */
    private Response csv(Visit visit) {
        String lines = CsvLines.of(
                AuditLog.COLUMNS,
                audit.latest(visit.tenant(), wanted(visit, Limits.LOG_PAGE)).stream()
                        .map(Row::cells));
        return Views.guarded(Response.text(200, "text/csv;charset=UTF-8", lines))
                .with("Content-Disposition", "attachment; filename=\"rollcall-audit.csv\"");
    }

    private Response verify(Visit visit) {
        Optional<Anchor> anchor = visit.optional("anchor")
                .map(text -> Anchor.of(text)
                        .orElseThrow(() -> ScimError.invalidValue(
                                        "Enter the anchor as an earlier verification said it, such as 17:3f9c…, or nothing.")
                                .exception()));
        return show(visit, Optional.of(audit.verify(visit.tenant(), anchor)));
    }
}
