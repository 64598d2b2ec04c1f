package org.rollcall.server.account;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The standing decisions on one account; almost always none. */
public record Standing(List<StandingDecision> decisions) {

    public static final Standing NONE = new Standing(List.of());

    public Standing {
        decisions = decisions.stream()
                .sorted(Comparator.comparing((StandingDecision d) -> d.facet().label())
                        .thenComparing(StandingDecision::desired))
                .toList();
    }

    public boolean isEmpty() {
        return decisions.isEmpty();
    }

    /** The decision on an effect. */
    public Optional<StandingDecision> on(Facet facet, String desired) {
        return decisions.stream().filter(d -> d.on(facet, desired)).findFirst();
    }

    /** The decision on whatever is wanted of a facet. */
    public Optional<StandingDecision> on(Facet facet) {
        return decisions.stream().filter(d -> d.facet().equals(facet)).findFirst();
    }

    /** Those that something holds for. */
    public List<StandingDecision> where(Predicate<StandingDecision> condition) {
        return decisions.stream().filter(condition).toList();
    }

    public Standing without(Collection<StandingDecision> ended) {
        return new Standing(where(d -> !ended.contains(d)));
    }

    /** With a decision in place of the one on the same effect. */
    public Standing with(StandingDecision decision) {
        List<StandingDecision> next = new ArrayList<>(where(d -> !d.on(decision.facet(), decision.desired())));
        next.add(decision);
        return new Standing(next);
    }
}
