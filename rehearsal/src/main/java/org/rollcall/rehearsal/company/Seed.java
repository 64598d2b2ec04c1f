package org.rollcall.rehearsal.company;

import java.util.Random;

/**
 * The one number from which everything random in a rehearsal follows.
 *
 * <p>Each purpose draws from a stream of its own, so that adding a draw for one purpose does not change the others.
 * The streams are repeatable and therefore guessable: nothing drawn from them may serve as a real secret.
 */
public record Seed(long value) {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** A stream of random values for one purpose; the same seed and purpose always give the same stream. */
    public Random random(String purpose) {
        long mixed = FNV_OFFSET ^ value;
        for (int place = 0; place < purpose.length(); place++) {
            mixed = (mixed ^ purpose.charAt(place)) * FNV_PRIME;
        }
        return new Random(mixed ^ (mixed >>> 32));
    }
}
