package org.rollcall.server.http;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.http.Router.Access;

/**
 * From a raw request to a response: limits → request id → credential → who → route → handler, and errors back. Whoever
 * presents no valid credential gets 401 whatever the path, so that an answer never tells what exists.
 */
final class Dispatcher {

    /** A request as it came off the wire. */
    record Raw(
            String method,
            String path,
            String query,
            Function<String, Optional<String>> headers,
            Supplier<InputStream> body) {}

    private final Router router;
    private final Callers callers;
    private final Refusals refusals;
    private final Ids ids;

    Dispatcher(Router router, Callers callers, Refusals refusals, Ids ids) {
        this.router = router;
        this.callers = callers;
        this.refusals = refusals;
        this.ids = ids;
    }

    Response dispatch(Raw raw) {
        String requestId = ids.next().toString();
        Optional<List<String>> segments = Path.segments(raw.path());
        boolean api =
                segments.filter(s -> !s.isEmpty() && s.getFirst().equals("api")).isPresent();
        Optional<Caller> caller = Optional.empty();
        try {
            limit(raw);
            caller = caller(raw, segments.orElse(List.of()), requestId);
            return handle(raw, segments, caller, requestId).with("X-Request-Id", requestId);
        } catch (ProblemsException problems) {
            ScimError error = ScimError.invalidSyntax("the body has problems; each is listed with its place");
            return Errors.problem(error, Optional.of(problems.toJson())).with("X-Request-Id", requestId);
        } catch (Exception failure) {
            ScimError error = Errors.of(failure, requestId);
            caller.filter(c -> refusedWrite(raw, error))
                    .ifPresent(c -> refusals.record(c, raw.method(), raw.path(), error));
            Response response = api
                    ? Errors.problem(error, Optional.empty())
                    : Errors.scim(error, MediaTypes.answer(raw.headers()));
            return response.with("X-Request-Id", requestId);
        }
    }

    private static void limit(Raw raw) {
        if (raw.path().length() + raw.query().length() > Limits.TARGET_LENGTH) {
            throw new ScimException(new ScimError(
                    414,
                    Optional.empty(),
                    "the request target is longer than " + Limits.TARGET_LENGTH + " characters"));
        }
        raw.headers().apply("Content-Length").filter(Dispatcher::tooLong).ifPresent(length -> {
            throw Request.tooLarge().exception();
        });
    }

    private static boolean tooLong(String length) {
        return length.length() > 10 || !length.matches("[0-9]+") || Long.parseLong(length) > Limits.BODY_BYTES;
    }

    /** Who calls, by the door that the path names: the provider's, or the administrators'. */
    private Optional<Caller> caller(Raw raw, List<String> segments, String requestId) {
        Optional<Authentication> presented = Authentication.of(raw.headers().apply("Authorization"));
        boolean scim = segments.size() >= 2 && segments.getFirst().equals("scim");
        return presented.flatMap(
                p -> scim ? callers.provider(segments.get(1), p, requestId) : callers.administrator(p, requestId));
    }

    private Response handle(Raw raw, Optional<List<String>> segments, Optional<Caller> caller, String requestId) {
        Optional<Router.Match> open = segments.flatMap(s -> open(raw.method(), s));
        if (open.isPresent()) {
            return call(raw, open.get(), nobody(requestId));
        }
        Caller known = caller.orElseThrow(
                () -> ScimError.unauthorized("present a valid credential: Authorization: Bearer <token>, or Basic")
                        .exception());
        List<String> path = segments.orElseThrow(
                () -> ScimError.notFound("no such endpoint").exception());
        Router.Match match = router.match(raw.method(), path);
        Access needed = known.provider().isPresent() ? Access.PROVIDER : Access.ADMINISTRATOR;
        if (match.route().access() != needed) {
            throw ScimError.unauthorized("this credential is not for this endpoint")
                    .exception();
        }
        return call(raw, match, known);
    }

    private Optional<Router.Match> open(String method, List<String> segments) {
        return router.routes().stream()
                .filter(route -> route.access() == Access.ANYBODY)
                .filter(route ->
                        route.method().equals(method) && route.segments().equals(segments))
                .map(route -> new Router.Match(route, Map.of()))
                .findFirst();
    }

    private static Caller nobody(String requestId) {
        return new Caller(new TenantId(new UUID(0, 0)), Optional.empty(), "nobody", requestId);
    }

    private static Response call(Raw raw, Router.Match match, Caller caller) {
        Request request = new Request(
                raw.method(),
                raw.path(),
                match.parameters(),
                Request.parse(raw.query()),
                raw.headers(),
                raw.body(),
                caller);
        return match.route().handler().handle(request);
    }

    private static boolean refusedWrite(Raw raw, ScimError error) {
        return !raw.method().equals("GET") && error.status() < 500 && error.status() != 401;
    }
}
