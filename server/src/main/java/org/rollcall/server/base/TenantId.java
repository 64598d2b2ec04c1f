package org.rollcall.server.base;

import java.util.Optional;
import java.util.UUID;

/** Identifies a tenant. */
public record TenantId(UUID value) implements Comparable<TenantId> {

    /** Reads the canonical 36-character text; anything else is refused (an alias would be a second name of one id). */
    public static Optional<TenantId> parse(String text) {
        return CanonicalUuid.parse(text).map(TenantId::new);
    }

    @Override
    public int compareTo(TenantId other) {
        return CanonicalUuid.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
