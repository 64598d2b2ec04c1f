package org.rollcall.server.console;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.server.administration.Structure;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.UserId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.console.Console.Queries;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Subrequests;
import org.rollcall.server.permission.Need;
import org.rollcall.server.viewer.KeptRequests;
import org.rollcall.server.viewer.KeptRequests.Kept;
import org.rollcall.server.viewer.Replay;

/** The requests of providers, newest first; what each sent and did, and a failed one once more (P-25). */
final class RequestPages {

    private static final String PATH = "/console/requests";
    private static final String SECTION = "requests";
    private static final String ONE = PATH + "/{request}";
    private static final int PAGE = 50;

    private final Views views;
    private final Queries queries;
    private final KeptRequests requests;
    private final Replay replay;
    private final Structure structure;

    RequestPages(Views views, Queries queries, KeptRequests requests, Replay replay, Structure structure) {
        this.views = views;
        this.queries = queries;
        this.requests = requests;
        this.replay = replay;
        this.structure = structure;
    }

    void mount(Site site) {
        site.page(PATH, Need.LOOK_LOGS, this::list)
                .page(ONE, Need.LOOK_LOGS, this::one)
                .act(ONE + "/replay", Need.CHANGE_PROVIDERS, this::again, this::one);
    }

    // ---- looking; what this node has noted is written first, so that what was just answered is seen

    private Response list(Visit visit) {
        queries.requests().flush();
        List<Kept> found = requests.list(visit.tenant(), wanted(visit));
        List<Kept> page = found.subList(0, Math.min(PAGE, found.size()));
        Optional<String> next = found.size() > PAGE
                ? Optional.of(
                        Paths.next(visit, Optional.of(page.getLast().id().toString()), "provider", "failed", "user"))
                : Optional.empty();
        return views.page(
                visit,
                "Requests",
                SECTION,
                "requests",
                new Shown.Requests(
                        page,
                        new Shown.RequestFilters(
                                visit.asked("provider").orElse(""),
                                visit.asked("failed").isPresent(),
                                visit.asked("user").orElse("")),
                        structure.providerNames(visit.tenant()),
                        next,
                        visit.asked("after").isPresent()));
    }

    private static KeptRequests.Wanted wanted(Visit visit) {
        return new KeptRequests.Wanted(
                Optional.empty(),
                Optional.empty(),
                visit.asked("provider").map(Names::canonical),
                visit.asked("user").map(name -> UserName.of(name).canonical()),
                Optional.empty(),
                visit.asked("failed").isPresent(),
                visit.asked("after").map(PeoplePages::position),
                PAGE + 1);
    }

    private Response one(Visit visit) {
        Kept kept = find(visit);
        return views.page(
                visit,
                "Request",
                SECTION,
                "request",
                new Shown.RequestDetails(
                        kept,
                        queries.journal().ofRequest(visit.tenant(), kept.id().toString(), kept.id(), kept.end()),
                        Replay.obstacle(kept)));
    }

    private Kept find(Visit visit) {
        queries.requests().flush();
        return UserId.parse(visit.request().parameter("request"))
                .flatMap(id -> requests.find(visit.tenant(), id.value()))
                .orElseThrow(RequestPages::unknown);
    }

    private static ScimException unknown() {
        return ScimError.notFound("No such request is kept; they go after a few days.")
                .exception();
    }

    // ---- once more

    private Response again(Visit visit) {
        Kept kept = find(visit);
        return switch (replay.run(visit.caller(), kept)) {
            case Subrequests.Answered answered -> Response.seeOther(PATH + "/" + kept.id() + "?done=replayed");
            case Subrequests.Refused refused ->
                throw ScimError.conflict("Refused once more: " + refused.error().detail())
                        .exception();
        };
    }
}
