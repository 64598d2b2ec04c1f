package org.rollcall.server.api;

import java.util.List;
import org.rollcall.scim.json.Json;
import org.rollcall.server.administration.ImportLocalUsers;
import org.rollcall.server.administration.ImportLocalUsers.Fate;
import org.rollcall.server.administration.ImportLocalUsers.Outcome;
import org.rollcall.server.administration.LocalUsersFile;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.permission.Need;

/** Many local users from one file (P-110). */
public final class UsersImportEndpoint {

    private final Commands commands;

    public UsersImportEndpoint(Commands commands) {
        this.commands = commands;
    }

    public void mount(Router router) {
        router.add("POST", "/api/v1/users/import", Need.CHANGE_PEOPLE, this::importAll);
    }

    private Response importAll(Request request) {
        Json.Obj body = Inputs.object(request);
        boolean dryRun = Inputs.optionalBool(body, "dryRun").orElse(false);
        List<Outcome> outcomes =
                ImportLocalUsers.run(commands, request.caller(), LocalUsersFile.read(Inputs.text(body, "csv")), dryRun);
        return Response.json(
                200,
                new Fields()
                        .put("dryRun", dryRun)
                        .put("created", count(outcomes, Fate.CREATED))
                        .put("unchanged", count(outcomes, Fate.UNCHANGED))
                        .put("conflicts", count(outcomes, Fate.CONFLICT))
                        .list("rows", outcomes, UsersImportEndpoint::row)
                        .json());
    }

    private static long count(List<Outcome> outcomes, Fate fate) {
        return outcomes.stream().filter(outcome -> outcome.fate() == fate).count();
    }

    private static Json row(Outcome outcome) {
        return new Fields()
                .put("line", outcome.row().line())
                .put("userName", outcome.row().userName().raw())
                .put("organization", outcome.row().organization())
                .put("outcome", outcome.fate().label())
                .put("reason", outcome.reason())
                .json();
    }
}
