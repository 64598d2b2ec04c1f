package org.rollcall.scim.json;

/** Reads one JSON document, strictly (RFC 8259); whatever is doubtful is refused with {@code invalidSyntax}. */
public final class JsonReader {

    private JsonReader() {}

    /** The document in these bytes, which must be UTF-8 without a byte order mark. */
    public static Json parse(byte[] utf8, JsonLimits limits) {
        throw new UnsupportedOperationException();
    }

    /** The document in this text. */
    public static Json parse(String text, JsonLimits limits) {
        throw new UnsupportedOperationException();
    }
}
