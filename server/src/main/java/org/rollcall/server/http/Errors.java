package org.rollcall.server.http;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.server.db.DatabaseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where an exception becomes a response, and where a status of 400 or more is written. */
final class Errors {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
    private static final String RETRY_SECONDS = "5";

    private Errors() {}

    /** What to answer for an exception; what nobody expected is logged under the request's id, and only that leaves. */
    static ScimError of(Throwable failure, String requestId) {
        if (failure instanceof ScimException refused) {
            return refused.error();
        }
        Optional<DatabaseException> database = DatabaseException.behind(failure);
        if (database.filter(DatabaseException::unavailable).isPresent()) {
            LOG.warn("request {}: the database is not available: {}", requestId, failure.getMessage());
            return ScimError.unavailable("the service is busy or its database is away; try again");
        }
        LOG.error("request {} failed", requestId, failure);
        return ScimError.internal(requestId);
    }

    /** The SCIM error message (RFC 7644 §3.12). */
    static Response scim(ScimError error, String mediaType) {
        return complete(error, Response.text(error.status(), mediaType, JsonWriter.write(error.toJson())));
    }

    /** The problem document of the administration API (RFC 9457). */
    static Response problem(ScimError error, Optional<Json.Arr> errors) {
        SequencedMap<String, Json> problem = new LinkedHashMap<>();
        problem.put("type", Json.text("about:blank"));
        problem.put("title", Json.text(title(error.status())));
        problem.put("status", Json.number(error.status()));
        problem.put("detail", Json.text(error.detail()));
        errors.ifPresent(list -> problem.put("errors", list));
        return complete(
                error,
                Response.text(error.status(), "application/problem+json", JsonWriter.write(new Json.Obj(problem))));
    }

    /** For people: what went wrong, and what to do. */
    static Response page(ScimError error, ErrorPages pages) {
        return pages.page(error).refusing(error);
    }

    /** The error of the token endpoint (RFC 6749 §5.2). */
    static Response oauth(OAuthError error) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        members.put("error", Json.text(error.code()));
        members.put("error_description", Json.text(error.description()));
        Response response = Response.json(error.status(), new Json.Obj(members));
        return switch (error.status()) {
            case 401 -> response.with("WWW-Authenticate", "Basic realm=\"rollcall\"");
            case 503, 429 -> response.with("Retry-After", RETRY_SECONDS);
            default -> response;
        };
    }

    private static Response complete(ScimError error, Response response) {
        return switch (error.status()) {
            case 401 -> response.with("WWW-Authenticate", "Bearer realm=\"rollcall\", Basic realm=\"rollcall\"");
            case 503, 429 -> response.with("Retry-After", RETRY_SECONDS);
            default -> response;
        };
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Not authenticated";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 408 -> "Too slow";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 413 -> "Too large";
            case 415 -> "Unsupported media type";
            case 501 -> "Not offered";
            case 429 -> "Too many requests";
            case 503 -> "Not available";
            default -> "Error";
        };
    }
}
