package org.rollcall.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;

/** An answer: status, headers, and perhaps a body. */
public record Response(int status, Map<String, String> headers, Optional<Body> body) {

    /** What is sent after the headers. */
    public sealed interface Body {}

    /** A body that is there. */
    record Whole(byte[] bytes) implements Body {}

    /** A body of any size, written while it is sent. */
    record Streamed(Writer writer) implements Body {}

    /** Writes a body without holding it. */
    @FunctionalInterface
    public interface Writer {
        void write(OutputStream out) throws IOException;
    }

    public static Response noContent() {
        return empty(204);
    }

    /** An answer without a body. */
    public static Response empty(int status) {
        return new Response(status, Map.of(), Optional.empty());
    }

    public static Response json(int status, Json json) {
        return text(status, "application/json;charset=UTF-8", JsonWriter.write(json));
    }

    public static Response text(int status, String mediaType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Response(status, Map.of("Content-Type", mediaType), Optional.of(new Whole(bytes)));
    }

    /** A page. */
    public static Response html(String text) {
        return text(200, "text/html;charset=UTF-8", text);
    }

    /** A file. */
    public static Response bytes(String mediaType, byte[] content) {
        return new Response(200, Map.of("Content-Type", mediaType), Optional.of(new Whole(content)));
    }

    /** Sends a browser elsewhere, by GET. */
    public static Response seeOther(String location) {
        return empty(303).with("Location", location);
    }

    /** This answer to what was refused: a form shown again, with what is wrong. */
    public Response refusing(ScimError error) {
        return new Response(error.status(), headers, body);
    }

    public static Response streamed(int status, String mediaType, Writer writer) {
        return new Response(status, Map.of("Content-Type", mediaType), Optional.of(new Streamed(writer)));
    }

    public Response with(String header, String value) {
        Map<String, String> next = new LinkedHashMap<>(headers);
        next.put(header, value);
        return new Response(status, next, body);
    }
}
