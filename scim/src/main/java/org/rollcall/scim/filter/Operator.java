package org.rollcall.scim.filter;

import java.util.Locale;

/** The comparison operators of RFC 7644 section 3.4.2.2, {@code pr} excepted. */
public enum Operator {
    EQ,
    NE,
    CO,
    SW,
    EW,
    GT,
    GE,
    LT,
    LE;

    /** The operator as it is written. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
