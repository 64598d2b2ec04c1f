package org.rollcall.rehearsal.scim;

import java.time.Duration;

/** The passing of time, as a parameter: tests replace it by one that does not wait. */
public interface Timing {

    /** A reading in nanoseconds; only differences mean something. */
    long nanos();

    /** Waits that long. */
    void pause(Duration duration) throws InterruptedException;

    /** Real time. */
    static Timing system() {
        return new Timing() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(Duration duration) throws InterruptedException {
                Thread.sleep(duration);
            }
        };
    }
}
