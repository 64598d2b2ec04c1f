package org.rollcall.server.db.embedded;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do: nothing notifies us of a file that appears or a process that is not our child. */
final class Poll {

    private static final Duration PAUSE = Duration.ofMillis(5);

    private Poll() {}

    /** Whether the condition came true within the limit. An interrupt ends the wait and is kept. */
    static boolean until(BooleanSupplier condition, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }
}
