package org.rollcall.server.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.rollcall.server.account.Account;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.brake.Brake;
import org.rollcall.server.brake.BrakeLimit;
import org.rollcall.server.command.Changes.GroupChange;
import org.rollcall.server.command.Changes.PersonChange;
import org.rollcall.server.command.Command.Context;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.journal.LogEntry.Subject;
import org.rollcall.server.placement.ProviderRules;
import org.rollcall.server.placement.Rules;

/**
 * The step between what a command wants and what is written: each difference is applied, or stays a standing decision
 * (held by the brake, rejected, withheld). What stands is never decided or counted again while the same is wanted.
 */
final class Fates {

    private final Context context;
    private final Brake brake;
    private final Administrators administrators;
    private final boolean braked;
    private final boolean asked;
    private final Map<ProviderId, Integer> held = new HashMap<>();

    /** @param braked whether a provider stands behind the change, so that its harm is counted */
    Fates(Context context, Brake brake, Administrators administrators, boolean braked) {
        this.context = context;
        this.brake = brake;
        this.administrators = administrators;
        this.braked = braked;
        this.asked = context.caller().provider().isPresent();
    }

    /** The changes that are left of these. */
    Changes resolve(Changes changes) {
        List<LogEntry> notes = new ArrayList<>(changes.notes());
        boolean groupHeld = changes.groups().stream().anyMatch(group -> held(group, notes));
        List<PersonChange> people = people(changes.people(), bound(changes), groupHeld);
        List<Changes.Mark> marks = groupHeld
                ? changes.marks().stream().map(Changes.Mark::ofHeldDeletion).toList()
                : changes.marks();
        return changes.resolved(people, marks, notes);
    }

    /** How many effects the brake holds since now, by provider. */
    Map<ProviderId, Integer> held() {
        return Map.copyOf(held);
    }

    /** With the rules as they are once the rows of a new group are bound. */
    private Context bound(Changes changes) {
        Rules rules = context.rules();
        for (Changes.Binding binding : changes.bindings()) {
            ProviderRules provider = rules.provider(binding.provider());
            List<ProviderRules.Unbound> rows = provider.unbound().stream()
                    .filter(row -> binding.rows().contains(row.row()))
                    .toList();
            String name = changes.groups().stream()
                    .filter(change -> change.after().id().equals(binding.group()))
                    .map(change -> change.after().displayName())
                    .findFirst()
                    .orElse("");
            rules = rules.with(provider.bind(rows, binding.group(), name));
        }
        return new Context(context.now(), rules, context.ids(), context.caller());
    }

    /** The people of one provider after those of another, so that brakes are locked in one order. */
    private List<PersonChange> people(List<PersonChange> people, Context bound, boolean groupHeld) {
        PersonChange[] resolved = new PersonChange[people.size()];
        IntStream.range(0, people.size())
                .boxed()
                .sorted(Comparator.comparing(i -> owner(people.get(i))))
                .forEach(i -> resolved[i] = person(people.get(i), bound, groupHeld));
        return List.of(resolved);
    }

    private static String owner(PersonChange change) {
        return change.after()
                .account()
                .flatMap(Account::owner)
                .map(ProviderId::toString)
                .orElse("");
    }

    private PersonChange person(PersonChange change, Context bound, boolean groupHeld) {
        return change.after().account().isEmpty()
                ? change
                : new PersonFates(this, bound, change, groupHeld || change.held(), asked || change.groupsChanged())
                        .resolve();
    }

    // ---- what the brake says

    /** Whether an effect passes; one that no provider stands behind does, uncounted. */
    boolean passes(Optional<ProviderId> provider, boolean loses) {
        return provider.filter(p -> braked)
                .flatMap(p -> limit(p).map(limit -> brake.passes(p, limit, loses)))
                .orElse(true);
    }

    private Optional<BrakeLimit> limit(ProviderId provider) {
        return context.rules().provider(provider).caution().brake();
    }

    /** Whether effects may be held at all. */
    boolean brakes(Optional<ProviderId> provider) {
        return braked && provider.flatMap(this::limit).isPresent();
    }

    /** Whether a provider would take out the last administrator (P-47). */
    boolean takesLast(Account before, Account after, boolean withheld) {
        return (braked || withheld)
                && after.owner().isPresent()
                && administrators.has(before)
                && !administrators.has(after)
                && administrators.last(after.id());
    }

    void holds(ProviderId provider) {
        held.merge(provider, 1, Integer::sum);
    }

    /** The deletion of a mapped group is one harmful effect; what follows for its members is held with it. */
    private boolean held(GroupChange change, List<LogEntry> notes) {
        boolean harms = change.before().filter(b -> b.deleted().isEmpty()).isPresent()
                && change.after().deleted().isPresent()
                && context.rules()
                        .provider(change.after().provider())
                        .maps(change.after().id());
        if (!harms || passes(Optional.of(change.after().provider()), false)) {
            return false;
        }
        notes.add(LogEntry.of(
                        Action.HELD,
                        Subject.group(change.after().id().value()),
                        Optional.empty(),
                        change.after().displayName())
                .because("the group is mapped; what its deletion means for its members is held"));
        return true;
    }
}
