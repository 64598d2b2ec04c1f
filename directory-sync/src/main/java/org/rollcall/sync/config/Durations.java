package org.rollcall.sync.config;

import java.time.Duration;
import java.util.Optional;

/** Times as people write them. */
public final class Durations {

    private Durations() {}

    /** {@code 30s}, {@code 15m}, {@code 12h}, {@code 2d}. */
    public static Optional<Duration> of(String text) {
        return Section.parsed(text);
    }
}
