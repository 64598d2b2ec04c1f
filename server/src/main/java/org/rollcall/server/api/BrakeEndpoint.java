package org.rollcall.server.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.administration.DecideHeld.Verdict;
import org.rollcall.server.administration.HeldDecisions;
import org.rollcall.server.administration.HeldEffects;
import org.rollcall.server.administration.HeldEffects.Held;
import org.rollcall.server.administration.People;
import org.rollcall.server.administration.RulesInForce;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.command.Commands;
import org.rollcall.server.command.Decisions;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.permission.Need;
import org.rollcall.server.placement.Rules;

/** What the brake holds, and what is to become of it (P-71). */
public final class BrakeEndpoint {

    private static final String PATH = "/api/v1/brake";

    private final Commands commands;
    private final HeldEffects queue;
    private final HeldDecisions decisions;
    private final People people;

    public BrakeEndpoint(Commands commands, HeldEffects queue, People people) {
        this.commands = commands;
        this.queue = queue;
        this.decisions = new HeldDecisions(commands, queue);
        this.people = people;
    }

    public void mount(Router router) {
        router.add("GET", PATH, Need.DECIDE_HELD, this::list)
                .add("POST", PATH + "/release", Need.DECIDE_HELD, request -> decide(request, Verdict.RELEASE))
                .add("POST", PATH + "/reject", Need.DECIDE_HELD, request -> decide(request, Verdict.REJECT));
    }

    private Response list(Request request) {
        TenantId tenant = request.caller().tenant();
        int limit = Inputs.number(request, "limit", Limits.PAGE_DEFAULT, Limits.PAGE_MAX);
        HeldEffects.Wanted wanted = new HeldEffects.Wanted(
                request.query("provider"),
                request.query("user").map(name -> user(request.caller(), name)),
                Inputs.id(request, "after"));
        List<AccountId> page = queue.people(tenant, wanted, limit);
        Rules rules = commands.preview(request.caller(), new RulesInForce());
        Fields fields = new Fields().list("items", queue.of(tenant, page), held -> held(held, rules));
        if (!page.isEmpty() && page.size() == limit) {
            fields.put("next", page.getLast().toString());
        }
        return Response.json(200, fields.json());
    }

    private static Json held(Held held, Rules rules) {
        return new Fields()
                .put("user", held.account().toString())
                .put("userName", held.userName())
                .put("provider", held.provider())
                .put("effect", Decisions.facet(held.decision().facet()))
                .put("wanted", Decisions.desired(held.decision(), rules))
                .put("reason", held.decision().reason())
                .put("since", held.decision().since())
                .json();
    }

    private Response decide(Request request, Verdict verdict) {
        Json.Obj body = Inputs.object(request);
        String reason = Inputs.text(body, "reason");
        boolean dryRun = Inputs.flag(request, "dryRun");
        List<HeldEffects.Wanted> wanted = wanted(request.caller(), Inputs.optionalText(body, "provider"), body);
        HeldDecisions.Decided decided = dryRun
                ? decisions.preview(request.caller(), wanted, verdict, reason, rows -> {})
                : decisions.run(request.caller(), wanted, verdict, reason);
        return Response.json(
                200,
                new Fields()
                        .put("dryRun", dryRun)
                        .put("people", decided.people())
                        .put("effects", decided.effects())
                        .json());
    }

    /** Without {@code users} everybody is meant, of the provider if one is named. */
    private List<HeldEffects.Wanted> wanted(Caller caller, Optional<String> provider, Json.Obj body) {
        Optional<Json> users = body.get("users").filter(value -> !(value instanceof Json.Null));
        if (users.isEmpty()) {
            return List.of(new HeldEffects.Wanted(provider, Optional.empty(), Optional.empty()));
        }
        if (!(users.get() instanceof Json.Arr list) || list.elements().size() > Limits.PAGE_MAX) {
            return Inputs.fail("\"users\" must be a list of at most %d userNames or ids".formatted(Limits.PAGE_MAX));
        }
        List<AccountId> ids = new ArrayList<>();
        for (Json element : list.elements()) {
            String name = element instanceof Json.Text text
                    ? text.value()
                    : Inputs.fail("\"users\" must be a list of userNames or ids");
            ids.add(user(caller, name));
        }
        return new TreeSet<>(ids)
                .stream()
                        .map(id -> new HeldEffects.Wanted(provider, Optional.of(id), Optional.empty()))
                        .toList();
    }

    private AccountId user(Caller caller, String name) {
        return people.find(caller, name)
                .orElseThrow(() ->
                        ScimError.notFound("no user " + ScimError.excerpt(name)).exception());
    }
}
