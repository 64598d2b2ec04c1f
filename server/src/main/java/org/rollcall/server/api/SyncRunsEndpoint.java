package org.rollcall.server.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;
import org.rollcall.server.permission.Need;
import org.rollcall.server.provider.Providers;
import org.rollcall.server.provider.SyncRuns;
import org.rollcall.server.provider.SyncRuns.Contact;
import org.rollcall.server.provider.SyncRuns.Run;

/**
 * Runs of the directory-sync tool: it reports each with its provider's credential, and administrators read them, with
 * the time since which nothing was heard (P-125). A report is data, and decides nothing.
 */
public final class SyncRunsEndpoint {

    private final SyncRuns runs;
    private final Providers providers;
    private final Ids ids;
    private final InstantSource time;

    public SyncRunsEndpoint(SyncRuns runs, Providers providers, Ids ids, InstantSource time) {
        this.runs = runs;
        this.providers = providers;
        this.ids = ids;
        this.time = time;
    }

    public void mount(Router router) {
        router.add("POST", "/scim/{provider}/v2/.sync-runs", Access.PROVIDER, this::report)
                .add("GET", "/api/v1/providers/{id}/sync-runs", Need.LOOK_PROVIDERS, this::list);
    }

    private Response report(Request request) {
        Json.Obj body = Inputs.object(request);
        Run run = new Run(
                time.instant(),
                word(body, "mode"),
                word(body, "outcome"),
                word(body, "plan"),
                number(body, "people"),
                number(body, "groups"),
                number(body, "steps"),
                number(body, "refused"),
                silentAfter(number(body, "silentAfterSeconds")));
        if (!runs.report(request.caller().tenant(), request.caller().requireProvider(), ids.next(), run)) {
            throw ScimError.conflict("this provider is not of the kind directory-sync, so that its runs are not kept;"
                            + " an administrator says what it is: rollcall provider kind NAME directory-sync")
                    .exception();
        }
        return Response.noContent();
    }

    /** A tool that does not say is given a day. */
    private static Duration silentAfter(int seconds) {
        return seconds == 0 ? Limits.SILENT_AFTER : Duration.ofSeconds(Math.max(seconds, 60));
    }

    private static String word(Json.Obj body, String name) {
        String text = Inputs.optionalText(body, name).orElse("");
        return text.length() <= Limits.NAME_LENGTH
                ? text
                : Inputs.fail("\"%s\" has more than %d characters".formatted(name, Limits.NAME_LENGTH));
    }

    private static int number(Json.Obj body, String name) {
        Json value = body.get(name).orElse(Json.number(0));
        boolean whole = value instanceof Json.Num number
                && number.value().scale() <= 0
                && number.value().signum() >= 0
                && number.value().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
        return whole
                ? ((Json.Num) value).value().intValue()
                : Inputs.fail("\"" + name + "\" must be a whole number that is not negative");
    }

    private Response list(Request request) {
        ProviderId provider = provider(request);
        List<Run> found = runs.of(request.caller().tenant(), provider);
        Instant now = time.instant();
        Optional<Contact> contact = runs.contacts(request.caller().tenant()).stream()
                .filter(tool -> tool.provider().equals(provider))
                .findFirst();
        return Response.json(
                200,
                new Fields()
                        .put("lastContactAt", found.stream().findFirst().map(Run::at))
                        .put(
                                "silentSince",
                                contact.filter(tool -> tool.isSilent(now)).map(Contact::since))
                        .list("items", found, SyncRunsEndpoint::item)
                        .json());
    }

    private static Json item(Run run) {
        return new Fields()
                .put("at", run.at())
                .put("mode", run.mode())
                .put("outcome", run.outcome())
                .put("plan", run.plan())
                .put("people", run.people())
                .put("groups", run.groups())
                .put("steps", run.steps())
                .put("refused", run.refused())
                .json();
    }

    private ProviderId provider(Request request) {
        ProviderId id = Inputs.provider(request);
        if (providers.list(request.caller().tenant()).stream()
                .noneMatch(provider -> provider.id().equals(id.value()))) {
            throw ScimError.notFound("no provider " + id).exception();
        }
        return id;
    }
}
