package org.rollcall.server.api;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.administration.ChangeMatter;
import org.rollcall.server.administration.CreateMatter;
import org.rollcall.server.administration.Matters;
import org.rollcall.server.administration.Matters.Matter;
import org.rollcall.server.administration.People;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.Names;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.permission.Need;

/** Legal matters and whom they hold (P-55). */
public final class MattersEndpoint {

    private static final String PATH = "/api/v1/matters";

    private final Commands commands;
    private final Matters matters;
    private final People people;

    public MattersEndpoint(Commands commands, Matters matters, People people) {
        this.commands = commands;
        this.matters = matters;
        this.people = people;
    }

    public void mount(Router router) {
        router.add("GET", PATH, Need.KEEP_HOLDS, this::list)
                .add("POST", PATH, Need.KEEP_HOLDS, this::create)
                .add("GET", PATH + "/{matter}/custodians", Need.KEEP_HOLDS, this::custodians)
                .add("POST", PATH + "/{matter}/custodians", Need.KEEP_HOLDS, this::change)
                .add("POST", PATH + "/{matter}/release", Need.KEEP_HOLDS, this::release);
    }

    private Response list(Request request) {
        return Response.json(
                200,
                new Fields()
                        .list("items", matters.list(request.caller().tenant()), MattersEndpoint::matter)
                        .json());
    }

    private static Json matter(Matter matter) {
        return new Fields()
                .put("id", matter.id().toString())
                .put("name", matter.name())
                .put("createdAt", matter.created())
                .put("releasedAt", matter.released())
                .put("custodians", matter.custodians())
                .json();
    }

    private Response create(Request request) {
        UUID id = commands.run(request.caller(), new CreateMatter(Inputs.text(Inputs.object(request), "name")));
        return Response.json(201, matter(found(request, id.toString())));
    }

    private Response custodians(Request request) {
        Matter matter = found(request, request.parameter("matter"));
        return Response.json(
                200,
                new Fields()
                        .put("matter", matter.name())
                        .list(
                                "items",
                                matters.custodians(request.caller().tenant(), matter.id()),
                                custodian -> new Fields()
                                        .put("user", custodian.user().toString())
                                        .put("userName", custodian.userName())
                                        .put("since", custodian.since())
                                        .json())
                        .json());
    }

    private Response change(Request request) {
        Json.Obj body = Inputs.object(request);
        return changed(
                request,
                ChangeMatter.custodians(
                        found(request, request.parameter("matter")).id(),
                        users(request, body, "add"),
                        users(request, body, "remove"),
                        Inputs.text(body, "reason")));
    }

    private Response release(Request request) {
        String reason = Inputs.text(Inputs.object(request), "reason");
        return changed(
                request,
                ChangeMatter.release(found(request, request.parameter("matter")).id(), reason));
    }

    private Response changed(Request request, Command<?, Integer> command) {
        int changed = commands.run(request.caller(), command);
        return Response.json(200, new Fields().put("people", changed).json());
    }

    private List<AccountId> users(Request request, Json.Obj body, String name) {
        Json value = body.get(name).orElse(Json.Arr.EMPTY);
        if (!(value instanceof Json.Arr list) || list.elements().size() > Limits.INLINE_PLACEMENTS) {
            return Inputs.fail(
                    "\"%s\" must be a list of at most %d userNames or ids".formatted(name, Limits.INLINE_PLACEMENTS));
        }
        List<AccountId> ids = new ArrayList<>();
        for (Json element : list.elements()) {
            String user = element instanceof Json.Text text
                    ? text.value()
                    : Inputs.fail("\"%s\" must be a list of userNames or ids".formatted(name));
            ids.add(people.find(request.caller(), user)
                    .orElseThrow(() -> ScimError.notFound("no user " + ScimError.excerpt(user))
                            .exception()));
        }
        return ids;
    }

    /** By id, else the open one of that name, else the last released one. */
    private Matter found(Request request, String idOrName) {
        List<Matter> all = matters.list(request.caller().tenant());
        return all.stream()
                .filter(matter -> matter.id().toString().equals(idOrName))
                .findFirst()
                .or(() -> all.stream()
                        .filter(matter -> Names.canonical(matter.name()).equals(Names.canonical(idOrName)))
                        .max(java.util.Comparator.comparing(
                                        (Matter matter) -> matter.released().isEmpty())
                                .thenComparing(Matter::created)))
                .orElseThrow(() -> ScimError.notFound("no matter " + ScimError.excerpt(idOrName))
                        .exception());
    }
}
