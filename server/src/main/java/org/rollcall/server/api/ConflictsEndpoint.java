package org.rollcall.server.api;

import java.util.List;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.ownership.Conflicts;
import org.rollcall.server.ownership.Conflicts.Holder;
import org.rollcall.server.ownership.Conflicts.Listed;
import org.rollcall.server.ownership.DecideConflict;
import org.rollcall.server.ownership.DecideConflict.Verdict;
import org.rollcall.server.permission.Need;

/** Pushes that collided with people of somebody else, and what is to become of them (P-7). */
public final class ConflictsEndpoint {

    private static final String PATH = "/api/v1/conflicts";

    private final Commands commands;
    private final Conflicts conflicts;

    public ConflictsEndpoint(Commands commands, Conflicts conflicts) {
        this.commands = commands;
        this.conflicts = conflicts;
    }

    public void mount(Router router) {
        router.add("GET", PATH, Need.LOOK_PROVIDERS, this::list)
                .add("POST", PATH + "/{id}/adopt", Need.CHANGE_PROVIDERS, request -> decide(request, Verdict.ADOPT))
                .add(
                        "POST",
                        PATH + "/{id}/hand-over",
                        Need.CHANGE_PROVIDERS,
                        request -> decide(request, Verdict.HAND_OVER))
                .add("POST", PATH + "/{id}/reject", Need.CHANGE_PROVIDERS, request -> decide(request, Verdict.REJECT));
    }

    private Response list(Request request) {
        int limit = Inputs.number(request, "limit", Limits.PAGE_DEFAULT, Limits.PAGE_MAX);
        List<Listed> found = conflicts.list(
                request.caller().tenant(),
                new Conflicts.Wanted(
                        request.query("state").map(ConflictsEndpoint::known),
                        request.query("provider"),
                        Inputs.id(request, "after"),
                        limit));
        Fields page = new Fields().list("items", found, ConflictsEndpoint::conflict);
        if (!found.isEmpty() && found.size() == limit) {
            page.put("next", found.getLast().id().toString());
        }
        return Response.json(200, page.json());
    }

    private static String known(String state) {
        return Conflicts.STATES.contains(state)
                ? state
                : Inputs.fail("\"state\" must be one of " + String.join(", ", Conflicts.STATES));
    }

    private Response decide(Request request, Verdict verdict) {
        String reason = Inputs.text(Inputs.object(request), "reason");
        String text = request.parameter("id");
        UUID id = AccountId.parse(text).map(AccountId::value).orElseThrow(() -> notFound(text));
        commands.run(request.caller(), new DecideConflict(id, verdict, reason));
        return Response.json(
                200, conflict(conflicts.one(request.caller().tenant(), id).orElseThrow(() -> notFound(text))));
    }

    private static RuntimeException notFound(String id) {
        return ScimError.notFound("no conflict " + ScimError.excerpt(id)).exception();
    }

    private static Json conflict(Listed conflict) {
        Fields fields = new Fields()
                .put("id", conflict.id().toString())
                .put("provider", conflict.provider())
                .put("userName", conflict.userName())
                .put("externalId", conflict.externalId())
                .put("email", conflict.email())
                .put("renames", conflict.renames())
                .put("attempts", conflict.attempts())
                .put("first", conflict.first())
                .put("last", conflict.last())
                .put("state", conflict.state())
                .list("choices", conflict.choices(), choice -> Json.text(choice.verb()));
        conflict.holder().ifPresent(holder -> fields.put("user", holder(holder)));
        conflict.decided()
                .ifPresent(decided -> fields.put(
                        "decision",
                        new Fields()
                                .put("decision", decided.decision())
                                .put("at", decided.at())
                                .put("by", decided.by())
                                .put("reason", decided.reason())
                                .json()));
        return fields.json();
    }

    private static Json holder(Holder holder) {
        return new Fields()
                .put("id", holder.id().toString())
                .put("userName", holder.userName())
                .put("provider", holder.provider())
                .json();
    }
}
