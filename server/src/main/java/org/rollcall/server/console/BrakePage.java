package org.rollcall.server.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.rollcall.scim.ScimError;
import org.rollcall.server.administration.DecideHeld.Verdict;
import org.rollcall.server.administration.HeldDecisions;
import org.rollcall.server.administration.HeldDecisions.Decided;
import org.rollcall.server.administration.HeldEffects;
import org.rollcall.server.administration.HeldEffects.Held;
import org.rollcall.server.administration.HeldEffects.Wanted;
import org.rollcall.server.administration.RulesInForce;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.command.Commands;
import org.rollcall.server.http.Response;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.permission.Need;
import org.rollcall.server.placement.Rules;

/** What the brake holds: looked at, tried, released or rejected, for some or for everybody (P-71). */
final class BrakePage {

    static final String PATH = "/console/brake";

    private static final int PAGE = 50;
    private static final int PREVIEW = 100;
    private static final String ALL = "all";

    private final Views views;
    private final Commands commands;
    private final HeldEffects queue;
    private final HeldDecisions decisions;

    BrakePage(Views views, Commands commands, HeldEffects queue) {
        this.views = views;
        this.commands = commands;
        this.queue = queue;
        this.decisions = new HeldDecisions(commands, queue);
    }

    void mount(Site site) {
        site.page(PATH, Need.DECIDE_HELD, this::show).act(PATH, Need.DECIDE_HELD, this::decide, this::show);
    }

    // ---- looking

    private static Optional<String> provider(Visit visit) {
        return visit.asked("provider").or(() -> visit.optional("provider"));
    }

    private Response show(Visit visit) {
        return show(visit, Optional.empty());
    }

    private Response show(Visit visit, Optional<Shown.HeldPreview> preview) {
        Optional<String> after = visit.asked("after").or(() -> visit.optional("after"));
        Wanted wanted = new Wanted(provider(visit), Optional.empty(), after.map(PeoplePages::position));
        List<AccountId> found = queue.people(visit.tenant(), wanted, PAGE + 1);
        List<AccountId> page = found.subList(0, Math.min(PAGE, found.size()));
        Optional<String> next = found.size() > PAGE
                ? Optional.of(Paths.next(visit, Optional.of(page.getLast().toString()), "provider"))
                : Optional.empty();
        return views.page(
                visit,
                "Brake",
                "brake",
                "brake",
                new Shown.HeldQueue(
                        queue.counts(visit.tenant()),
                        provider(visit).orElse(""),
                        people(visit, page),
                        next,
                        after.orElse(""),
                        new Shown.HeldForm(
                                List.copyOf(visit.all("user")),
                                visit.field("whom").equals(ALL),
                                visit.field("reason")),
                        preview));
    }

    private List<Shown.HeldPerson> people(Visit visit, List<AccountId> page) {
        if (page.isEmpty()) {
            return List.of();
        }
        Rules rules = commands.preview(visit.caller(), new RulesInForce());
        Map<AccountId, List<Held>> byPerson = queue.of(visit.tenant(), page).stream()
                .collect(Collectors.groupingBy(Held::account, LinkedHashMap::new, Collectors.toList()));
        return byPerson.values().stream().map(held -> person(held, rules)).toList();
    }

    private static Shown.HeldPerson person(List<Held> held, Rules rules) {
        Held first = held.getFirst();
        return new Shown.HeldPerson(
                first.account().toString(),
                first.displayName().orElse(first.userName()),
                first.userName(),
                first.provider(),
                held.stream()
                        .map(one -> Shown.HeldEffect.of(one.decision(), rules))
                        .toList());
    }

    // ---- deciding

    private Response decide(Visit visit) {
        return switch (visit.field("do")) {
            case "release" -> run(visit, Verdict.RELEASE, "released");
            case "reject" -> run(visit, Verdict.REJECT, "rejected");
            default -> preview(visit);
        };
    }

    private Response run(Visit visit, Verdict verdict, String done) {
        List<Wanted> wanted = wanted(visit);
        String reason = visit.required("reason", "Enter a reason. It stands in the log, for whoever asks later.");
        Decided decided = decisions.run(visit.caller(), wanted, verdict, reason);
        return RulesPage.done(visit, PATH + "?done=" + (decided.effects() == 0 ? "not-held" : done));
    }

    private Response preview(Visit visit) {
        List<LogEntry> rows = new ArrayList<>();
        String reason = visit.optional("reason").orElse("released");
        Decided decided = decisions.preview(visit.caller(), wanted(visit), Verdict.RELEASE, reason, rows::addAll);
        return show(
                visit,
                Optional.of(new Shown.HeldPreview(
                        decided.people(),
                        decided.effects(),
                        rows.stream()
                                .collect(Collectors.groupingBy(
                                        row -> row.action().label(), LinkedHashMap::new, Collectors.counting())),
                        List.copyOf(rows.subList(0, Math.min(PREVIEW, rows.size()))),
                        rows.size())));
    }

    private static List<Wanted> wanted(Visit visit) {
        if (visit.field("whom").equals(ALL)) {
            return List.of(new Wanted(visit.optional("provider"), Optional.empty(), Optional.empty()));
        }
        List<Wanted> ticked = new TreeSet<>(visit.all("user"))
                .stream()
                        .flatMap(id -> AccountId.parse(id).stream())
                        .map(id -> new Wanted(Optional.empty(), Optional.of(id), Optional.empty()))
                        .toList();
        if (ticked.isEmpty()) {
            throw ScimError.invalidValue("Tick whom you mean, or choose everybody.")
                    .exception();
        }
        return ticked;
    }
}
