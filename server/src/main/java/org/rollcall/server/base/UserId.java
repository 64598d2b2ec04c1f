package org.rollcall.server.base;

import java.util.Optional;
import java.util.UUID;

/** Identifies a directory record of a user: the {@code id} that its provider sees. */
public record UserId(UUID value) implements Comparable<UserId> {

    /** Reads the canonical 36-character text; anything else is refused (an alias would be a second name of one id). */
    public static Optional<UserId> parse(String text) {
        return CanonicalUuid.parse(text).map(UserId::new);
    }

    @Override
    public int compareTo(UserId other) {
        return CanonicalUuid.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
