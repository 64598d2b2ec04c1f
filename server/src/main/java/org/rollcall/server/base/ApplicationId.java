package org.rollcall.server.base;

import java.util.Optional;
import java.util.UUID;

/** Identifies an application that follows the feed (P-104). */
public record ApplicationId(UUID value) implements Comparable<ApplicationId> {

    /** Reads the canonical 36-character text; anything else is refused (an alias would be a second name of one id). */
    public static Optional<ApplicationId> parse(String text) {
        return CanonicalUuid.parse(text).map(ApplicationId::new);
    }

    @Override
    public int compareTo(ApplicationId other) {
        return CanonicalUuid.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
