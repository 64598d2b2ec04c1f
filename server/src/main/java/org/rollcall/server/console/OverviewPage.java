package org.rollcall.server.console;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import org.rollcall.server.administration.HeldEffects;
import org.rollcall.server.administration.Overview;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;
import org.rollcall.server.ownership.Conflicts;
import org.rollcall.server.permission.Need;

/** What an administrator sees first. */
final class OverviewPage {

    private static final int DAYS = 14;
    private static final int NEXT_DUE = 6;
    private static final Period ERRORS = Period.ofDays(7);

    private final Views views;
    private final Overview overview;
    private final HeldEffects queue;
    private final Conflicts conflicts;
    private final InstantSource time;

    OverviewPage(Views views, Overview overview, HeldEffects queue, Conflicts conflicts, InstantSource time) {
        this.views = views;
        this.overview = overview;
        this.queue = queue;
        this.conflicts = conflicts;
        this.time = time;
    }

    void mount(Router router, Site site) {
        router.add("GET", "/", Access.BROWSER, request -> Response.seeOther("/console"));
        site.page("/console", Need.OWN_ACCOUNT, this::page);
    }

    private Response page(Visit visit) {
        return visit.may(Need.LOOK_STATUS) ? overview(visit) : Response.seeOther(home(visit));
    }

    /** Where somebody begins who is not shown how everything stands. */
    private static String home(Visit visit) {
        return visit.may(Need.LOOK_PEOPLE) ? PeoplePages.PATH : SettingsPages.PATH;
    }

    private Response overview(Visit visit) {
        Instant now = time.instant();
        Overview.Standing standing = overview.standing(visit.tenant(), now.minus(ERRORS));
        return views.page(
                visit,
                "Overview",
                "overview",
                "overview",
                new Shown.Overview(
                        standing.numbers(),
                        new Chart(overview.days(visit.tenant(), LocalDate.ofInstant(now, ZoneOffset.UTC), DAYS)),
                        standing.providers(),
                        overview.due(visit.tenant(), NEXT_DUE),
                        queue.counts(visit.tenant()).stream()
                                .mapToLong(HeldEffects.Count::people)
                                .sum(),
                        conflicts.open(visit.tenant()),
                        now));
    }
}
