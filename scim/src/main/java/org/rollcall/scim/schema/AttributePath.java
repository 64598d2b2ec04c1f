package org.rollcall.scim.schema;

import java.util.Optional;

/**
 * The name of an attribute as RFC 7644 section 3.10 writes it: {@code userName}, {@code name.givenName},
 * {@code urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value}. Names are kept as written;
 * what they mean is found by {@link ResourceType#resolve}.
 */
public record AttributePath(Optional<String> urn, String attribute, Optional<String> subAttribute) {

    /** The path of an attribute without URN and sub-attribute. */
    public static AttributePath of(String attribute) {
        return new AttributePath(Optional.empty(), attribute, Optional.empty());
    }

    /** The path this text writes, or nothing when it is no attribute path. */
    public static Optional<AttributePath> parse(String text) {
        // A URN has dots of its own, so the last colon comes first.
        int colon = text.lastIndexOf(':');
        String[] names = text.substring(colon + 1).split("\\.", 3);
        boolean wellFormed = (colon < 0 || Names.isUri(text.substring(0, colon)))
                && names.length <= 2
                && Names.isAttributeName(names[0])
                && Names.isAttributeName(names[names.length - 1]);
        return wellFormed ? Optional.of(of(text, colon, names)) : Optional.empty();
    }

    private static AttributePath of(String text, int colon, String[] names) {
        return new AttributePath(
                colon < 0 ? Optional.empty() : Optional.of(text.substring(0, colon)),
                names[0],
                names.length == 1 ? Optional.empty() : Optional.of(names[1]));
    }

    /** The path as text, the inverse of {@link #parse}. */
    public String print() {
        return urn.map(prefix -> prefix + ":").orElse("")
                + attribute
                + subAttribute.map(sub -> "." + sub).orElse("");
    }
}
