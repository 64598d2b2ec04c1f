package org.rollcall.sync.run;

/** Where a run tells what it does. */
public interface Output {

    /** One line. */
    void line(String text);

    /**
     * Something that takes a while.
     *
     * @param expected how many steps it has; -1 when nobody knows
     */
    Meter meter(String task, long expected);

    /** Counts the steps of something that takes a while. Safe for use by several threads. */
    interface Meter extends AutoCloseable {

        /** One more is done. */
        void step();

        @Override
        void close();
    }
}
