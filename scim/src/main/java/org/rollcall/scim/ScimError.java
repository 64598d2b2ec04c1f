package org.rollcall.scim;

import java.util.Optional;
import org.rollcall.scim.json.Json;

/**
 * An error answer of RFC 7644 section 3.12: the HTTP status, the {@code scimType} where the RFC has one, and a
 * detail that a person reads. A detail says what to do, and never repeats more than {@value #EXCERPT_LENGTH}
 * characters of what was sent.
 */
public record ScimError(int status, Optional<ScimType> type, String detail) {

    /** The URN in {@code schemas} of every error message. */
    public static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";

    private static final int EXCERPT_LENGTH = 100;

    /** 400: the filter is malformed, or names something that cannot be filtered. */
    public static ScimError invalidFilter(String detail) {
        return badRequest(ScimType.INVALID_FILTER, detail);
    }

    /** 400: the body is not the JSON or the message it has to be. */
    public static ScimError invalidSyntax(String detail) {
        return badRequest(ScimType.INVALID_SYNTAX, detail);
    }

    /** 400: the {@code path} of a PATCH operation is malformed or unknown. */
    public static ScimError invalidPath(String detail) {
        return badRequest(ScimType.INVALID_PATH, detail);
    }

    /** 400: a value is missing or does not fit its attribute. */
    public static ScimError invalidValue(String detail) {
        return badRequest(ScimType.INVALID_VALUE, detail);
    }

    /** 400: a PATCH operation has nothing it could apply to. */
    public static ScimError noTarget(String detail) {
        return badRequest(ScimType.NO_TARGET, detail);
    }

    /** 400: the attribute may not be changed so. */
    public static ScimError mutability(String detail) {
        return badRequest(ScimType.MUTABILITY, detail);
    }

    /** 400: the answer would be larger than the server gives. */
    public static ScimError tooMany(String detail) {
        return badRequest(ScimType.TOO_MANY, detail);
    }

    /** 400 {@code invalidCursor} (RFC 9865 section 2.1): a cursor of another list, or none of ours. */
    public static ScimError invalidCursor(String detail) {
        return badRequest(ScimType.INVALID_CURSOR, detail);
    }

    /** 400 {@code expiredCursor}: the walk took too long. */
    public static ScimError expiredCursor(String detail) {
        return badRequest(ScimType.EXPIRED_CURSOR, detail);
    }

    /** 400 {@code invalidCount}: no number of resources for a page with a cursor. */
    public static ScimError invalidCount(String detail) {
        return badRequest(ScimType.INVALID_COUNT, detail);
    }

    /** 400: this version of the protocol is not spoken here. */
    public static ScimError invalidVers(String detail) {
        return badRequest(ScimType.INVALID_VERS, detail);
    }

    /** 409: another resource has this value already. */
    public static ScimError uniqueness(String detail) {
        return new ScimError(409, Optional.of(ScimType.UNIQUENESS), detail);
    }

    /** 401: no credential, or not a valid one. */
    public static ScimError unauthorized(String detail) {
        return plain(401, detail);
    }

    /** 403: the credential does not allow this. */
    public static ScimError forbidden(String detail) {
        return plain(403, detail);
    }

    /** 404: no such resource or endpoint. */
    public static ScimError notFound(String detail) {
        return plain(404, detail);
    }

    /** 405: the endpoint does not know this method. */
    public static ScimError methodNotAllowed(String detail) {
        return plain(405, detail);
    }

    /** 409 without a {@code scimType}: the request cannot be reconciled with the present state. */
    public static ScimError conflict(String detail) {
        return plain(409, detail);
    }

    /** 412: the resource has another version than {@code If-Match} names. */
    public static ScimError preconditionFailed(String detail) {
        return plain(412, detail);
    }

    /** 413: the request is larger than a published limit; the detail names the limit. */
    public static ScimError payloadTooLarge(String detail) {
        return plain(413, detail);
    }

    /** 415: the body has a media type that is not read here. */
    public static ScimError unsupportedMediaType(String detail) {
        return plain(415, detail);
    }

    /** 429: too many requests; the caller adds {@code Retry-After}. */
    public static ScimError tooManyRequests(String detail) {
        return plain(429, detail);
    }

    /** 500: something went wrong here; nothing but the incident id leaves the server. */
    public static ScimError internal(String incidentId) {
        return plain(500, "Something went wrong on the server. Report incident " + incidentId + ".");
    }

    /** 501: an optional part of the protocol that this server does not have. */
    public static ScimError notImplemented(String detail) {
        return plain(501, detail);
    }

    /** 503: try again later; the caller adds {@code Retry-After}. */
    public static ScimError unavailable(String detail) {
        return plain(503, detail);
    }

    /** This error as something to throw. */
    public ScimException exception() {
        return new ScimException(this);
    }

    /** The SCIM error message; {@code status} is a string, as the RFC has it. */
    public Json.Obj toJson() {
        Json.Obj message = Json.Obj.EMPTY
                .with("schemas", Json.Arr.of(Json.text(SCHEMA)))
                .with("status", Json.text(Integer.toString(status)));
        return type.map(known -> message.with("scimType", Json.text(known.wireName())))
                .orElse(message)
                .with("detail", Json.text(detail));
    }

    /** What a detail may repeat of the input: in quotes, shortened, control and format characters escaped. */
    public static String excerpt(String input) {
        StringBuilder quoted = new StringBuilder("\"");
        input.codePoints().limit(EXCERPT_LENGTH).forEach(character -> append(quoted, character));
        boolean shortened = input.codePointCount(0, input.length()) > EXCERPT_LENGTH;
        return quoted.append(shortened ? "…\"" : "\"").toString();
    }

    private static void append(StringBuilder text, int character) {
        switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> text.append(String.format("\\u%04x", character));
            default -> text.appendCodePoint(character);
        }
    }

    private static ScimError badRequest(ScimType type, String detail) {
        return new ScimError(400, Optional.of(type), detail);
    }

    private static ScimError plain(int status, String detail) {
        return new ScimError(status, Optional.empty(), detail);
    }
}
