package org.rollcall.scim.dialect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the requests of one provider are read. */
public enum Mode {

    /** What real providers send is repaired where that is no guess, and noted. */
    COMPAT,

    /** By the letter of RFC 7643 and RFC 7644: what would have to be repaired is refused. */
    STRICT;

    /** The word for it outside. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of this label. */
    public static Optional<Mode> of(String label) {
        return Arrays.stream(values())
                .filter(mode -> mode.label().equals(label))
                .findFirst();
    }
}
