package org.rollcall.server.base;

import java.util.Optional;
import java.util.UUID;

/** Identifies a provisioning provider. */
public record ProviderId(UUID value) implements Comparable<ProviderId> {

    /** Reads the canonical 36-character text; anything else is refused (an alias would be a second name of one id). */
    public static Optional<ProviderId> parse(String text) {
        return CanonicalUuid.parse(text).map(ProviderId::new);
    }

    @Override
    public int compareTo(ProviderId other) {
        return CanonicalUuid.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
