package org.rollcall.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;

/** An answer: status, headers, and a body that is written when it is sent. */
public record Response(int status, Map<String, String> headers, Optional<Body> body) {

    /** Writes a body of any size without holding it. */
    @FunctionalInterface
    public interface Body {
        void write(OutputStream out) throws IOException;
    }

    public static Response noContent() {
        return new Response(204, Map.of(), Optional.empty());
    }

    public static Response json(int status, Json json) {
        return text(status, "application/json;charset=UTF-8", JsonWriter.write(json));
    }

    public static Response text(int status, String mediaType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Response(
                status,
                Map.of("Content-Type", mediaType, "Content-Length", Integer.toString(bytes.length)),
                Optional.of(out -> out.write(bytes)));
    }

    public static Response streamed(int status, String mediaType, Body body) {
        return new Response(status, Map.of("Content-Type", mediaType), Optional.of(body));
    }

    public Response with(String header, String value) {
        Map<String, String> next = new LinkedHashMap<>(headers);
        next.put(header, value);
        return new Response(status, next, body);
    }
}
