package org.rollcall.server.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.administration.People;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.permission.Need;
import org.rollcall.server.provider.Providers;
import org.rollcall.server.undo.Effects;
import org.rollcall.server.undo.Plan;
import org.rollcall.server.undo.UndoEffects;

/** Takes back what a provider did within a time, some hundred people at a time (P-84). */
public final class UndoEndpoint {

    private static final AccountId FIRST = new AccountId(new UUID(0, 0));

    private final Commands commands;
    private final Effects effects;
    private final Providers providers;
    private final People people;
    private final InstantSource time;

    public UndoEndpoint(Commands commands, Effects effects, Providers providers, People people, InstantSource time) {
        this.commands = commands;
        this.effects = effects;
        this.providers = providers;
        this.people = people;
        this.time = time;
    }

    public void mount(Router router) {
        router.add("POST", "/api/v1/undo", Need.DECIDE_HELD, this::undo);
    }

    private Response undo(Request request) {
        boolean dryRun = Inputs.flag(request, "dryRun");
        Json.Obj body = Inputs.object(request);
        String reason = Inputs.text(body, "reason");
        List<Plan> plans = effects.plans(request.caller().tenant(), wanted(request.caller(), body));
        UndoEffects command = new UndoEffects(plans, reason);
        List<Plan> done = commands.run(request.caller(), command, dryRun);
        return Response.json(200, answer(dryRun, done));
    }

    private Effects.Wanted wanted(Caller caller, Json.Obj body) {
        Instant now = time.instant();
        Instant since = Inputs.optionalMoment(body, "since", now)
                .orElseGet(() -> Inputs.fail("\"since\" is required: from when on"));
        Instant until = Inputs.optionalMoment(body, "until", now).orElse(now);
        if (!since.isBefore(until)) {
            Inputs.fail("\"since\" must be before \"until\"");
        }
        return new Effects.Wanted(
                provider(caller.tenant(), Inputs.text(body, "provider")),
                since,
                until,
                Inputs.optionalText(body, "user").map(name -> user(caller, name)),
                Inputs.optionalText(body, "after").map(UndoEndpoint::after).orElse(FIRST),
                Limits.UNDO_CHUNK);
    }

    private static AccountId after(String text) {
        return AccountId.parse(text)
                .orElseGet(() -> Inputs.fail("\"after\" must be the \"next\" of an earlier answer"));
    }

    private ProviderId provider(TenantId tenant, String name) {
        return providers.list(tenant).stream()
                .filter(provider -> Names.canonical(provider.name()).equals(Names.canonical(name)))
                .map(provider -> new ProviderId(provider.id()))
                .findFirst()
                .orElseThrow(() -> ScimError.notFound("no provider " + ScimError.excerpt(name))
                        .exception());
    }

    private AccountId user(Caller caller, String name) {
        return people.find(caller, name)
                .orElseThrow(() ->
                        ScimError.notFound("no user " + ScimError.excerpt(name)).exception());
    }

    // ---- what was done

    private static Json answer(boolean dryRun, List<Plan> plans) {
        Fields fields = new Fields()
                .put("dryRun", dryRun)
                .put(
                        "people",
                        plans.stream()
                                .filter(plan -> !plan.reversals().isEmpty())
                                .count())
                .list("undone", plans.stream().flatMap(UndoEndpoint::undone).toList(), json -> json)
                .list("kept", plans.stream().flatMap(UndoEndpoint::kept).toList(), json -> json);
        if (plans.size() == Limits.UNDO_CHUNK) {
            fields.put("next", plans.getLast().account().toString());
        }
        return fields.json();
    }

    private static Stream<Json> undone(Plan plan) {
        return plan.reversals().stream()
                .map(reversal -> person(plan).put("effect", reversal.words()).json());
    }

    private static Stream<Json> kept(Plan plan) {
        return plan.kept().stream()
                .map(kept -> person(plan)
                        .put("effect", kept.effect())
                        .put("reason", kept.reason())
                        .json());
    }

    private static Fields person(Plan plan) {
        return new Fields().put("user", plan.account().toString()).put("userName", plan.userName());
    }
}
