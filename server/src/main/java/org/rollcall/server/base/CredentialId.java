package org.rollcall.server.base;

import java.util.Optional;
import java.util.UUID;

/** Identifies a credential, never its secret. */
public record CredentialId(UUID value) implements Comparable<CredentialId> {

    /** Reads the canonical 36-character text; anything else is refused (an alias would be a second name of one id). */
    public static Optional<CredentialId> parse(String text) {
        return CanonicalUuid.parse(text).map(CredentialId::new);
    }

    @Override
    public int compareTo(CredentialId other) {
        return CanonicalUuid.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
