package org.rollcall.server.api;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.command.Commands;
import org.rollcall.server.delivery.Redeliver;
import org.rollcall.server.delivery.RemoveWebhook;
import org.rollcall.server.delivery.Webhooks;
import org.rollcall.server.feed.Cursor;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.permission.Need;

/** Webhooks of applications (P-101). */
public final class WebhooksEndpoint {

    private static final String PATH = "/api/v1/applications/{application}/webhook";

    private final Commands commands;
    private final Webhooks webhooks;
    private final Runnable woken;

    /** @param woken is called when there may be something to deliver */
    public WebhooksEndpoint(Commands commands, Webhooks webhooks, Runnable woken) {
        this.commands = commands;
        this.webhooks = webhooks;
        this.woken = woken;
    }

    public void mount(Router router) {
        router.add("GET", PATH, Need.CHANGE_APPLICATIONS, this::show)
                .add("PUT", PATH, Need.CHANGE_APPLICATIONS, this::set)
                .add("DELETE", PATH, Need.CHANGE_APPLICATIONS, this::remove)
                .add("POST", PATH + "/secret", Need.CHANGE_APPLICATIONS, this::rotate)
                .add("GET", PATH + "/deliveries", Need.CHANGE_APPLICATIONS, this::undelivered)
                .add("POST", PATH + "/redeliver", Need.CHANGE_APPLICATIONS, this::redeliver);
    }

    private Response show(Request request) {
        return Response.json(200, webhook(request).json());
    }

    private Fields webhook(Request request) {
        Webhooks.Listed listed = webhooks.one(request.caller().tenant(), ApplicationsEndpoint.id(request))
                .orElseThrow(() ->
                        ScimError.notFound("the application has no webhook").exception());
        return new Fields()
                .put("url", listed.url())
                .put("reached", listed.reached().toString())
                .put("waitingSince", listed.lag())
                .put("deliveredAt", listed.delivered())
                .put("problem", listed.problem())
                .put("switchedOffAt", listed.switchedOff())
                .put("previousSecretUntil", listed.previousUntil())
                .put("waiting", listed.waiting())
                .put("dead", listed.dead());
    }

    private Response set(Request request) {
        ApplicationId application = ApplicationsEndpoint.id(request);
        String url = Inputs.text(Inputs.object(request), "url");
        Optional<String> secret = webhooks.set(request.caller(), application, url);
        woken.run();
        return Response.json(200, webhook(request).put("secret", secret).json());
    }

    private Response remove(Request request) {
        commands.run(request.caller(), new RemoveWebhook(ApplicationsEndpoint.id(request)));
        return Response.noContent();
    }

    private Response rotate(Request request) {
        String secret = webhooks.rotate(request.caller(), ApplicationsEndpoint.id(request));
        return Response.json(200, webhook(request).put("secret", secret).json());
    }

    private Response undelivered(Request request) {
        int limit = Math.max(1, Inputs.number(request, "limit", Limits.PAGE_DEFAULT, Limits.PAGE_MAX));
        return Response.json(
                200,
                new Fields()
                        .list(
                                "items",
                                webhooks.undelivered(
                                        request.caller().tenant(), ApplicationsEndpoint.id(request), limit),
                                WebhooksEndpoint::undelivered)
                        .json());
    }

    private static Json undelivered(Webhooks.Undelivered letter) {
        return new Fields()
                .put("event", letter.event().toString())
                .put("user", letter.account().toString())
                .put("userName", letter.userName())
                .put("type", letter.type())
                .put("at", letter.at())
                .put("attempts", letter.attempts())
                .put("dueAt", letter.due())
                .put("deadAt", letter.dead())
                .put("problem", letter.problem())
                .json();
    }

    private Response redeliver(Request request) {
        Optional<List<Cursor>> events = Inputs.optionalTexts(Inputs.object(request), "events", Limits.ACKNOWLEDGEMENTS)
                .map(texts -> texts.stream()
                        .map(text -> Cursor.parse(text).orElseGet(() -> Inputs.fail("\"events\" are ids of events")))
                        .toList());
        int again = commands.run(request.caller(), new Redeliver(ApplicationsEndpoint.id(request), events));
        woken.run();
        return Response.json(200, new Fields().put("events", again).json());
    }
}
