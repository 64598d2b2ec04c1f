package org.rollcall.server.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How to measure.
 *
 * @param connections how many connections work at once, where it makes sense
 * @param warmup how long the server does what is measured before it counts, and again in turns with its reference
 * @param measured how long each runs then
 * @param users users to be there before anything is measured
 * @param large also measures a group of 100,000
 * @param only which operations to measure; all, if it names none
 */
record Options(int connections, Duration warmup, Duration measured, int users, boolean large, List<String> only) {

    private static final int LARGE = 100_000;
    private static final int MOST_AT_ONCE = 1_000;

    Options {
        if (connections < 1 || users < 100 || measured.isZero() || measured.isNegative() || warmup.isNegative()) {
            throw new IllegalArgumentException("needs a connection, 100 users and time to measure");
        }
        users = large ? Math.max(users, LARGE) : users;
    }

    boolean wants(String operation) {
        return only.isEmpty() || only.contains(operation);
    }

    /** Small enough for continuous integration; its numbers mean little. */
    static Options quick() {
        return new Options(2, Duration.ofMillis(500), Duration.ofMillis(500), 200, false, List.of());
    }

    /** Users who are in no group at first, to come and go. */
    int spare() {
        return Math.min(users, MOST_AT_ONCE);
    }

    /** How many members one request adds or removes. */
    List<Integer> changes() {
        return IntStream.of(1, 100, MOST_AT_ONCE)
                .filter(size -> size <= spare())
                .boxed()
                .toList();
    }

    /** The sizes of group that there are users for. */
    List<Integer> groupSizes() {
        return IntStream.of(10, 1_000, 10_000, LARGE)
                .filter(size -> size <= users && (large || size < LARGE))
                .boxed()
                .toList();
    }
}
