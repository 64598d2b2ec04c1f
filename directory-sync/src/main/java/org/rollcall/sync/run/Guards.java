package org.rollcall.sync.run;

import java.util.Map;
import java.util.TreeSet;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.config.Settings;
import org.rollcall.sync.state.State;

/**
 * Whether a reading can be believed. A search that succeeds can still show only a part: the account of the tool lost a
 * right, a base was moved away, a replica is not filled yet (P-124, H-L1).
 */
final class Guards {

    /** Fewer than so many are no statistics. */
    private static final int ENOUGH = 10;

    private Guards() {}

    /**
     * Ends the run when the reading is empty or much smaller than the last one with the same configuration.
     *
     * @throws Failure saying which of these it was
     */
    static void check(Reading reading, State state, Settings.Safety safety, boolean acceptFewer) {
        if (reading.counts().people() == 0) {
            throw Failure.directory("The directory was read, but nobody was found (empty). Check people.search and what"
                    + " the account may read. Nothing was changed.");
        }
        if (!acceptFewer) {
            fewer("people", state.counts().people(), reading.counts().people(), safety.shrink());
            fewer("groups", state.counts().groups(), reading.counts().groups(), safety.shrink());
            permissions(reading, state);
        }
    }

    private static void fewer(String what, int before, int now, int shrink) {
        boolean vanished = before > 0 && now == 0;
        boolean shrunk = before >= ENOUGH && (long) now * 100 < (long) before * (100 - shrink);
        if (vanished || shrunk) {
            throw Failure.directory(
                    ("The directory was read, but has only %,d %s after %,d last time (partial). If that is"
                                    + " right, run once with --accept-fewer. Nothing was changed.")
                            .formatted(now, what, before));
        }
    }

    /** An attribute that half of those who had it have lost at once may no longer be read. */
    private static void permissions(Reading reading, State state) {
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(reading.comparable());
        if (reading.full()) {
            names.addAll(state.present().keySet());
        }
        TreeSet<String> lost = new TreeSet<>();
        for (Map.Entry<String, Integer> before : state.present().entrySet()) {
            int now = reading.present().getOrDefault(before.getKey(), 0);
            if (names.contains(before.getKey()) && before.getValue() >= ENOUGH && now * 2L < before.getValue()) {
                lost.add("%s: %,d entries after %,d".formatted(before.getKey(), now, before.getValue()));
            }
        }
        if (!lost.isEmpty()) {
            throw Failure.directory(("The directory was read, but attributes are missing that were there last time"
                            + " (permission?): %s. If that is right, run once with --accept-fewer. Nothing was changed.")
                    .formatted(String.join("; ", lost)));
        }
    }
}
