package org.rollcall.server.console;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.administration.People;
import org.rollcall.server.administration.PeopleSearch;
import org.rollcall.server.administration.Structure;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.Names;
import org.rollcall.server.http.Response;
import org.rollcall.server.permission.Need;

/** Groups as providers pushed them, and their members. */
final class GroupPages {

    private static final String PATH = "/console/groups";
    private static final String SECTION = "groups";
    private static final int PAGE = 50;
    private static final UUID NONE = new UUID(0, 0);

    private final Views views;
    private final Structure structure;
    private final PeopleSearch search;

    GroupPages(Views views, Structure structure, PeopleSearch search) {
        this.views = views;
        this.structure = structure;
        this.search = search;
    }

    void mount(Site site) {
        site.page(PATH, Need.LOOK_GROUPS, this::list).page(PATH + "/{id}", Need.LOOK_GROUPS, this::one);
    }

    private Response list(Visit visit) {
        Optional<UUID> provider = visit.asked("provider")
                .map(name -> structure.provider(visit.tenant(), name).orElse(NONE));
        List<Structure.Group> found = structure.groups(
                visit.tenant(),
                new Structure.Groups(
                        visit.asked("q").map(Names::canonical),
                        provider,
                        visit.asked("after").map(PeoplePages::position),
                        PAGE + 1));
        List<Structure.Group> page = found.subList(0, Math.min(PAGE, found.size()));
        Optional<String> next = found.size() > PAGE
                ? Optional.of(Paths.next(visit, Optional.of(page.getLast().id().toString()), "q", "provider"))
                : Optional.empty();
        return views.page(
                visit,
                "Groups",
                SECTION,
                "groups",
                new Shown.GroupList(
                        page,
                        visit.asked("q").orElse(""),
                        visit.asked("provider").orElse(""),
                        structure.providerNames(visit.tenant()),
                        next,
                        visit.asked("after").isPresent()));
    }

    private Response one(Visit visit) {
        Structure.Group group = GroupId.parse(visit.request().parameter("id"))
                .flatMap(id -> structure.group(visit.tenant(), id.value()))
                .orElseThrow(() -> ScimError.notFound("There is no such group; its provider may have removed it.")
                        .exception());
        List<People.Listed> found = search.find(
                visit.caller(),
                PeopleSearch.Sought.members(group.id(), visit.asked("after").map(PeoplePages::position), PAGE + 1));
        List<People.Listed> page = found.subList(0, Math.min(PAGE, found.size()));
        Optional<String> next = found.size() > PAGE
                ? Optional.of(Paths.next(visit, Optional.of(page.getLast().id().toString())))
                : Optional.empty();
        return views.page(visit, group.name(), SECTION, "group", new Shown.GroupDetails(group, page, next));
    }
}
