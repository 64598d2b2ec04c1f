package org.rollcall.server.api;

import java.time.Duration;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.application.ChangeApplication;
import org.rollcall.server.application.CreateApplication;
import org.rollcall.server.application.DeleteApplication;
import org.rollcall.server.application.IssueApplicationToken;
import org.rollcall.server.application.KnownApplications;
import org.rollcall.server.application.RevokeApplicationToken;
import org.rollcall.server.application.Settings;
import org.rollcall.server.application.Subscription;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.CredentialId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.command.Commands;
import org.rollcall.server.feed.Cursor;
import org.rollcall.server.feed.Feed;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.permission.Need;
import org.rollcall.server.provider.Credentials;
import org.rollcall.server.provider.Secret;

/** Applications, for administrators (P-104). */
public final class ApplicationsEndpoint {

    private static final String PATH = "/api/v1/applications";
    private static final String ONE = PATH + "/{application}";

    private final Commands commands;
    private final KnownApplications applications;
    private final Credentials credentials;
    private final Feed feed;

    public ApplicationsEndpoint(Commands commands, KnownApplications applications, Credentials credentials, Feed feed) {
        this.feed = feed;
        this.commands = commands;
        this.applications = applications;
        this.credentials = credentials;
    }

    public void mount(Router router) {
        router.add("GET", PATH, Need.CHANGE_APPLICATIONS, this::list)
                .add("POST", PATH, Need.CHANGE_APPLICATIONS, this::create)
                .add("PUT", ONE, Need.CHANGE_APPLICATIONS, this::change)
                .add("DELETE", ONE, Need.CHANGE_APPLICATIONS, this::delete)
                .add("POST", ONE + "/tokens", Need.CHANGE_APPLICATIONS, this::issue)
                .add("DELETE", ONE + "/tokens/{token}", Need.CHANGE_APPLICATIONS, this::revoke)
                .add("GET", ONE + "/unacknowledged", Need.CHANGE_APPLICATIONS, this::unacknowledged);
    }

    private Response list(Request request) {
        return Response.json(
                200,
                new Fields()
                        .list("items", applications.list(request.caller().tenant()), ApplicationsEndpoint::application)
                        .json());
    }

    private static Json application(KnownApplications.Listed application) {
        Settings settings = application.settings();
        Fields fields = new Fields()
                .put("id", application.id().toString())
                .put("name", settings.name())
                .put("createdAt", application.created())
                .list("organizations", settings.subscription().organizations(), Json::text)
                .list("roles", settings.subscription().roles(), Json::text)
                .list("types", settings.subscription().types(), Json::text)
                .put("lagAlarmSeconds", settings.lagAlarm().toSeconds())
                .put("late", application.late());
        settings.acknowledgeWithin().ifPresent(time -> fields.put("acknowledgeWithinSeconds", time.toSeconds()));
        return fields.put("cursor", application.cursor().toString())
                .put("cursorAt", application.moved())
                .put("lagSeconds", application.lag().map(Duration::toSeconds).orElse(0L))
                .put("restored", application.restored())
                .put("unacknowledged", application.unacknowledged())
                .list("tokens", application.tokens(), ApplicationsEndpoint::token)
                .json();
    }

    private static Json token(KnownApplications.Token token) {
        return new Fields()
                .put("id", token.id().toString())
                .put("hint", token.hint())
                .put("createdAt", token.created())
                .put("expiresAt", token.expires())
                .put("revokedAt", token.revoked())
                .put("lastUsedAt", token.lastUsed())
                .json();
    }

    /** What was committed before gets its place in the feed before the application begins there. */
    private Response create(Request request) {
        Json.Obj body = Inputs.object(request);
        Settings settings = new Settings(
                Inputs.text(body, "name"),
                subscription(body, Subscription.ALL),
                seconds(body, "lagAlarmSeconds").orElse(Limits.APPLICATION_LAG),
                seconds(body, "acknowledgeWithinSeconds"));
        feed.end(request.caller().tenant());
        CreateApplication.Created created = commands.run(request.caller(), new CreateApplication(settings));
        return Response.json(
                201,
                new Fields()
                        .put("id", created.id().toString())
                        .put("name", created.name())
                        .put("token", created.secret().value())
                        .put("hint", created.secret().hint())
                        .json());
    }

