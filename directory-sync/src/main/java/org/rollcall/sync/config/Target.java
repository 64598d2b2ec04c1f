package org.rollcall.sync.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SCIM attribute that a value is written to: {@code title}, {@code name.givenName}, {@code emails[type eq
 * "work"].value}, or one of an extension with its URN before it (RFC 7644 section 3.10).
 *
 * @param text as it was written
 * @param urn of the extension
 * @param attribute the attribute itself
 * @param type what {@code type} of the element must be, for an attribute with many values
 * @param sub the part of the attribute
 */
public record Target(String text, Optional<String> urn, String attribute, Optional<String> type, Optional<String> sub) {

    private static final Pattern FORM = Pattern.compile("(?:(urn:[^\\[\\]\\s]+):)?([A-Za-z][\\w$-]*)"
            + "(?:\\[type eq \"([^\"\\\\]{1,50})\"\\]\\.([A-Za-z][\\w$-]*)|\\.([A-Za-z][\\w$-]*))?");

    /** The target that is written so, if it is one. */
    public static Optional<Target> of(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(of(text, matcher)) : Optional.empty();
    }

    private static Target of(String text, Matcher matcher) {
        Optional<String> sub = Optional.ofNullable(matcher.group(4)).or(() -> Optional.ofNullable(matcher.group(5)));
        return new Target(
                text,
                Optional.ofNullable(matcher.group(1)),
                matcher.group(2),
                Optional.ofNullable(matcher.group(3)),
                sub);
    }

    /** The whole attribute that this is a part of, as a PATCH names it. */
    public String whole() {
        return urn.map(name -> name + ":" + attribute).orElse(attribute);
    }
}
