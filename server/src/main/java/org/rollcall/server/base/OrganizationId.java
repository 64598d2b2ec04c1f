package org.rollcall.server.base;

import java.util.Optional;
import java.util.UUID;

/** Identifies an organization. */
public record OrganizationId(UUID value) implements Comparable<OrganizationId> {

    /** Reads the canonical 36-character text; anything else is refused (an alias would be a second name of one id). */
    public static Optional<OrganizationId> parse(String text) {
        return CanonicalUuid.parse(text).map(OrganizationId::new);
    }

    @Override
    public int compareTo(OrganizationId other) {
        return CanonicalUuid.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
