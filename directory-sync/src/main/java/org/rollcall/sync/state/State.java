package org.rollcall.sync.state;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.rollcall.sync.directory.Place;

/**
 * What is remembered.
 *
 * @param settings a digest of the configuration that it was seen with; another configuration makes everything new
 * @param lastFull when everything was last compared
 * @param lastRun the last run, whatever its kind
 * @param present how many entries had each attribute in the last complete reading
 * @param seen each person's digest, by id; empty for whoever has to be looked at again
 * @param places of people, by id, when the directory tells what changed; else nothing
 * @param cookies of the directory, with which it tells what changed
 */
public record State(
        String settings,
        Optional<Instant> lastFull,
        Optional<LastRun> lastRun,
        Counts counts,
        Map<String, Integer> present,
        Map<String, String> seen,
        Map<String, Place> places,
        Map<String, String> cookies) {

    /** Nothing is known. */
    public static final State NONE =
            new State("", Optional.empty(), Optional.empty(), new Counts(0, 0), Map.of(), Map.of(), Map.of(), Map.of());

    /** How many people and groups were read. */
    public record Counts(int people, int groups) {}

    /** How a run ended. */
    public record LastRun(Instant at, String mode, String outcome, String plan, int steps, int failed) {}
}
