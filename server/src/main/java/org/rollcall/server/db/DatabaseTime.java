package org.rollcall.server.db;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What time it is, by the database's clock, so that all nodes agree on what is due. Tests move it by an offset.
 */
public final class DatabaseTime {

    /** SQL for now, with one parameter: {@link #offset}. */
    public static final String NOW = "(clock_timestamp() + (? * interval '1 millisecond'))";

    /** The same with that parameter by its name, {@code :offset}. */
    public static final String NAMED_NOW = NOW.replace("?", ":offset");

    private final AtomicLong offset = new AtomicLong();

    private final InstantSource node;

    /**
     * @param node this node's clock, for verdicts that may differ by the skew between nodes
     */
    public DatabaseTime(InstantSource node) {
        this.node = node;
    }

    /** Now, by this node's clock: for what needs no agreement, such as the expiry of a credential. */
    public Instant approximately() {
        return node.instant().plusMillis(offset());
    }

    /** Milliseconds to add to the database's clock; zero in the product. */
    public long offset() {
        return offset.get();
    }

    /** Moves time for everything that asks this instance. */
    public void advance(Duration by) {
        offset.addAndGet(by.toMillis());
    }
}
