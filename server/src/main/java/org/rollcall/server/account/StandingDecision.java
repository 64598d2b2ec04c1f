package org.rollcall.server.account;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * An effect that is wanted and not applied. Its key is (account, facet, desired value): it is decided once, however
 * often it is asked for, and ends when something else is wanted.
 *
 * @param desired {@link #INACTIVE} or {@link #DELETED}, the id of an organization, {@link #GRANTED} or {@link #TAKEN},
 *     {@link #CHANGED} for an e-mail
 * @param origin who wants it, in words
 * @param until when a delayed effect is applied
 * @param reason why it is wanted, and why it is not applied, in words
 */
public record StandingDecision(
        Facet facet, String desired, Fate fate, String origin, String reason, Instant since, Optional<Instant> until) {

    public static final String INACTIVE = "inactive";
    public static final String DELETED = "deleted";
    public static final String DEACTIVATED = "deactivated";
    public static final String PURGED = "purged";
    public static final String CHANGED = "changed";
    public static final String GRANTED = "granted";
    public static final String TAKEN = "taken";

    /** What became of an effect that is not applied. */
    public enum Fate {
        /** It is applied later, unless something else is wanted by then. */
        DELAYED("delayed"),
        /** The brake keeps it until an administrator decides (P-71). */
        HELD("held"),
        /** An administrator decided against it. */
        REJECTED("rejected"),
        /** It was applied, and an administrator took it back (P-84). */
        UNDONE("undone"),
        /** Something that the provider cannot overrule forbids it. */
        WITHHELD("withheld");

        private final String label;

        Fate(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public static Fate of(String label) {
            return Arrays.stream(values())
                    .filter(fate -> fate.label.equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no fate " + label));
        }
    }

    /** True for a decision on this effect. */
    public boolean on(Facet other, String value) {
        return facet.equals(other) && desired.equals(value);
    }

    /** The same effect with another fate. */
    public StandingDecision as(Fate next, String why, Instant at) {
        return new StandingDecision(facet, desired, next, origin, why, at, Optional.empty());
    }
}
