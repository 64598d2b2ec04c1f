package org.rollcall.server.console;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Response;
import org.rollcall.server.mail.ChangeMailAddress;
import org.rollcall.server.mail.ChangeMailSettings;
import org.rollcall.server.mail.KnownMail;
import org.rollcall.server.mail.MailAddress;
import org.rollcall.server.mail.MailSettings;
import org.rollcall.server.mail.Mailer;
import org.rollcall.server.mail.Report;
import org.rollcall.server.permission.Kind;
import org.rollcall.server.permission.Need;

/** Which mail one gets oneself, and which the tenant sends (P-94). Every mail leads here. */
final class MailPages {

    private static final String PATH = "/console/settings/mail";
    private static final String ON = "on";

    private final Views views;
    private final Commands commands;
    private final KnownMail known;
    private final Mailer mailer;

    MailPages(Views views, Commands commands, KnownMail known, Mailer mailer) {
        this.views = views;
        this.commands = commands;
        this.known = known;
        this.mailer = mailer;
    }

    void mount(Site site) {
        site.page(PATH, Need.OWN_ACCOUNT, this::show)
                .act(PATH + "/own", Need.OWN_ACCOUNT, this::own, this::show)
                .act(PATH + "/tenant", Need.CHANGE_MAIL, this::tenant, this::show)
                .act(PATH + "/test", Need.CHANGE_MAIL, this::test, this::show);
    }

    private Response show(Visit visit) {
        KnownMail.Recipient own = known.recipient(
                        visit.tenant(), visit.visitor().administrator())
                .orElseThrow(() ->
                        ScimError.notFound("You are no administrator any more.").exception());
        return views.page(
                visit,
                "Mail",
                "settings",
                "mail",
                new Shown.Mail(
                        own, known.settings(visit.tenant()), known.standing(visit.tenant()), mailer.configured()));
    }

    private Response own(Visit visit) {
        Optional<MailAddress> address = visit.optional("address").map(MailAddress::new);
        boolean wanted = visit.field("wanted").equals(ON);
        commands.run(visit.caller(), new ChangeMailAddress(visit.visitor().administrator(), address, wanted));
        return Response.seeOther(PATH + "?done=saved");
    }

    private Response tenant(Visit visit) {
        Report report = Report.of(visit.field("report"))
                .orElseThrow(() ->
                        ScimError.invalidValue("Choose which reports are sent.").exception());
        List<Kind> kinds = visit.all("kind").stream()
                .map(Kind::of)
                .flatMap(Optional::stream)
                .toList();
        commands.run(
                visit.caller(),
                new ChangeMailSettings(
                        new MailSettings(report, visit.field("roleNotices").equals(ON), kinds)));
        return Response.seeOther(PATH + "?done=saved");
    }

    private Response test(Visit visit) {
        Optional<String> problem = mailer.test(visit.tenant(), visit.visitor().administrator());
        if (problem.isPresent()) {
            throw ScimError.conflict("The test was not sent: " + problem.get() + ".")
                    .exception();
        }
        return Response.seeOther(PATH + "?done=mail-test");
    }
}
