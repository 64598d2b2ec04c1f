package org.rollcall.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.server.base.Limits;

/**
 * A body as it comes off the wire.
 *
 * @param reader is shown what was read
 */
record SentBody(Function<String, Optional<String>> headers, Supplier<InputStream> stream, Consumer<byte[]> reader)
        implements Request.Body {

    private static final JsonLimits JSON = new JsonLimits(Limits.JSON_DEPTH, Limits.JSON_NUMBER);

    @Override
    public Json json(int maxBytes, ScimError beyond) {
        requireJson();
        return JsonReader.parse(bytes(maxBytes, beyond), JSON);
    }

    @Override
    public Map<String, List<String>> form(int maxBytes) {
        boolean form = headers.apply("Content-Type")
                .map(SentBody::mediaType)
                .filter(type -> type.split(";", -1)[0].equals("application/x-www-form-urlencoded"))
                .isPresent();
        if (!form) {
            throw ScimError.unsupportedMediaType("send application/x-www-form-urlencoded")
                    .exception();
        }
        ScimError beyond = ScimError.payloadTooLarge("the form is larger than %d bytes".formatted(maxBytes));
        return Request.parse(new String(bytes(maxBytes, beyond), StandardCharsets.UTF_8));
    }

    private void requireJson() {
        headers.apply("Content-Encoding")
                .filter(e -> !e.equalsIgnoreCase("identity"))
                .ifPresent(e -> {
                    throw coded().exception();
                });
        headers.apply("Content-Type")
                .map(SentBody::mediaType)
                .filter(type -> !accepted(type))
                .ifPresent(type -> {
                    throw ScimError.unsupportedMediaType("send application/scim+json or application/json in UTF-8")
                            .exception();
                });
    }

    private static String mediaType(String header) {
        return header.replace(" ", "").replace("\"", "").toLowerCase(Locale.ROOT);
    }

    private static boolean accepted(String type) {
        String[] parts = type.split(";", -1);
        boolean json = parts[0].equals("application/scim+json") || parts[0].equals("application/json");
        for (int i = 1; i < parts.length; i++) {
            json &= !parts[i].startsWith("charset=") || parts[i].equals("charset=utf-8");
        }
        return json;
    }

    private byte[] bytes(int maxBytes, ScimError beyond) {
        try {
            byte[] bytes = stream.get().readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw beyond.exception();
            }
            reader.accept(bytes);
            return bytes;
        } catch (IOException e) {
            throw ScimError.invalidSyntax("the body could not be read to its end")
                    .exception();
        }
    }

    static ScimError coded() {
        return ScimError.unsupportedMediaType("send the body without Content-Encoding");
    }

    static ScimError tooLarge() {
        return ScimError.payloadTooLarge("the body is larger than %d bytes".formatted(Limits.BODY_BYTES));
    }
}
