package org.rollcall.server.base;

import java.util.Optional;
import java.util.UUID;

/** Identifies a role. */
public record RoleId(UUID value) implements Comparable<RoleId> {

    /** Reads the canonical 36-character text; anything else is refused (an alias would be a second name of one id). */
    public static Optional<RoleId> parse(String text) {
        return CanonicalUuid.parse(text).map(RoleId::new);
    }

    @Override
    public int compareTo(RoleId other) {
        return CanonicalUuid.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
