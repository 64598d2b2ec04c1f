package org.rollcall.server.console;

import org.rollcall.server.administration.Structure;
import org.rollcall.server.http.Response;
import org.rollcall.server.permission.Need;

/** Organizations and roles. */
final class StructurePages {

    private final Views views;
    private final Structure structure;

    StructurePages(Views views, Structure structure) {
        this.views = views;
        this.structure = structure;
    }

    void mount(Site site) {
        site.page("/console/organizations", Need.LOOK_STRUCTURE, this::organizations)
                .page("/console/roles", Need.LOOK_STRUCTURE, this::roles);
    }

    private Response organizations(Visit visit) {
        return views.page(
                visit,
                "Organizations",
                "organizations",
                "organizations",
                new Shown.Organizations(structure.organizations(visit.tenant())));
    }

    private Response roles(Visit visit) {
        return views.page(visit, "Roles", "roles", "roles", new Shown.Roles(structure.roles(visit.tenant())));
    }
}
