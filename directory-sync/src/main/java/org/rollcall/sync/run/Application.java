package org.rollcall.sync.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.base.Limits;
import org.rollcall.sync.base.Text;
import org.rollcall.sync.plan.Kind;
import org.rollcall.sync.plan.Plan;
import org.rollcall.sync.plan.Step;
import org.rollcall.sync.scim.RefusedException;
import org.rollcall.sync.scim.ScimServer;

/**
 * Carries out a plan: kind after kind, the steps of one kind side by side. A step that the server refuses is told and
 * does not stop the others; when the server is away, no further step is begun.
 */
final class Application {

    private final ScimServer server;
    private final int connections;
    private final Output out;
    private final Map<String, String> people;
    private final Map<String, String> groups;
    private final List<Refused> refused = Collections.synchronizedList(new ArrayList<>());
    private volatile Optional<Failure> ended = Optional.empty();
    private final AtomicInteger done = new AtomicInteger();

    Application(
            ScimServer server, int connections, Output out, Map<String, String> people, Map<String, String> groups) {
        this.server = server;
        this.connections = connections;
        this.out = out;
        this.people = new ConcurrentHashMap<>(people);
        this.groups = new ConcurrentHashMap<>(groups);
    }

    /** A step that the server refused. */
    record Refused(Step step, String words, boolean conflict) {

        String line() {
            return "refused: %s %s: %s".formatted(step.kind().words(), step.line(), Text.excerpt(words));
        }
    }

    /** Applies the plan; the refused steps are the answer. */
    List<Refused> apply(Plan plan) {
        try (Output.Meter meter = out.meter("applying", plan.steps().size())) {
            for (Kind kind : Kind.values()) {
                sideBySide(
                        plan.steps().stream()
                                .filter(step -> step.kind() == kind)
                                .toList(),
                        meter);
                if (kind == Kind.CREATE) {
                    again(meter);
                }
            }
        }
        return List.copyOf(refused);
    }

    /** How many steps were carried out. */
    int done() {
        return done.get();
    }

    /** A name that was taken may be free, now that everybody else has got theirs. */
    private void again(Output.Meter meter) {
        List<Step> conflicts =
                refused.stream().filter(Refused::conflict).map(Refused::step).toList();
        refused.removeIf(Refused::conflict);
        conflicts.forEach(step -> attempt(step, meter));
    }

    private void sideBySide(List<Step> steps, Output.Meter meter) {
        AtomicInteger next = new AtomicInteger();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < Math.min(connections, steps.size()); i++) {
            workers.add(Thread.ofVirtual().start(() -> {
                for (int n = next.getAndIncrement(); n < steps.size(); n = next.getAndIncrement()) {
                    if (ended.isPresent()) {
                        return;
                    }
                    attempt(steps.get(n), meter);
                }
            }));
        }
        workers.forEach(Application::join);
        ended.ifPresent(failure -> {
            throw failure;
        });
    }

    private static void join(Thread worker) {
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.server("Interrupted; the next run completes what is left.");
        }
    }

    private void attempt(Step step, Output.Meter meter) {
        try {
            carryOut(step);
            done.incrementAndGet();
            meter.step();
        } catch (RefusedException e) {
            refused.add(new Refused(step, e.words(), e.conflict()));
        } catch (Failure e) {
            ended = Optional.of(e);
        }
    }

    private void carryOut(Step step) {
        switch (step) {
            case Step.CreatePerson create ->
                people.put(create.id(), server.createUser(create.person().attributes()));
            case Step.ChangePerson change -> server.patchUser(change.server(), change.parsed());
            case Step.CreateGroup create ->
                groups.put(
                        create.id(),
                        server.createGroup(create.id(), create.group().name()));
            case Step.ChangeGroup change ->
                server.renameGroup(change.server(), change.id(), change.group().name());
            case Step.Members members -> members(members);
            case Step.DeleteGroup delete -> server.deleteGroup(delete.server());
        }
    }

    /** Whoever could not be created is no member yet; the next run adds who is missing. */
    private void members(Step.Members step) {
        String group = Optional.ofNullable(groups.get(step.id())).orElse("");
        if (group.isEmpty()) {
            return; // its creation was refused, and told
        }
        chunks(step.removed()).forEach(chunk -> server.removeMembers(group, chunk));
        List<String> added = step.added().stream()
                .flatMap(id -> Optional.ofNullable(people.get(id)).stream())
                .toList();
        chunks(added).forEach(chunk -> server.addMembers(group, chunk));
    }

    private static List<List<String>> chunks(List<String> all) {
        List<List<String>> chunks = new ArrayList<>();
        for (int i = 0; i < all.size(); i += Limits.MEMBERS_PER_REQUEST) {
            chunks.add(all.subList(i, Math.min(all.size(), i + Limits.MEMBERS_PER_REQUEST)));
        }
        return chunks;
    }

    /** The people whose step was refused. */
    static Set<String> people(List<Refused> refused) {
        Set<String> ids = new HashSet<>();
        refused.stream()
                .map(Refused::step)
                .filter(step -> step instanceof Step.CreatePerson || step instanceof Step.ChangePerson)
                .forEach(step -> ids.add(step.id()));
        return ids;
    }

    /** Whether a step about a group was refused. */
    static boolean groups(List<Refused> refused) {
        return refused.size() > people(refused).size();
    }
}
