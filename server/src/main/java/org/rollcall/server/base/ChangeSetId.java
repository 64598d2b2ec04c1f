package org.rollcall.server.base;

import java.util.Optional;
import java.util.UUID;

/** Identifies what one command changed; ordered by time. */
public record ChangeSetId(UUID value) implements Comparable<ChangeSetId> {

    /** Reads the canonical 36-character text; anything else is refused (an alias would be a second name of one id). */
    public static Optional<ChangeSetId> parse(String text) {
        return CanonicalUuid.parse(text).map(ChangeSetId::new);
    }

    @Override
    public int compareTo(ChangeSetId other) {
        return CanonicalUuid.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
