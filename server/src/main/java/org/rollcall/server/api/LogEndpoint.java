package org.rollcall.server.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.ChangeSetId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.Journal;
import org.rollcall.server.journal.Journal.Position;
import org.rollcall.server.journal.Journal.Shown;
import org.rollcall.server.journal.LogCsv;
import org.rollcall.server.permission.Need;

/** The sync log and the refusals, as JSON and CSV (P-90). */
public final class LogEndpoint {

    private static final String LOG = "/api/v1/log";
    private final Journal journal;
    private final InstantSource time;

    public LogEndpoint(Journal journal, InstantSource time) {
        this.journal = journal;
        this.time = time;
    }

    public void mount(Router router) {
        router.add("GET", LOG, Need.LOOK_LOGS, this::log)
                .add("GET", "/api/v1/refusals", Need.LOOK_LOGS, this::refusals);
    }

    private Response log(Request request) {
        int limit = Inputs.number(request, "limit", Limits.PAGE_DEFAULT, Limits.LOG_PAGE);
        Journal.Wanted wanted = wanted(request, limit);
        TenantId tenant = request.caller().tenant();
        List<Shown> entries = newestFirst(request) ? journal.latest(tenant, wanted) : journal.entries(tenant, wanted);
        Optional<String> next = next(entries, limit).map(last -> last.changeSet() + "." + last.row());
        return Csv.wanted(request) ? Csv.linked(csv(entries), request, next) : json(entries, next);
    }

    /** An empty answer would look as if nothing had happened, where a name was mistyped. */
    private Journal.Wanted wanted(Request request, int limit) {
        TenantId tenant = request.caller().tenant();
        return new Journal.Wanted(
                Inputs.time(request, "since", time.instant()),
                Inputs.time(request, "until", time.instant()),
                request.query("user").map(name -> user(tenant, name)),
                request.query("provider").map(name -> provider(tenant, name)),
                request.query("action").map(LogEndpoint::action),
                request.query("after").map(LogEndpoint::position),
                limit);
    }

    private String user(TenantId tenant, String name) {
        String canonical = UserName.of(name).canonical();
        return journal.knowsUser(tenant, canonical)
                ? canonical
                : Inputs.fail("there is no user %s; who was renamed is found by the present name"
                        .formatted(ScimError.excerpt(name)));
    }

    private String provider(TenantId tenant, String name) {
        String canonical = Names.canonical(name);
        return journal.knowsProvider(tenant, canonical)
                ? canonical
                : Inputs.fail("there is no provider %s".formatted(ScimError.excerpt(name)));
    }

    private static String action(String name) {
        return Action.labels().contains(name)
                ? name
                : Inputs.fail("there is no action %s; there are %s"
                        .formatted(ScimError.excerpt(name), String.join(", ", Action.labels())));
    }

    private static boolean newestFirst(Request request) {
        return request.query("order")
                .map(order -> switch (order) {
                    case "newest" -> true;
                    case "oldest" -> false;
                    default -> Inputs.<Boolean>fail("\"order\" is oldest or newest, whichever comes first");
                })
                .orElse(false);
    }

    /** The last of a full page, after which there may be more. */
    private static <T> Optional<T> next(List<T> page, int limit) {
        return page.isEmpty() || page.size() < limit ? Optional.empty() : Optional.of(page.getLast());
    }

    private static Response json(List<Shown> entries, Optional<String> next) {
        return Response.json(
                200,
                new Fields()
                        .list("items", entries, LogEndpoint::entry)
                        .put("next", next)
                        .json());
    }

    private static Position position(String cursor) {
        int dot = cursor.lastIndexOf('.');
        Optional<UUID> set = dot < 0
                ? Optional.empty()
                : ChangeSetId.parse(cursor.substring(0, dot)).map(ChangeSetId::value);
        boolean number = dot >= 0 && cursor.substring(dot + 1).matches("[0-9]{1,9}");
        return set.filter(x -> number)
                .map(id -> new Position(id, Integer.parseInt(cursor.substring(dot + 1))))
                .orElseGet(() -> Inputs.fail("\"after\" must be the \"next\" of an earlier answer"));
    }

    static Json entry(Shown entry) {
        return new Fields()
                .put("time", entry.time())
                .put("changeSet", entry.changeSet().toString())
                .put("row", entry.row())
                .put("provider", entry.provider())
                .put("actor", entry.actor())
                .put("user", entry.user())
                .put("action", entry.action())
                .put(
                        "resource",
                        new Fields()
                                .put("type", entry.resourceType())
                                .put("id", entry.resourceId().toString())
                                .put("name", entry.name())
                                .json())
                .put("field", entry.field())
                .put("old", entry.oldValue())
                .put("new", entry.newValue())
                .put("cause", entry.cause())
                .put("requestId", entry.requestId())
                .put("result", LogCsv.result(entry))
                .json();
    }

    // ---- CSV

    private static Response csv(List<Shown> entries) {
        return Response.text(200, "text/csv;charset=UTF-8", LogCsv.of(entries));
    }

    // ---- refusals

    private Response refusals(Request request) {
        Instant since = Inputs.time(request, "since", time.instant()).orElse(Instant.EPOCH);
        int limit = Inputs.number(request, "limit", Limits.PAGE_DEFAULT, Limits.LOG_PAGE);
        List<Journal.Listed> refused =
                journal.refusals(request.caller().tenant(), since, Inputs.id(request, "after"), limit);
        return Response.json(
                200,
                new Fields()
                        .list("items", refused, listed -> refusal(listed.refused()))
                        .put("next", next(refused, limit).map(last -> last.id().toString()))
                        .json());
    }

    private static Json refusal(Journal.Refused refused) {
        return new Fields()
                .put("time", refused.time())
                .put("provider", refused.provider())
                .put("method", refused.method())
                .put("path", refused.path())
                .put("status", refused.status())
                .put("scimType", refused.scimType())
                .put("detail", refused.detail())
                .put("requestId", refused.requestId())
                .json();
    }
}
