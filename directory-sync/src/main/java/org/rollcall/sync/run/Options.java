package org.rollcall.sync.run;

import java.time.Duration;
import java.util.Optional;

/**
 * How a run is wanted.
 *
 * @param full compare everything
 * @param dryRun stop after the plan, and write nothing anywhere
 * @param confirm the hash of a plan above the threshold that somebody has looked at
 * @param acceptFewer believe a reading that is much smaller than the last one
 * @param every after what time the next run follows, when this program knows
 */
public record Options(
        boolean full, boolean dryRun, Optional<String> confirm, boolean acceptFewer, Optional<Duration> every) {

    /** The same, again and again after this time. */
    public Options every(Duration pause) {
        return new Options(full, dryRun, confirm, acceptFewer, Optional.of(pause));
    }
}
