package org.rollcall.server.console;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.rollcall.scim.ScimError;
import org.rollcall.server.administration.Structure;
import org.rollcall.server.base.ChangeSetId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.UserName;
import org.rollcall.server.http.Response;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.Journal;
import org.rollcall.server.journal.Journal.Position;
import org.rollcall.server.journal.LogCsv;
import org.rollcall.server.permission.Need;

/** The sync log and the refusals (P-90), newest first. */
final class LogPages {

    private static final String LOG = "/console/log";
    private static final int PAGE = 50;
    private static final Period REFUSALS = Period.ofDays(90);

    private final Views views;
    private final Journal journal;
    private final Structure structure;
    private final InstantSource time;

    LogPages(Views views, Journal journal, Structure structure, InstantSource time) {
        this.views = views;
        this.journal = journal;
        this.structure = structure;
        this.time = time;
    }

    void mount(Site site) {
        site.page(LOG, Need.LOOK_LOGS, this::log)
                .page(LOG + "/rollcall-log.csv", Need.LOOK_LOGS, this::csv)
                .page("/console/refusals", Need.LOOK_LOGS, this::refusals);
    }

    // ---- the sync log

    private Journal.Wanted wanted(Visit visit, int limit) {
        return new Journal.Wanted(
                day(visit, "from").map(from -> from.atStartOfDay(ZoneOffset.UTC).toInstant()),
                day(visit, "to")
                        .map(to -> to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()),
                visit.asked("user").map(name -> UserName.of(name).canonical()),
                visit.asked("provider").map(Names::canonical),
                visit.asked("action"),
                visit.asked("after").flatMap(LogPages::position),
                limit);
    }

    /** A day that was asked for. */
    static Optional<LocalDate> day(Visit visit, String name) {
        return visit.asked(name).map(text -> {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                throw ScimError.invalidValue("Enter days such as 2026-01-31.").exception();
            }
        });
    }

    private static Optional<Position> position(String text) {
        int dot = text.lastIndexOf('.');
        boolean number = dot > 0 && text.substring(dot + 1).matches("[0-9]{1,9}");
        return number
                ? ChangeSetId.parse(text.substring(0, dot))
                        .map(set -> new Position(set.value(), Integer.parseInt(text.substring(dot + 1))))
                : Optional.empty();
    }

    private Response log(Visit visit) {
        List<Journal.Shown> found = journal.latest(visit.tenant(), wanted(visit, PAGE + 1));
        List<Journal.Shown> page = found.subList(0, Math.min(PAGE, found.size()));
        Optional<String> next = found.size() > PAGE
                ? Optional.of(Paths.next(
                        visit,
                        Optional.of(page.getLast().changeSet() + "."
                                + page.getLast().row()),
                        "from",
                        "to",
                        "user",
                        "provider",
                        "action"))
                : Optional.empty();
        return views.page(
                visit,
                "Sync log",
                "log",
                "log",
                new Shown.Log(
                        page,
                        new Shown.LogFilters(
                                visit.asked("from").orElse(""),
                                visit.asked("to").orElse(""),
                                visit.asked("user").orElse(""),
                                visit.asked("provider").orElse(""),
                                visit.asked("action").orElse("")),
                        Stream.of(Action.values()).map(Action::label).sorted().toList(),
                        structure.providerNames(visit.tenant()),
                        Paths.next(visit, Optional.empty(), "from", "to", "user", "provider", "action")
                                .replace(LOG, LOG + "/rollcall-log.csv"),
                        next,
                        visit.asked("after").isPresent(),
                        live(visit)));
    }

    /** The same page with what is new coming by itself, and how to stop that. */
    private static Shown.Live live(Visit visit) {
        String path = Paths.next(visit, Optional.empty(), "from", "to", "user", "provider", "action");
        String live = path + (path.contains("?") ? "&" : "?") + "live=yes";
        return new Shown.Live(
                visit.asked("live").isPresent() && visit.asked("after").isEmpty(), live, path);
    }

    /** What the page shows, as far as one answer of the log goes. */
    private Response csv(Visit visit) {
        String lines = LogCsv.of(journal.latest(visit.tenant(), wanted(visit, Limits.LOG_PAGE)));
        return Views.guarded(Response.text(200, "text/csv;charset=UTF-8", lines))
                .with("Content-Disposition", "attachment; filename=\"rollcall-log.csv\"");
    }

    // ---- refusals

    private Response refusals(Visit visit) {
        Instant since = time.instant().minus(REFUSALS);
        Optional<UUID> before = visit.asked("after").map(PeoplePages::position);
        List<Journal.Listed> found = journal.refusals(visit.tenant(), since, before, PAGE + 1);
        List<Journal.Listed> page = found.subList(0, Math.min(PAGE, found.size()));
        Optional<String> next = found.size() > PAGE
                ? Optional.of(Paths.next(visit, Optional.of(page.getLast().id().toString())))
                : Optional.empty();
        return views.page(
                visit,
                "Refusals",
                "refusals",
                "refusals",
                new Shown.Refusals(page.stream().map(Journal.Listed::refused).toList(), next, before.isPresent()));
    }
}
