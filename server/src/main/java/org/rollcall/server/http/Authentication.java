package org.rollcall.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * What an {@code Authorization} header presents. Read strictly where a scheme is named; a header of one word is taken
 * as a token, as one provider's "HTTP header" method sends it.
 *
 * @param user the user name of Basic
 */
public record Authentication(Optional<String> user, String secret) {

    /** The credential in a header; empty when there is none that could be one. */
    static Optional<Authentication> of(Optional<String> header) {
        return header.map(String::strip).filter(h -> !h.isEmpty()).flatMap(Authentication::parse);
    }

    private static Optional<Authentication> parse(String header) {
        int space = header.indexOf(' ');
        if (space < 0) {
            return Optional.of(new Authentication(Optional.empty(), header));
        }
        String rest = header.substring(space + 1).strip();
        return switch (header.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer" ->
                rest.isEmpty() ? Optional.empty() : Optional.of(new Authentication(Optional.empty(), rest));
            case "basic" -> basic(rest);
            default -> Optional.empty();
        };
    }

    private static Optional<Authentication> basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Authentication(Optional.of(pair.substring(0, colon)), pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Redacted. */
    @Override
    public String toString() {
        return "Authentication[redacted]";
    }
}
