package org.rollcall.scim.json;

import java.io.OutputStream;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes JSON without blanks, numbers with the digits that were read. */
public final class JsonWriter {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private JsonWriter() {}

    /** The value as text. */
    public static String write(Json value) {
        StringWriter out = new StringWriter();
        generate(value, JSON.createGenerator(ObjectWriteContext.empty(), out));
        return out.toString();
    }

    /** Appends the value to a text. */
    public static void write(Json value, StringBuilder out) {
        out.append(write(value));
    }

    /** Writes the value as UTF-8; the stream stays open and is not flushed. */
    public static void write(Json value, OutputStream out) {
        generate(value, JSON.createGenerator(ObjectWriteContext.empty(), out));
    }

    private static void generate(Json value, JsonGenerator generator) {
        try (generator) {
            write(value, generator);
        }
    }

    private static void write(Json value, JsonGenerator out) {
        switch (value) {
            case Json.Text text -> out.writeString(text.value());
            case Json.Num number -> out.writeNumber(number.value());
            case Json.Bool bool -> out.writeBoolean(bool.value());
            case Json.Null nothing -> out.writeNull();
            case Json.Arr array -> write(array, out);
            case Json.Obj object -> write(object, out);
        }
    }

    private static void write(Json.Arr array, JsonGenerator out) {
        out.writeStartArray();
        array.elements().forEach(element -> write(element, out));
        out.writeEndArray();
    }

    private static void write(Json.Obj object, JsonGenerator out) {
        out.writeStartObject();
        object.members().forEach((name, value) -> {
            out.writeName(name);
            write(value, out);
        });
        out.writeEndObject();
    }
}
