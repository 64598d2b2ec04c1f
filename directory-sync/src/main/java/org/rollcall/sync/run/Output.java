package org.rollcall.sync.run;

import java.util.List;
import org.rollcall.sync.base.Limits;

/** Where a run tells what it does. */
public interface Output {

    /** One line. */
    void line(String text);

    /** Lines of which a terminal shows the first only; the log of the run has all. */
    default void lines(List<String> texts) {
        texts.stream().limit(Limits.LISTED_STEPS).forEach(this::line);
        if (texts.size() > Limits.LISTED_STEPS) {
            line("… and %,d more; the log of this run has all".formatted(texts.size() - Limits.LISTED_STEPS));
        }
    }

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
