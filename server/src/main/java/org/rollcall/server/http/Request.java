package org.rollcall.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.server.base.Limits;
import org.rollcall.server.command.Caller;

/**
 * A routed, authenticated request.
 *
 * @param parameters the values of the route's {@code {…}} segments
 * @param caller who asks; made from the credential alone
 */
public record Request(
        String method,
        String path,
        Map<String, String> parameters,
        Map<String, List<String>> query,
        Function<String, Optional<String>> headers,
        Supplier<InputStream> body,
        Caller caller) {

    private static final JsonLimits JSON = new JsonLimits(Limits.JSON_DEPTH, Limits.JSON_NUMBER);

    /** The same request with other query parameters. */
    public Request asking(Map<String, List<String>> parametersOfTheQuery) {
        return new Request(method, path, parameters, parametersOfTheQuery, headers, body, caller);
    }

    /** A segment of the route; asking for one it does not have is a mistake of ours. */
    public String parameter(String name) {
        return Optional.ofNullable(parameters.get(name))
                .orElseThrow(() -> new IllegalArgumentException("the route has no segment " + name));
    }

    /** A query parameter; an empty one counts as absent, of several the first counts. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst).filter(value -> !value.isEmpty());
    }

    /** The names of the query parameters, those without a value included. */
    public Set<String> queryParameters() {
        return query.keySet();
    }

    public Optional<String> header(String name) {
        return headers.apply(name);
    }

    /** The media type that the client asks for; SCIM's own unless it accepts only plain JSON (Q-P98). */
    public String answerType() {
        return MediaTypes.answer(headers);
    }

    /** The body as strict JSON, within the limits. */
    public Json json() {
        requireJson();
        return JsonReader.parse(bytes(), JSON);
    }

    private void requireJson() {
        header("Content-Encoding").filter(e -> !e.equalsIgnoreCase("identity")).ifPresent(e -> {
            throw coded().exception();
        });
        header("Content-Type")
                .map(Request::mediaType)
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

    private byte[] bytes() {
        try {
            byte[] bytes = body.get().readNBytes(Limits.BODY_BYTES + 1);
            if (bytes.length > Limits.BODY_BYTES) {
                throw tooLarge().exception();
            }
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

    /** Takes a query string apart; {@code +} is a space (B001). */
    static Map<String, List<String>> parse(String rawQuery) {
        Map<String, List<String>> result = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            int at = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = decode(at < 0 ? pair : pair.substring(0, at));
                String value = at < 0 ? "" : decode(pair.substring(at + 1));
                result.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
            }
        }
        return result;
    }

    private static String decode(String text) {
        try {
            return plain(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw ScimError.invalidSyntax("the query string is not percent-encoded UTF-8")
                    .exception();
        }
    }

    /** What no text in the database can hold is not looked for there. */
    private static String plain(String text) {
        if (text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
            throw ScimError.invalidSyntax("the query string contains NUL or half of a surrogate pair")
                    .exception();
        }
        return text;
    }

    /** Redacted: query and body hold personal data. */
    @Override
    public String toString() {
        return "Request[" + method + "]";
    }
}
