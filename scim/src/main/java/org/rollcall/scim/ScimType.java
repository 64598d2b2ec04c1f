package org.rollcall.scim;

/**
 * The {@code scimType} keywords of RFC 7644 section 3.12 (table 9) and RFC 9865 section 2.1, with their names on the wire.
 */
public enum ScimType {
    INVALID_FILTER("invalidFilter"),
    TOO_MANY("tooMany"),
    UNIQUENESS("uniqueness"),
    MUTABILITY("mutability"),
    INVALID_SYNTAX("invalidSyntax"),
    INVALID_PATH("invalidPath"),
    NO_TARGET("noTarget"),
    INVALID_VALUE("invalidValue"),
    INVALID_VERS("invalidVers"),
    SENSITIVE("sensitive"),
    INVALID_CURSOR("invalidCursor"),
    EXPIRED_CURSOR("expiredCursor"),
    INVALID_COUNT("invalidCount");

    private final String wireName;

    ScimType(String wireName) {
        this.wireName = wireName;
    }

    /** The keyword as it is written in an error message. */
    public String wireName() {
        return wireName;
    }
}
