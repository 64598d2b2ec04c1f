package org.rollcall.server.console;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.administration.CreateLocalUser;
import org.rollcall.server.administration.People;
import org.rollcall.server.administration.PeopleSearch;
import org.rollcall.server.administration.PeopleSearch.Sought;
import org.rollcall.server.administration.Structure;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Response;
import org.rollcall.server.permission.Need;

/** People: found and created. */
final class PeoplePages {

    static final String PATH = "/console/people";
    static final String SECTION = "people";

    private static final String LOCAL = "local";
    private static final int PAGE = 50;
    /** What a name stands for that nothing has: it finds nobody. */
    private static final UUID NOBODY = new UUID(0, 0);

    private final Views views;
    private final Commands commands;
    private final PeopleSearch search;
    private final Structure structure;

    PeoplePages(Views views, Commands commands, PeopleSearch search, Structure structure) {
        this.views = views;
        this.commands = commands;
        this.search = search;
        this.structure = structure;
    }

    void mount(Site site) {
        site.page(PATH, Need.LOOK_PEOPLE, this::list)
                .page(PATH + "/new", Need.CHANGE_PEOPLE, this::blank)
                .act(PATH + "/new", Need.CHANGE_PEOPLE, this::create, this::blank);
    }

    private Response list(Visit visit) {
        TenantId tenant = visit.tenant();
        boolean local = visit.asked("provider").filter(LOCAL::equals).isPresent();
        List<People.Listed> found = search.find(
                visit.caller(),
                new Sought(
                        visit.asked("q"),
                        visit.asked("state"),
                        visit.asked("organization")
                                .map(path ->
                                        structure.organization(tenant, path).orElse(NOBODY)),
                        visit.asked("role")
                                .map(name -> structure.role(tenant, name).orElse(NOBODY)),
                        local
                                ? Optional.empty()
                                : visit.asked("provider")
                                        .map(name ->
                                                structure.provider(tenant, name).orElse(NOBODY)),
                        local,
                        Optional.empty(),
                        visit.asked("after").map(PeoplePages::position),
                        PAGE + 1));
        List<People.Listed> page = found.subList(0, Math.min(PAGE, found.size()));
        Optional<String> next = found.size() > PAGE
                ? Optional.of(Paths.next(
                        visit,
                        Optional.of(page.getLast().id().toString()),
                        "q",
                        "state",
                        "organization",
                        "role",
                        "provider"))
                : Optional.empty();
        return views.page(
                visit,
                "People",
                SECTION,
                "people",
                new Shown.PeopleList(
                        page,
                        new Shown.Filters(
                                visit.asked("q").orElse(""),
                                visit.asked("state").orElse(""),
                                visit.asked("organization").orElse(""),
                                visit.asked("role").orElse(""),
                                visit.asked("provider").orElse("")),
                        structure.organizationPaths(tenant),
                        structure.roleNames(tenant),
                        structure.providerNames(tenant),
                        next,
                        visit.asked("after").isPresent()));
    }

    static UUID position(String text) {
        return AccountId.parse(text).map(AccountId::value).orElse(NOBODY);
    }

    // ---- local users

    private Response blank(Visit visit) {
        return views.page(
                visit,
                "Create a local user",
                SECTION,
                "person-new",
                new Shown.PersonNew(
                        visit.field("userName"),
                        visit.field("displayName"),
                        visit.field("organization"),
                        structure.organizationPaths(visit.tenant())));
    }

    private Response create(Visit visit) {
        AccountId id = commands.run(
                visit.caller(),
                new CreateLocalUser(
                        UserName.of(visit.required("userName", "Enter a user name, such as an e-mail address.")),
                        visit.optional("displayName"),
                        visit.required("organization", "Choose the organization that the user lives in.")));
        return Response.seeOther(PATH + "/" + id + "?done=created");
    }

    static org.rollcall.scim.ScimException unknown() {
        return ScimError.notFound("There is no such person.").exception();
    }
}
