package org.rollcall.scim.json;

import java.io.OutputStream;

/** Writes JSON without blanks, numbers as they were read. */
public final class JsonWriter {

    private JsonWriter() {}

    /** The value as text. */
    public static String write(Json value) {
        throw new UnsupportedOperationException();
    }

    /** Appends the value to a text. */
    public static void write(Json value, StringBuilder out) {
        throw new UnsupportedOperationException();
    }

    /** Writes the value as UTF-8; the stream stays open and is not flushed. */
    public static void write(Json value, OutputStream out) {
        throw new UnsupportedOperationException();
    }
}
