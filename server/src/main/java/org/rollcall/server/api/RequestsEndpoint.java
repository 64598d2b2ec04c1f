package org.rollcall.server.api;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Subrequests;
import org.rollcall.server.journal.Journal;
import org.rollcall.server.permission.Need;
import org.rollcall.server.viewer.KeepRequests;
import org.rollcall.server.viewer.KeepRequests.Which;
import org.rollcall.server.viewer.KeptRequests;
import org.rollcall.server.viewer.KeptRequests.Kept;
import org.rollcall.server.viewer.Replay;
import org.rollcall.server.viewer.RequestRecorder;

/** The requests of providers: what came, what was answered, what it did; and a failed one once more (P-25). */
public final class RequestsEndpoint {

    private static final String REQUESTS = "/api/v1/requests";

    private final Commands commands;
    private final KeptRequests requests;
    private final RequestRecorder recorder;
    private final Journal journal;
    private final Replay replay;
    private final InstantSource time;

    public RequestsEndpoint(
            Commands commands,
            KeptRequests requests,
            RequestRecorder recorder,
            Journal journal,
            Replay replay,
            InstantSource time) {
        this.commands = commands;
        this.requests = requests;
        this.recorder = recorder;
        this.journal = journal;
        this.replay = replay;
        this.time = time;
    }

    public void mount(Router router) {
        router.add("GET", REQUESTS, Need.LOOK_LOGS, this::list)
                .add("GET", REQUESTS + "/{request}", Need.LOOK_LOGS, this::show)
                .add("POST", REQUESTS + "/{request}/replay", Need.CHANGE_PROVIDERS, this::replay)
                .add("PUT", "/api/v1/providers/{id}/requests", Need.CHANGE_PROVIDERS, this::keep);
    }

    // ---- reading; what this node has noted is written first, so that what was just answered is seen

    private Response list(Request request) {
        recorder.flush();
        int limit = Inputs.number(request, "limit", Limits.PAGE_DEFAULT, Limits.LOG_PAGE);
        List<Kept> found = requests.list(
                request.caller().tenant(),
                new KeptRequests.Wanted(
                        Inputs.time(request, "since", time.instant()),
                        Inputs.time(request, "until", time.instant()),
                        request.query("provider").map(Names::canonical),
                        request.query("user").map(name -> UserName.of(name).canonical()),
                        request.query("status").map(RequestsEndpoint::status),
                        Inputs.flag(request, "failed"),
                        Inputs.id(request, "after"),
                        limit));
        Optional<String> next = found.isEmpty() || found.size() < limit
                ? Optional.empty()
                : Optional.of(found.getLast().id().toString());
        return Response.json(
                200,
                new Fields()
                        .list("items", found, kept -> fields(kept).json())
                        .put("next", next)
                        .json());
    }

    private static int status(String text) {
        return text.matches("[1-5][0-9]{2}")
                ? Integer.parseInt(text)
                : Inputs.fail("\"status\" must be a status such as 409");
    }

    private static Fields fields(Kept kept) {
        return new Fields()
                .put("id", kept.id().toString())
                .put("time", kept.at())
                .put("provider", kept.provider())
                .put("actor", kept.actor())
                .put("method", kept.method())
                .put("path", kept.path())
                .put("query", Optional.of(kept.query()).filter(query -> !query.isEmpty()))
                .put("status", kept.status())
                .put("milliseconds", kept.duration().toMillis())
                .put("detail", kept.detail())
                .put("skippedBefore", kept.skipped())
                .put("replayable", Replay.obstacle(kept).isEmpty());
    }

    private Response show(Request request) {
        Kept kept = find(request);
        Fields fields = fields(kept)
                .list(
                        "effects",
                        journal.ofRequest(request.caller().tenant(), kept.id().toString(), kept.id(), kept.end()),
                        LogEndpoint::entry);
        Replay.body(kept).ifPresent(body -> fields.put("body", body));
        return Response.json(200, fields.json());
    }

    private Kept find(Request request) {
        recorder.flush();
        String id = request.parameter("request");
        return UserId.parse(id)
                .map(UserId::value)
                .flatMap(known -> requests.find(request.caller().tenant(), known))
                .orElseThrow(() -> ScimError.notFound("no request %s is kept".formatted(ScimError.excerpt(id)))
                        .exception());
    }

    // ---- once more

    private Response replay(Request request) {
        Kept kept = find(request);
        return answer(replay.run(request.caller(), kept), request.caller().requestId());
    }

    private static Response answer(Subrequests.Outcome outcome, String requestId) {
        Fields fields = new Fields().put("requestId", requestId);
        Json json = switch (outcome) {
            case Subrequests.Answered answered ->
                fields.put("status", answered.response().status()).json();
            case Subrequests.Refused refused ->
                fields.put("status", refused.error().status())
                        .put("detail", refused.error().detail())
                        .json();
        };
        return Response.json(200, json);
    }

    // ---- what is kept

    private Response keep(Request request) {
        ProviderId provider = Inputs.provider(request);
        Json.Obj body = Inputs.object(request);
        Optional<Which> which = Inputs.optionalText(body, "keep").map(RequestsEndpoint::which);
        Optional<Integer> days = Inputs.optionalNumber(body, "days", Limits.REQUESTS_KEPT_DAYS)
                .map(number -> number > 0 ? number : Inputs.<Integer>fail("\"days\" must be 1 or more"));
        KeepRequests.Kept kept = commands.run(request.caller(), new KeepRequests(provider, which, days));
        return Response.json(
                200,
                new Fields().put("keep", kept.which()).put("days", kept.days()).json());
    }

    private static Which which(String text) {
        return Arrays.stream(Which.values())
                .filter(which -> which.label().equals(text))
                .findFirst()
                .orElseGet(() -> Inputs.fail("\"keep\" must be all, failures or none"));
    }
}
