package org.rollcall.server.api;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.access.KnownAdministrators;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.mail.ChangeMailAddress;
import org.rollcall.server.mail.ChangeMailSettings;
import org.rollcall.server.mail.KnownMail;
import org.rollcall.server.mail.MailAddress;
import org.rollcall.server.mail.MailSettings;
import org.rollcall.server.mail.Mailer;
import org.rollcall.server.mail.Report;
import org.rollcall.server.permission.Kind;
import org.rollcall.server.permission.Need;

/** Which mail goes to which administrators (P-94, P-46). */
public final class MailEndpoint {

    private static final String PATH = "/api/v1/mail";

    private final Commands commands;
    private final KnownMail known;
    private final KnownAdministrators administrators;
    private final Mailer mailer;

    public MailEndpoint(Commands commands, KnownMail known, KnownAdministrators administrators, Mailer mailer) {
        this.commands = commands;
        this.known = known;
        this.administrators = administrators;
        this.mailer = mailer;
    }

    public void mount(Router router) {
        router.add("GET", PATH, Need.CHANGE_MAIL, this::read)
                .add("PUT", PATH, Need.CHANGE_MAIL, this::change)
                .add("POST", PATH + "/test", Need.CHANGE_MAIL, this::test)
                .add("PUT", "/api/v1/administrators/{administrator}/mail", Need.CHANGE_MAIL, this::address);
    }

    private Response read(Request request) {
        return Response.json(
                200, fields(request, known.settings(request.caller().tenant())).json());
    }

    private Fields fields(Request request, MailSettings settings) {
        KnownMail.Standing standing = known.standing(request.caller().tenant());
        return new Fields()
                .put("report", settings.report().label())
                .put("roleNotices", settings.roleNotices())
                .list("recipients", settings.recipients(), kind -> Json.text(kind.label()))
                .put("configured", mailer.configured())
                .put("waiting", standing.waiting())
                .put("failed", standing.failed())
                .put("problem", standing.problem());
    }

    private Response change(Request request) {
        Json.Obj body = Inputs.object(request);
        MailSettings before = known.settings(request.caller().tenant());
        MailSettings next = new MailSettings(
                Inputs.optionalText(body, "report").map(MailEndpoint::report).orElse(before.report()),
                Inputs.optionalBool(body, "roleNotices").orElse(before.roleNotices()),
                Inputs.optionalTexts(body, "recipients", Kind.values().length)
                        .map(labels -> labels.stream().map(MailEndpoint::kind).toList())
                        .orElse(before.recipients()));
        return Response.json(
                200,
                fields(request, commands.run(request.caller(), new ChangeMailSettings(next)))
                        .json());
    }

    private static Report report(String label) {
        return Report.of(label)
                .orElseGet(() -> Inputs.fail("\"report\" is one of " + String.join(", ", Report.labels())));
    }

    private static Kind kind(String label) {
        List<String> kinds = MailSettings.possible().stream().map(Kind::label).toList();
        return Kind.of(label).orElseGet(() -> Inputs.fail("\"recipients\" are of " + String.join(", ", kinds)));
    }

    private Response test(Request request) {
        UUID administrator = found(request, Inputs.text(Inputs.object(request), "administrator"));
        Optional<String> problem = mailer.test(request.caller().tenant(), administrator);
        return Response.json(
                200,
                new Fields()
                        .put("sent", problem.isEmpty())
                        .put("problem", problem)
                        .json());
    }

    private Response address(Request request) {
        UUID administrator = found(request, request.parameter("administrator"));
        Json.Obj body = Inputs.object(request);
        commands.run(
                request.caller(),
                new ChangeMailAddress(
                        administrator,
                        Inputs.optionalText(body, "address").map(MailAddress::new),
                        Inputs.optionalBool(body, "wanted").orElse(true)));
        return Response.noContent();
    }

    private UUID found(Request request, String wanted) {
        return administrators
                .named(request.caller().tenant(), wanted)
                .map(KnownAdministrators.Listed::id)
                .orElseThrow(() -> ScimError.notFound("no administrator " + ScimError.excerpt(wanted))
                        .exception());
    }
}
