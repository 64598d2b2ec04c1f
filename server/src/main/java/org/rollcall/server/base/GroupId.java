package org.rollcall.server.base;

import java.util.Optional;
import java.util.UUID;

/** Identifies a directory record of a group. */
public record GroupId(UUID value) implements Comparable<GroupId> {

    /** Reads the canonical 36-character text; anything else is refused (an alias would be a second name of one id). */
    public static Optional<GroupId> parse(String text) {
        return CanonicalUuid.parse(text).map(GroupId::new);
    }

    @Override
    public int compareTo(GroupId other) {
        return CanonicalUuid.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
