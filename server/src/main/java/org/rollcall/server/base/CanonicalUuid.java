package org.rollcall.server.base;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The one text form of an id that is accepted: lower case, 36 characters. {@code UUID.fromString} takes aliases. */
final class CanonicalUuid {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private CanonicalUuid() {}

    static Optional<UUID> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /** The order in which PostgreSQL sorts uuid: unsigned, so that Java and SQL lock in one order. */
    static int compare(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
