package org.rollcall.server.api;

import org.rollcall.scim.json.Json;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.ownership.DeleteProvider;
import org.rollcall.server.ownership.HandOver;
import org.rollcall.server.ownership.Pending;
import org.rollcall.server.permission.Need;
import org.rollcall.server.provider.Credentials;

/** Providers whose people leave them all together, each with a report first (P-8, P-9). */
public final class DeparturesEndpoint {

    private final Commands commands;
    private final Credentials credentials;

    public DeparturesEndpoint(Commands commands, Credentials credentials) {
        this.commands = commands;
        this.credentials = credentials;
    }

    public void mount(Router router) {
        router.add("POST", "/api/v1/providers/{id}/delete", Need.CHANGE_PROVIDERS, this::delete)
                .add("POST", "/api/v1/providers/{id}/hand-over", Need.CHANGE_PROVIDERS, this::handOver);
    }

    private Response delete(Request request) {
        boolean dryRun = Inputs.flag(request, "dryRun");
        Json.Obj body = Inputs.object(request);
        Pending pending = Inputs.optionalText(body, "pending")
                .flatMap(Pending::of)
                .orElseGet(
                        () -> Inputs.fail("\"pending\" must be keep or cancel: what becomes of deactivations to come"));
        DeleteProvider command = new DeleteProvider(Inputs.provider(request), pending, Inputs.text(body, "reason"));
        DeleteProvider.Report report = commands.run(request.caller(), command, dryRun);
        if (!dryRun) {
            credentials.forget();
        }
        return Response.json(200, report(dryRun, pending, report));
    }

    private static Json report(boolean dryRun, Pending pending, DeleteProvider.Report report) {
        return new Fields()
                .put("dryRun", dryRun)
                .put("provider", report.name())
                .put("pending", pending.label())
                .put("users", report.users())
                .put("activeUsers", report.active())
                .put("deletedUsers", report.deleted())
                .put("pendingDeactivations", report.pending())
                .put("heldEffects", report.held())
                .put("usersWithRolesOfGroups", report.granted())
                .put("usersOfferedToItAlone", report.offered())
                .put("groups", report.groups())
                .put("mappingRows", report.rows())
                .json();
    }

    private Response handOver(Request request) {
        boolean dryRun = Inputs.flag(request, "dryRun");
        Json.Obj body = Inputs.object(request);
        HandOver command = new HandOver(Inputs.provider(request), Inputs.text(body, "to"), Inputs.text(body, "reason"));
        HandOver.Report report = commands.run(request.caller(), command, dryRun);
        if (!dryRun) {
            credentials.forget();
        }
        return Response.json(200, report(dryRun, report));
    }

    private static Json report(boolean dryRun, HandOver.Report report) {
        return new Fields()
                .put("dryRun", dryRun)
                .put("from", report.from())
                .put("to", report.to())
                .put("users", report.users())
                .put("pushedWithExternalId", report.byExternalId())
                .put("pushedWithEmail", report.byEmail())
                .put("pushedByUserName", report.byUserName())
                .put("notPushedYet", report.unknown())
                .put("conflicts", report.conflicts())
                .list("items", report.clashes(), DeparturesEndpoint::clash)
                .json();
    }

    private static Json clash(HandOver.Clash clash) {
        return new Fields()
                .put("user", clash.user().toString())
                .put("userName", clash.userName())
                .put("other", clash.other())
                .put("by", clash.by())
                .json();
    }
}
