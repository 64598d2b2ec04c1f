package org.rollcall.server.base;

import java.util.Optional;
import java.util.UUID;

/** Identifies a person here. Equal to the record's id at creation, and never interchangeable with it. */
public record AccountId(UUID value) implements Comparable<AccountId> {

    /** Reads the canonical 36-character text; anything else is refused (an alias would be a second name of one id). */
    public static Optional<AccountId> parse(String text) {
        return CanonicalUuid.parse(text).map(AccountId::new);
    }

    @Override
    public int compareTo(AccountId other) {
        return CanonicalUuid.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
