package org.rollcall.server.bench;

/**
 * An operation and its raw reference, measured in turns.
 *
 * @param rows rows that one operation writes
 */
record Comparison(Measured product, Measured reference, double rows) {

    /** The reference's operations per second in the lane of the same name, or in its only one. */
    double rawPerSecond(Measured.Lane lane) {
        return reference.perSecond(
                reference.lane(lane.name()).orElse(reference.lanes().getFirst()));
    }

    /** Operations per second of a lane as a share of the reference's. */
    double ratio(Measured.Lane lane) {
        double raw = rawPerSecond(lane);
        return raw == 0 ? 0 : product.perSecond(lane) / raw;
    }
}
