package org.rollcall.server.base;

import java.util.Optional;
import java.util.UUID;

/** Identifies a session of the console, never what opens it. */
public record SessionId(UUID value) {

    /** Reads the canonical 36-character text. */
    public static Optional<SessionId> parse(String text) {
        return CanonicalUuid.parse(text).map(SessionId::new);
    }
}
