package org.rollcall.scim.schema;

import java.util.Optional;

/**
 * The name of an attribute as RFC 7644 section 3.10 writes it: {@code userName}, {@code name.givenName},
 * {@code urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value}. Names are kept as written;
 * what they mean is found by {@link ResourceType#resolve}.
 */
public record AttributePath(Optional<String> urn, String attribute, Optional<String> subAttribute) {

    /** The path this text writes, or nothing when it is no attribute path. */
    public static Optional<AttributePath> parse(String text) {
        throw new UnsupportedOperationException();
    }

    /** The path as text, the inverse of {@link #parse}. */
    public String print() {
        throw new UnsupportedOperationException();
    }
}
