package org.rollcall.server.console;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.server.administration.Structure;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Response;
import org.rollcall.server.ownership.Conflicts;
import org.rollcall.server.ownership.Conflicts.Listed;
import org.rollcall.server.ownership.DecideConflict;
import org.rollcall.server.ownership.DecideConflict.Verdict;
import org.rollcall.server.permission.Need;

/** Pushes that collided with somebody whom the provider does not own, and what is to become of them (P-7). */
final class ConflictPages {

    private static final String PATH = "/console/conflicts";
    private static final String SECTION = "conflicts";
    private static final String ONE = PATH + "/{id}";
    private static final String OPEN = "open";
    private static final int PAGE = 50;

    private final Views views;
    private final Commands commands;
    private final Conflicts conflicts;
    private final Structure structure;

    ConflictPages(Views views, Commands commands, Conflicts conflicts, Structure structure) {
        this.views = views;
        this.commands = commands;
        this.conflicts = conflicts;
        this.structure = structure;
    }

    /** A collision tells of people of any organization: it is for those who see whole providers. */
    void mount(Site site) {
        site.page(PATH, Need.LOOK_PROVIDERS, this::list).page(ONE, Need.LOOK_PROVIDERS, this::one);
        for (Verdict verdict : Verdict.values()) {
            site.act(ONE + "/" + verdict.verb(), Need.CHANGE_PROVIDERS, visit -> decide(visit, verdict), this::one);
        }
    }

    // ---- looking

    private Response list(Visit visit) {
        String state = visit.asked("state").orElse(OPEN);
        Optional<String> after = visit.asked("after");
        List<Listed> found = conflicts.list(
                visit.tenant(),
                new Conflicts.Wanted(
                        Optional.of(state).filter(Conflicts.STATES::contains),
                        visit.asked("provider"),
                        after.map(PeoplePages::position),
                        PAGE + 1));
        List<Listed> page = found.subList(0, Math.min(PAGE, found.size()));
        Optional<String> next = found.size() > PAGE
                ? Optional.of(Paths.next(visit, Optional.of(page.getLast().id().toString()), "state", "provider"))
                : Optional.empty();
        return views.page(
                visit,
                "Conflicts",
                SECTION,
                "conflicts",
                new Shown.ConflictList(
                        page,
                        state,
                        visit.asked("provider").orElse(""),
                        structure.providerNames(visit.tenant()),
                        next,
                        after.isPresent()));
    }

    private Response one(Visit visit) {
        Listed conflict = conflict(visit);
        return views.page(
                visit,
                conflict.userName(),
                SECTION,
                "conflict",
                new Shown.ConflictDetails(conflict, visit.field("reason")));
    }

    /** A refused form is answered with its page, so that here is asked, too, who may see it. */
    private Listed conflict(Visit visit) {
        return AccountId.parse(visit.request().parameter("id"))
                .filter(id -> visit.may(Need.LOOK_PROVIDERS))
                .flatMap(id -> conflicts.one(visit.tenant(), id.value()))
                .orElseThrow(ConflictPages::unknown);
    }

    private static ScimException unknown() {
        return ScimError.notFound("There is no such conflict; Conflicts lists them all.")
                .exception();
    }

    // ---- deciding

    private Response decide(Visit visit, Verdict verdict) {
        Listed conflict = conflict(visit);
        String reason = visit.required("reason", "Enter a reason. It stands in the log, for whoever asks later.");
        commands.run(visit.caller(), new DecideConflict(conflict.id(), verdict, reason));
        return Response.seeOther(PATH + "/" + conflict.id() + "?done=conflict-" + verdict.verb());
    }
}
