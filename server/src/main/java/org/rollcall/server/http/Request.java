package org.rollcall.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.Unicode;
import org.rollcall.server.base.Limits;
import org.rollcall.server.command.Caller;

/**
 * A routed, authenticated request.
 *
 * @param parameters the values of the route's {@code {…}} segments
 * @param caller who asks; made from the credential alone
 * @param notes where whoever reads it reports what had to be repaired
 */
public record Request(
        String method,
        String path,
        Map<String, String> parameters,
        Map<String, List<String>> query,
        Function<String, Optional<String>> headers,
        Body body,
        Caller caller,
        Notes notes) {

    /** Asks for what a write would do, and for nothing to be done (P-83). */
    static final String DRY_RUN = "Rollcall-Dry-Run";

    /** What a request carries. */
    @FunctionalInterface
    public interface Body {

        /** As JSON; the error is thrown when it has more bytes than allowed. */
        Json json(int maxBytes, ScimError beyond);

        /** As the fields of a form. */
        default Map<String, List<String>> form(int maxBytes) {
            throw ScimError.unsupportedMediaType("this is no form").exception();
        }
    }

    /** The same request with other query parameters. */
    public Request asking(Map<String, List<String>> parametersOfTheQuery) {
        return new Request(method, path, parameters, parametersOfTheQuery, headers, body, caller, notes);
    }

    /** The same request with a body that can be asked for again. */
    public Request readOnce() {
        return new Request(method, path, parameters, query, headers, new ReadOnce(body), caller, notes);
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

    /** Whether only what it would do is asked for (P-83). */
    public boolean dryRun() {
        return dryRun(headers);
    }

    static boolean dryRun(Function<String, Optional<String>> headers) {
        return headers.apply(DRY_RUN)
                .map(String::strip)
                .map(value -> switch (value.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default ->
                        throw ScimError.invalidValue("the header " + DRY_RUN + " is true or false")
                                .exception();
                })
                .orElse(false);
    }

    /** The media type that the client asks for; SCIM's own unless it accepts only plain JSON (Q-P98). */
    public String answerType() {
        return MediaTypes.answer(headers);
    }

    /** The body as strict JSON, within the limits. */
    public Json json() {
        return json(Limits.BODY_BYTES, SentBody.tooLarge());
    }

    /** The same where less is allowed. */
    public Json json(int maxBytes, ScimError beyond) {
        return body.json(maxBytes, beyond);
    }

    /** The fields of a sent form (application/x-www-form-urlencoded). */
    public Map<String, List<String>> form(int maxBytes) {
        return body.form(maxBytes);
    }

    /** What its {@code Authorization} header presents. */
    public Optional<Authentication> authentication() {
        return Authentication.of(header("Authorization"));
    }

    /** A cookie's value. */
    public Optional<String> cookie(String name) {
        return header("Cookie").stream()
                .flatMap(cookies -> Arrays.stream(cookies.split("[;,]", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
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
        if (!Unicode.isText(text)) {
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
