package org.rollcall.server.base;

import java.util.Optional;
import java.util.UUID;

/** Identifies a piece of work in the background; ordered by time. */
public record JobId(UUID value) implements Comparable<JobId> {

    /** Reads the canonical 36-character text; anything else is refused (an alias would be a second name of one id). */
    public static Optional<JobId> parse(String text) {
        return CanonicalUuid.parse(text).map(JobId::new);
    }

    @Override
    public int compareTo(JobId other) {
        return CanonicalUuid.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
