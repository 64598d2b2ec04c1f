package org.rollcall.scim.filter;

import org.rollcall.scim.schema.Keyword;

/** The comparison operators of RFC 7644 section 3.4.2.2, {@code pr} excepted. */
public enum Operator implements Keyword {
    EQ,
    NE,
    CO,
    SW,
    EW,
    GT,
    GE,
    LT,
    LE;

    /** Whether the operator looks at parts of a string. */
    public boolean partial() {
        return this == CO || this == SW || this == EW;
    }

    /** Whether the operator needs an order. */
    public boolean ordering() {
        return this == GT || this == GE || this == LT || this == LE;
    }
}
