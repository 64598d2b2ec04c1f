package org.rollcall.server.api;

import java.time.Duration;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.feed.Cursor;
import org.rollcall.server.feed.Feed;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.permission.Need;

/** The event feed for applications, with long poll (P-100). */
public final class EventsEndpoint {

    private static final JsonLimits STORED = new JsonLimits(Limits.JSON_DEPTH, Limits.JSON_NUMBER);

    private final Feed feed;

    public EventsEndpoint(Feed feed) {
        this.feed = feed;
    }

    public void mount(Router router) {
        router.add("GET", "/api/v1/events", Need.READ_EVENTS, this::events);
    }

    private Response events(Request request) {
        TenantId tenant = request.caller().tenant();
        Cursor after = request.query("after")
                .map(text -> Cursor.parse(text)
                        .orElseGet(() -> Inputs.fail("\"after\" must be the \"next\" of an earlier answer")))
                .orElseGet(() -> feed.beginning(tenant));
        int limit = Math.max(1, Inputs.number(request, "limit", Limits.PAGE_DEFAULT, Limits.FEED_PAGE));
        Duration wait = Duration.ofSeconds(Inputs.number(request, "wait", 0, (int) Limits.FEED_WAIT.toSeconds()));
        Feed.Page page = feed.after(tenant, after, limit, wait)
                .orElseThrow(() -> gone("read /api/v1/users and follow its \"feed\""));
        return Response.json(
                200,
                new Fields()
                        .list("items", page.items(), item -> event(item, Optional.empty()))
                        .put("next", page.next().toString())
                        .put("more", page.more())
                        .json());
    }

    /** @param ownId what the application that reads calls the person */
    static Json event(Feed.Item item, Optional<String> ownId) {
        Json.Obj payload = (Json.Obj) JsonReader.parse(item.payload(), STORED);
        Fields fields = new Fields().put("id", item.cursor().toString()).put("accountId", ownId);
        payload.members().forEach(fields::put);
        return fields.json();
    }

    static ScimException gone(String advice) {
        return new ScimException(new ScimError(
                410, Optional.empty(), "the server was restored from a backup since this cursor; " + advice));
    }
}
