package org.rollcall.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The segments of a raw request path. */
final class Path {

    private Path() {}

    /**
     * The decoded segments; empty when the path is one that nobody should send: a segment that decodes to a slash,
     * backslash, control character, percent sign or dot segment, or that carries a parameter. Empty segments are
     * dropped, since a base URL may end with a slash (Q-P13).
     */
    static Optional<List<String>> segments(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath.split("/", -1)) {
            if (raw.isEmpty()) {
                continue;
            }
            Optional<String> segment = decode(raw).filter(Path::plain);
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            segments.add(segment.get());
        }
        return Optional.of(segments);
    }

    private static Optional<String> decode(String raw) {
        try {
            // A plus sign in a path is a plus sign.
            return Optional.of(URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean plain(String segment) {
        return !segment.equals(".")
                && !segment.equals("..")
                && segment.chars()
                        .noneMatch(c -> c < 0x20 || c == 0x7F || c == '/' || c == '\\' || c == '%' || c == ';');
    }
}
