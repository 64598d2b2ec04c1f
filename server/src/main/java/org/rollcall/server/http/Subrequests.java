package org.rollcall.server.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.json.Json;
import org.rollcall.server.command.Caller;

/**
 * Requests that are parts of another: routed and handled as if they had come alone, by the same caller. Only the routes
 * of this router can be reached, so whoever lets a path in from a body decides here what it may lead to.
 */
public final class Subrequests {

    private final Router router;

    public Subrequests(Router router) {
        this.router = router;
    }

    /** What became of one. */
    public sealed interface Outcome {}

    /** It was answered. */
    public record Answered(Response response) implements Outcome {}

    /** It was refused, or failed. */
    public record Refused(ScimError error) implements Outcome {}

    /**
     * Calls a route on behalf of a request; its query and headers are not taken over.
     *
     * @param path from the root of the server, as it would stand in a request line
     */
    public Outcome call(Request outer, String method, String path, Map<String, String> headers, Json body) {
        return call(outer.caller(), outer.notes(), method, path, headers, body);
    }

    /** The same for another caller than the one who asks. */
    public Outcome call(
            Caller caller, Notes notes, String method, String path, Map<String, String> headers, Json body) {
        try {
            Path parts = Path.of(path);
            if (!parts.plain()) {
                throw ScimError.notFound("no such endpoint").exception();
            }
            Router.Match match = router.match(method, parts.segments());
            Request request = new Request(
                    method,
                    path,
                    match.parameters(),
                    Map.<String, List<String>>of(),
                    name -> Optional.ofNullable(headers.get(name)),
                    (maxBytes, beyond) -> body,
                    caller,
                    notes);
            return new Answered(match.route().handler().handle(request));
        } catch (Exception failure) {
            return new Refused(Errors.of(failure, caller.requestId()));
        }
    }
}
