package org.rollcall.scim.patch;

import org.rollcall.scim.schema.Keyword;

/** The operations of RFC 7644 section 3.5.2. */
public enum Op implements Keyword {
    ADD,
    REMOVE,
    REPLACE
}
