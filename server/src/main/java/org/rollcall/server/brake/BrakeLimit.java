package org.rollcall.server.brake;

import java.time.Duration;

/**
 * How much harm passes: within any window as many effects as {@code people}, or as {@code share} per cent of the
 * provider's people, whichever is more (P-70).
 *
 * @param share per cent, rounded down
 */
public record BrakeLimit(int people, int share, Duration window) {

    /** What holds until a configuration says something else. */
    public static final BrakeLimit DEFAULT = new BrakeLimit(10, 5, Duration.ofMinutes(60));

    public BrakeLimit {
        if (people < 0 || share < 0 || share > 100 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("no brake can be set to " + people + ", " + share + " %, " + window);
        }
    }

    /** How many pass at a provider with so many people. */
    long passing(long count) {
        return Math.max(people, count * share / 100);
    }
}
