package org.rollcall.server.api;

import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.access.ChangeAdministrator;
import org.rollcall.server.access.Grantable;
import org.rollcall.server.access.Invitations;
import org.rollcall.server.access.Invitations.Invited;
import org.rollcall.server.access.KnownAdministrators;
import org.rollcall.server.access.KnownAdministrators.Listed;
import org.rollcall.server.access.RemoveAdministrator;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.permission.Need;

/** Who signs in to the console, and what each may do (P-111). */
public final class AdministratorsEndpoint {

    private static final String PATH = "/api/v1/administrators";
    private static final String OPENID = "openid";
    private static final String PASSWORD = "password";

    private final Commands commands;
    private final KnownAdministrators administrators;
    private final Invitations invitations;
    private final String publicUrl;

    public AdministratorsEndpoint(
            Commands commands, KnownAdministrators administrators, Invitations invitations, String publicUrl) {
        this.commands = commands;
        this.administrators = administrators;
        this.invitations = invitations;
        this.publicUrl = publicUrl;
    }

    public void mount(Router router) {
        router.add("GET", PATH, Need.CHANGE_ACCESS, this::list)
                .add("POST", PATH, Need.CHANGE_ACCESS, this::add)
                .add("PUT", PATH + "/{administrator}", Need.CHANGE_ACCESS, this::change)
                .add("DELETE", PATH + "/{administrator}", Need.CHANGE_ACCESS, this::remove)
                .add("POST", PATH + "/{administrator}/reset", Need.CHANGE_ACCESS, this::reset);
    }

    private Response list(Request request) {
        return Response.json(
                200,
                new Fields()
                        .list(
                                "items",
                                administrators.list(request.caller().tenant()),
                                known -> fields(known).json())
                        .json());
    }

    private static Fields fields(Listed known) {
        return new Fields()
                .put("id", known.id().toString())
                .put("name", known.name())
                .put("kind", known.kind().label())
                .put("organization", known.organization())
                .put("signIn", known.openId() ? OPENID : PASSWORD)
                .put("invitedUntil", known.invited())
                .put("sessions", known.sessions())
                .put("createdAt", known.created());
    }

    private Response add(Request request) {
        Json.Obj body = Inputs.object(request);
        Invited invited = invitations.add(request.caller(), Inputs.text(body, "name"), powers(body), openId(body));
        return answer(request, 201, invited);
    }

    private static boolean openId(Json.Obj body) {
        return switch (Inputs.optionalText(body, "signIn").orElse(PASSWORD)) {
            case OPENID -> true;
            case PASSWORD -> false;
            default -> Inputs.<Boolean>fail("\"signIn\" must be password or openid");
        };
    }

    static Grantable powers(Json.Obj body) {
        return Grantable.of(Inputs.text(body, "kind"), Inputs.optionalText(body, "organization"));
    }

    private Response change(Request request) {
        UUID id = found(request).id();
        commands.run(request.caller(), new ChangeAdministrator(id, powers(Inputs.object(request))));
        return answer(request, 200, new Invited(id, Optional.empty()));
    }

    private Response remove(Request request) {
        commands.run(request.caller(), new RemoveAdministrator(found(request).id()));
        return Response.noContent();
    }

    private Response reset(Request request) {
        return answer(
                request, 200, invitations.reset(request.caller(), found(request).id()));
    }

    private Response answer(Request request, int status, Invited invited) {
        Fields fields = administrators
                .one(request.caller().tenant(), invited.id())
                .map(AdministratorsEndpoint::fields)
                .orElseThrow(AdministratorsEndpoint::gone);
        invited.code().ifPresent(code -> fields.put("code", code).put("joinUrl", publicUrl + "/console/join"));
        return Response.json(status, fields.json());
    }

    /** By id or name. */
    private Listed found(Request request) {
        String wanted = request.parameter("administrator");
        return administrators
                .named(request.caller().tenant(), wanted)
                .orElseThrow(() -> ScimError.notFound("no administrator " + ScimError.excerpt(wanted))
                        .exception());
    }

    private static org.rollcall.scim.ScimException gone() {
        return ScimError.notFound("this administrator was removed meanwhile").exception();
    }
}
