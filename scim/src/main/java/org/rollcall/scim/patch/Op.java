package org.rollcall.scim.patch;

/** The operations of RFC 7644 section 3.5.2. */
public enum Op {
    ADD,
    REMOVE,
    REPLACE
}
