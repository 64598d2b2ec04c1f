package org.rollcall.server.db;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What time it is, by the database's clock, so that all nodes agree on what is due. Tests move it by an offset.
 */
public final class DatabaseTime {

    /** SQL for now, with one parameter: {@link #offset}. */
    public static final String NOW = "(clock_timestamp() + (? * interval '1 millisecond'))";

    private final AtomicLong offset = new AtomicLong();

    /** Milliseconds to add to the database's clock; zero in the product. */
    public long offset() {
        return offset.get();
    }

    /** Moves time for everything that asks this instance. */
    public void advance(Duration by) {
        offset.addAndGet(by.toMillis());
    }
}
