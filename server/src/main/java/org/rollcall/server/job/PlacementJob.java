package org.rollcall.server.job;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.rollcall.server.base.JobId;

/**
 * A job as it stands (P-82).
 *
 * @param version the configuration version it places people with
 * @param total how many people were placed with older rules when it began
 * @param done how many of them it has placed; who is placed for another reason meanwhile is not among them
 * @param changed how many of those were moved, or gained or lost a role
 * @param held how many effects the brake held
 * @param failed how often placing somebody failed; it is tried again
 * @param actor who made it necessary
 * @param moved when it last got on
 */
public record PlacementJob(
        JobId id,
        long version,
        State state,
        long total,
        long done,
        long changed,
        long held,
        long failed,
        String actor,
        Instant created,
        Instant moved) {

    /** Where a job stands; the last three are for good. */
    public enum State {
        RUNNING,
        PAUSED,
        CANCELLED,
        SUPERSEDED,
        DONE;

        /** The name in API and database. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String label) {
            return Arrays.stream(values())
                    .filter(state -> state.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no state " + label));
        }
    }
}