    /** What is absent stays; no acknowledgement is asked for any more when its time is null. */
    private Response change(Request request) {
        KnownApplications.Listed known = known(request);
        Settings before = known.settings();
        Json.Obj body = Inputs.object(request);
        Settings next = new Settings(
                Inputs.optionalText(body, "name").orElse(before.name()),
                subscription(body, before.subscription()),
                seconds(body, "lagAlarmSeconds").orElse(before.lagAlarm()),
                body.get("acknowledgeWithinSeconds").isPresent()
                        ? seconds(body, "acknowledgeWithinSeconds")
                        : before.acknowledgeWithin());
        ApplicationId changed = commands.run(request.caller(), new ChangeApplication(known.id(), next));
        return applications
                .one(request.caller().tenant(), changed)
                .map(now -> Response.json(200, application(now)))
                .orElseThrow(
                        () -> ScimError.notFound("no application " + changed).exception());
    }

    private static Subscription subscription(Json.Obj body, Subscription before) {
        return new Subscription(
                Inputs.optionalTexts(body, "organizations", Limits.SUBSCRIPTION).orElse(before.organizations()),
                Inputs.optionalTexts(body, "roles", Limits.SUBSCRIPTION).orElse(before.roles()),
                Inputs.optionalTexts(body, "types", Subscription.TYPES.size()).orElse(before.types()));
    }

    private static Optional<Duration> seconds(Json.Obj body, String name) {
        boolean none = body.get(name).filter(Json.Null.class::isInstance).isPresent();
        return none
                ? Optional.empty()
                : Inputs.optionalNumber(body, name, (int) Limits.APPLICATION_ALARM.toSeconds())
                        .map(Duration::ofSeconds);
    }

    private Response delete(Request request) {
        commands.run(request.caller(), new DeleteApplication(id(request)));
        credentials.forget();
        return Response.noContent();
    }

    private Response issue(Request request) {
        Secret secret = commands.run(
                request.caller(),
                new IssueApplicationToken(id(request), Inputs.optionalTime(Inputs.object(request), "expiresAt")));
        return Response.json(
                201,
                new Fields()
                        .put("token", secret.value())
                        .put("hint", secret.hint())
                        .json());
    }

    private Response revoke(Request request) {
        CredentialId token = CredentialId.parse(request.parameter("token"))
                .orElseThrow(() -> ScimError.notFound("no token " + ScimError.excerpt(request.parameter("token")))
                        .exception());
        commands.run(request.caller(), new RevokeApplicationToken(id(request), token));
        credentials.forget();
        return Response.noContent();
    }

    private Response unacknowledged(Request request) {
        KnownApplications.Listed known = known(request);
        int limit = Math.max(1, Inputs.number(request, "limit", Limits.PAGE_DEFAULT, Limits.PAGE_MAX));
        return Response.json(
                200,
                new Fields()
                        .list(
                                "items",
                                applications.unacknowledged(request.caller().tenant(), known.id(), limit),
                                ApplicationsEndpoint::missing)
                        .json());
    }

    private static Json missing(KnownApplications.Unacknowledged missing) {
        return new Fields()
                .put("event", missing.event().map(Cursor::toString))
                .put("user", missing.account().toString())
                .put("userName", missing.userName())
                .put("type", missing.type())
                .put("at", missing.at())
                .json();
    }

    private KnownApplications.Listed known(Request request) {
        return applications.one(request.caller().tenant(), id(request)).orElseThrow(() -> none(request));
    }

    static ApplicationId id(Request request) {
        return ApplicationId.parse(request.parameter("application")).orElseThrow(() -> none(request));
    }

    private static RuntimeException none(Request request) {
        return ScimError.notFound("no application " + ScimError.excerpt(request.parameter("application")))
                .exception();
    }
}
