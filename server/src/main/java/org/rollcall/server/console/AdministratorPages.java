package org.rollcall.server.console;

import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.access.ChangeAdministrator;
import org.rollcall.server.access.Grantable;
import org.rollcall.server.access.Invitations;
import org.rollcall.server.access.KnownAdministrators;
import org.rollcall.server.access.RemoveAdministrator;
import org.rollcall.server.administration.Structure;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Response;
import org.rollcall.server.permission.Need;

/** Who administers: added, changed, invited anew, removed (P-111). */
final class AdministratorPages {

    private static final String PATH = "/console/administrators";

    private final Views views;
    private final Commands commands;
    private final KnownAdministrators administrators;
    private final Invitations invitations;
    private final Structure structure;
    private final String publicUrl;
    private final boolean openId;

    AdministratorPages(
            Views views,
            Commands commands,
            KnownAdministrators administrators,
            Invitations invitations,
            Structure structure,
            String publicUrl,
            boolean openId) {
        this.views = views;
        this.commands = commands;
        this.administrators = administrators;
        this.invitations = invitations;
        this.structure = structure;
        this.publicUrl = publicUrl;
        this.openId = openId;
    }

    void mount(Site site) {
        site.page(PATH, Need.CHANGE_ACCESS, this::show)
                .secret(PATH + "/add", Need.CHANGE_ACCESS, this::add, this::show)
                .secret(PATH + "/reset", Need.CHANGE_ACCESS, this::reset, this::show)
                .secret(PATH + "/change", Need.CHANGE_ACCESS, this::change, this::show)
                .secret(PATH + "/remove", Need.CHANGE_ACCESS, this::remove, this::show);
    }

    private Response show(Visit visit) {
        return show(visit, Optional.empty());
    }

    private Response show(Visit visit, Optional<Shown.Invitation> invitation) {
        return views.page(
                visit,
                "Administrators",
                "administrators",
                "administrators",
                new Shown.Administrators(
                        administrators.list(visit.tenant()),
                        structure.organizationPaths(visit.tenant()),
                        openId,
                        invitation));
    }

    private static Grantable powers(Visit visit) {
        return Grantable.of(visit.field("kind"), visit.optional("organization"));
    }

    private Response add(Visit visit) {
        String name = visit.required("name", "Enter a name, such as an e-mail address.");
        return invited(
                visit,
                name,
                invitations.add(
                        visit.caller(),
                        name,
                        powers(visit),
                        visit.field("signIn").equals("openid")));
    }

    private Response reset(Visit visit) {
        KnownAdministrators.Listed known = chosen(visit);
        return invited(visit, known.name(), invitations.reset(visit.caller(), known.id()));
    }

    private Response invited(Visit visit, String name, Invitations.Invited invited) {
        return show(visit, invited.code().map(code -> new Shown.Invitation(name, code, publicUrl + JoinPages.PATH)));
    }

    private Response change(Visit visit) {
        commands.run(visit.caller(), new ChangeAdministrator(chosen(visit).id(), powers(visit)));
        return Response.seeOther(PATH + "?done=saved");
    }

    private Response remove(Visit visit) {
        commands.run(visit.caller(), new RemoveAdministrator(chosen(visit).id()));
        return Response.seeOther(PATH + "?done=removed");
    }

    private KnownAdministrators.Listed chosen(Visit visit) {
        Optional<UUID> id = AccountId.parse(visit.field("administrator")).map(AccountId::value);
        return id.flatMap(known -> administrators.one(visit.tenant(), known))
                .orElseThrow(() ->
                        ScimError.notFound("There is no such administrator.").exception());
    }
}
