package org.rollcall.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A raw request path, taken apart.
 *
 * @param segments decoded; empty ones are dropped, since a base URL may end with a slash (Q-P13)
 * @param plain false for a path that leads nowhere: one with a segment that decodes to a slash, backslash, control
 *     character, percent sign or dot segment, that carries a parameter, or that spells a letter or digit otherwise than
 *     by itself, so that a handler has one path only (H-A2)
 */
record Path(List<String> segments, boolean plain) {

    private static final Pattern DISGUISED =
            Pattern.compile("%(3[0-9]|[46][1-9a-f]|[57][0-9a])", Pattern.CASE_INSENSITIVE);

    static Path of(String raw) {
        List<String> parts = Arrays.stream(raw.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
        List<String> segments = parts.stream().map(Path::decode).toList();
        boolean disguised = raw.indexOf('%') >= 0 && DISGUISED.matcher(raw).find();
        boolean plain = !disguised && segments.stream().allMatch(Path::plain);
        return new Path(segments, plain);
    }

    /** Whether this is the first segment. */
    boolean startsWith(String segment) {
        return !segments.isEmpty() && segments.getFirst().equals(segment);
    }

    /** Whether this is where pages are. */
    boolean ofConsole() {
        return startsWith("console");
    }

    /** Whether this is where an application finds what is its own. */
    boolean ofApplications() {
        return segments.size() > 4 && segments.subList(0, 4).equals(List.of("api", "v1", "applications", "self"));
    }

    /** Whether this is where a provider fetches tokens. */
    boolean ofTokens() {
        return startsWith("scim")
                && segments.size() == 4
                && segments.subList(2, 4).equals(List.of("oauth", "token"));
    }

    /** Whether this names another version of the protocol than the one that is spoken here (B101). */
    boolean ofAnotherVersion() {
        return startsWith("scim")
                && segments.size() > 2
                && !segments.get(2).equals("v2")
                && segments.get(2).matches("v[0-9]+");
    }

    private static String decode(String part) {
        if (part.indexOf('%') < 0) {
            return part;
        }
        try {
            // A plus sign in a path is a plus sign.
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part;
        }
    }

    private static boolean plain(String segment) {
        return !segment.equals(".")
                && !segment.equals("..")
                && segment.chars()
                        .noneMatch(c -> c < 0x20 || c == 0x7F || c == '/' || c == '\\' || c == '%' || c == ';');
    }
}
