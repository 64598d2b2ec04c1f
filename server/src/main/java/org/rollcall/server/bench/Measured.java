package org.rollcall.server.bench;

import java.util.List;
import java.util.Optional;

/**
 * What a contender achieved.
 *
 * @param nanos how long it ran, all its slices together
 */
record Measured(String name, int connections, long nanos, Usage usage, List<Lane> lanes) {

    /**
     * One operation of a contender. Times are nanoseconds.
     *
     * @param busy sum of all times
     */
    record Lane(String name, long count, long busy, long p50, long p99) {}

    long operations() {
        return lanes.stream().mapToLong(Lane::count).sum();
    }

    /** Operations per second of one lane; a worker that alternates between lanes gives each its share of the time. */
    double perSecond(Lane lane) {
        double share =
                (double) lane.busy() / lanes.stream().mapToLong(Lane::busy).sum();
        return lane.count() == 0 ? 0 : lane.count() * 1e9 / (nanos * share);
    }

    /** Usage per operation, over all lanes. */
    Usage perOperation() {
        return usage.dividedBy(operations());
    }

    Optional<Lane> lane(String wanted) {
        return lanes.stream().filter(lane -> lane.name().equals(wanted)).findFirst();
    }
}
