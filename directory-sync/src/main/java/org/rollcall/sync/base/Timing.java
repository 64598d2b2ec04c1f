package org.rollcall.sync.base;

import java.time.Duration;
import java.time.Instant;

/** Time and waiting, as a parameter: tests replace it by one that does not wait. */
public interface Timing {

    /** The present time. */
    Instant now();

    /** Waits that long. */
    void pause(Duration duration) throws InterruptedException;

    /** Real time. */
    static Timing system() {
        return new Timing() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public void pause(Duration duration) throws InterruptedException {
                Thread.sleep(duration);
            }
        };
    }
}
