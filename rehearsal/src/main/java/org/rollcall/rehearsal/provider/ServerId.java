package org.rollcall.rehearsal.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The id that the server gave to a user or a group (RFC 7643 §3.1). */
record ServerId(String value) {

    ServerId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("An id is never empty");
        }
    }

    /** As a segment of a path. */
    String encoded() {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return value;
    }
}
