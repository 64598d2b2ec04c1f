package org.rollcall.server.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.rollcall.scim.ScimError;
import org.rollcall.server.administration.ChangeMatter;
import org.rollcall.server.administration.CreateMatter;
import org.rollcall.server.administration.Matters;
import org.rollcall.server.administration.Matters.Custodian;
import org.rollcall.server.administration.Matters.Matter;
import org.rollcall.server.administration.People;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Response;
import org.rollcall.server.permission.Need;

/** Legal matters and whom they hold (P-55). */
final class HoldPages {

    static final String PATH = "/console/holds";
    private static final String SECTION = "holds";
    private static final String ONE = PATH + "/{id}";
    private static final int PAGE = 100;
    private static final int NAMED = 5;

    private final Views views;
    private final Commands commands;
    private final Matters matters;
    private final People people;

    HoldPages(Views views, Commands commands, Matters matters, People people) {
        this.views = views;
        this.commands = commands;
        this.matters = matters;
        this.people = people;
    }

    void mount(Site site) {
        site.page(PATH, Need.KEEP_HOLDS, this::list)
                .act(PATH, Need.KEEP_HOLDS, this::create, this::list)
                .page(ONE, Need.KEEP_HOLDS, this::one)
                .act(ONE + "/add", Need.KEEP_HOLDS, this::add, this::one)
                .act(ONE + "/remove", Need.KEEP_HOLDS, this::remove, this::one)
                .act(ONE + "/release", Need.KEEP_HOLDS, this::release, this::one);
    }

    // ---- looking

    private Response list(Visit visit) {
        List<Matter> all = matters.list(visit.tenant()).reversed();
        return views.page(
                visit,
                "Legal holds",
                SECTION,
                "holds",
                new Shown.MatterList(
                        all.stream()
                                .filter(matter -> matter.released().isEmpty())
                                .toList(),
                        all.stream()
                                .filter(matter -> matter.released().isPresent())
                                .toList(),
                        visit.field("name")));
    }

    private Matter matter(Visit visit) {
        return matters.list(visit.tenant()).stream()
                .filter(matter -> matter.id().toString().equals(visit.request().parameter("id")))
                .findFirst()
                .orElseThrow(() -> ScimError.notFound("There is no such matter; Legal holds lists them all.")
                        .exception());
    }

    private Response one(Visit visit) {
        Matter matter = matter(visit);
        List<Custodian> all = matters.custodians(visit.tenant(), matter.id());
        int from = Math.min(from(visit), all.size());
        List<Custodian> page = all.subList(from, Math.min(from + PAGE, all.size()));
        Optional<String> next = from + PAGE < all.size()
                ? Optional.of(visit.request().path() + "?from=" + (from + PAGE))
                : Optional.empty();
        return views.page(
                visit,
                matter.name(),
                SECTION,
                "hold",
                new Shown.MatterDetails(
                        matter,
                        page,
                        next,
                        from > 0,
                        new Shown.MatterForm(
                                visit.request().path(),
                                visit.field("people"),
                                visit.field("reason"),
                                List.copyOf(visit.all("user")))));
    }

    private static int from(Visit visit) {
        return visit.asked("from")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(Integer::valueOf)
                .orElse(0);
    }

    // ---- changing

    private Response create(Visit visit) {
        String name = visit.required("name", "Enter a name for the matter, such as its file number.");
        UUID id = commands.run(visit.caller(), new CreateMatter(name));
        return Response.seeOther(PATH + "/" + id + "?done=created");
    }

    private Response add(Visit visit) {
        Matter matter = matter(visit);
        List<AccountId> found = named(visit);
        return changed(visit, matter, reason -> ChangeMatter.custodians(matter.id(), found, List.of(), reason), "held");
    }

    /** Everybody of the list, or nobody: whom it names wrongly is said. */
    private List<AccountId> named(Visit visit) {
        List<String> names = visit.required("people", "Enter whom the matter holds, a user name on each line.")
                .lines()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        if (names.size() > Limits.INLINE_PLACEMENTS) {
            throw ScimError.invalidValue("Enter at most %d people at a time.".formatted(Limits.INLINE_PLACEMENTS))
                    .exception();
        }
        List<AccountId> found = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            people.find(visit.caller(), name).ifPresentOrElse(found::add, () -> unknown.add(name));
        }
        if (!unknown.isEmpty()) {
            throw ScimError.invalidValue("Nobody was added, because nobody is called " + some(unknown)
                            + ". Enter user names as People shows them.")
                    .exception();
        }
        return found;
    }

    private static String some(List<String> names) {
        String first = String.join(
                ", ",
                names.subList(0, Math.min(NAMED, names.size())).stream()
                        .map(ScimError::excerpt)
                        .toList());
        return names.size() > NAMED ? first + " and %d more".formatted(names.size() - NAMED) : first;
    }

    private Response remove(Visit visit) {
        Matter matter = matter(visit);
        Collection<AccountId> ticked = visit.all("user").stream()
                .flatMap(id -> AccountId.parse(id).stream())
                .toList();
        if (ticked.isEmpty()) {
            throw ScimError.invalidValue("Tick whom the matter does not hold any longer.")
                    .exception();
        }
        return changed(
                visit, matter, reason -> ChangeMatter.custodians(matter.id(), List.of(), ticked, reason), "let-go");
    }

    private Response release(Visit visit) {
        Matter matter = matter(visit);
        return changed(visit, matter, reason -> ChangeMatter.release(matter.id(), reason), "matter-released");
    }

    private Response changed(Visit visit, Matter matter, Function<String, ChangeMatter> change, String done) {
        String reason = visit.required("reason", "Enter a reason. It stands in the log, for whoever asks later.");
        commands.run(visit.caller(), change.apply(reason));
        return Response.seeOther(PATH + "/" + matter.id() + "?done=" + done);
    }
}
