package org.rollcall.server.http;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The media types of answers. */
public final class MediaTypes {

    public static final String SCIM = "application/scim+json;charset=UTF-8";
    public static final String JSON = "application/json;charset=UTF-8";

    private MediaTypes() {}

    /** Plain JSON for a client that accepts that and not SCIM's own type; SCIM's own for everybody else. */
    static String answer(Function<String, Optional<String>> headers) {
        return headers.apply("Accept")
                .map(accept -> accept.toLowerCase(Locale.ROOT))
                .filter(accept -> accept.contains("application/json") && !accept.contains("application/scim+json"))
                .map(accept -> JSON)
                .orElse(SCIM);
    }
}
