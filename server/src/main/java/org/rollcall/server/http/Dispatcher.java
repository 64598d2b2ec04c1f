package org.rollcall.server.http;

import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.scim.dialect.Note;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Caller;
import org.rollcall.server.http.Router.Access;
import org.rollcall.server.permission.Permissions;
import org.rollcall.server.permission.Powers;

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
            Supplier<InputStream> body,
            Optional<InetAddress> peer) {

        /** A HEAD is a GET whose body stays behind at the socket (RFC 9110 §9.3.2). */
        private String routed() {
            return method.equals("HEAD") ? "GET" : method;
        }
    }

    /** What is known of a request on its way, for the answer to an error. */
    private static final class Journey {
        private Optional<Caller> caller = Optional.empty();
        private Optional<Notes> notes = Optional.empty();
        private String route = "none";
        private Optional<byte[]> body = Optional.empty();
        private Optional<ScimError> error = Optional.empty();

        /** A body that is too large to be kept is let go of at once. */
        private void keep(byte[] bytes) {
            body = Optional.of(bytes).filter(read -> read.length > 0 && read.length <= Limits.REQUEST_BODY_KEPT);
        }
    }

    private final Router router;
    private final HttpServer.Parts parts;
    private final WrongCredentials wrong = new WrongCredentials(System::nanoTime);

    Dispatcher(Router router, HttpServer.Parts parts) {
        this.router = router;
        this.parts = parts;
    }

    Response dispatch(Raw raw) {
        long start = System.nanoTime();
        String requestId = parts.ids().next().toString();
        Journey journey = new Journey();
        Response response = answer(raw, journey, requestId).with("X-Request-Id", requestId);
        report(journey, raw);
        String method = journey.route.equals("none") ? "other" : raw.method();
        long nanos = System.nanoTime() - start;
        parts.traffic().served(method, journey.route, response.status(), nanos);
        show(raw, journey, response, nanos);
        return response;
    }

    private void show(Raw raw, Journey journey, Response response, long nanos) {
        journey.caller
                .filter(caller -> caller.provider().isPresent() && !tried(raw))
                .ifPresent(caller -> parts.witness()
                        .saw(new Witness.Seen(
                                caller,
                                raw.method(),
                                raw.path(),
                                raw.query(),
                                journey.body,
                                response.status(),
                                nanos,
                                journey.error,
                                Optional.ofNullable(response.headers().get("Location")))));
    }

    /** Also of a request that was refused: what it needed was needed all the same. */
    private void report(Journey journey, Raw raw) {
        List<Note> notes = journey.notes.map(Notes::list).orElse(List.of());
        if (!notes.isEmpty() && !tried(raw)) {
            journey.caller.ifPresent(caller -> parts.repairs().record(caller, notes));
        }
    }

    private Response answer(Raw raw, Journey journey, String requestId) {
        Path path = Path.of(raw.path());
        try {
            limit(raw);
            if (path.ofConsole() || (path.segments().isEmpty() && wantsPage(raw))) {
                return page(raw, path, journey, requestId);
            }
            Optional<Router.Match> open = open(raw, path);
            if (open.isPresent()) {
                return call(raw, open.get(), nobody(raw, requestId), journey);
            }
            Optional<Authentication> presented = Authentication.of(raw.headers().apply("Authorization"));
            journey.caller = caller(raw, path, presented, requestId);
            return handle(raw, path, journey, presented);
        } catch (OAuthException refused) {
            return Errors.oauth(refused.error());
        } catch (ProblemsException problems) {
            ScimError error = ScimError.invalidSyntax("the body has problems; each is listed with its place");
            return Errors.problem(error, Optional.of(problems.toJson()));
        } catch (Exception failure) {
            ScimError error = Errors.of(failure, requestId);
            journey.error = Optional.of(error);
            journey.caller
                    .filter(caller -> refusedWrite(raw, error))
                    .ifPresent(caller -> parts.refusals().record(caller, raw.method(), raw.path(), error));
            return refusal(raw, path, error);
        }
    }

    private Response refusal(Raw raw, Path path, ScimError error) {
        if (path.ofTokens()) {
            return Errors.oauth(OAuthError.of(error));
        }
        if (path.ofConsole()) {
            return Errors.page(error, parts.pages());
        }
        Response response = path.startsWith("api")
                ? Errors.problem(error, Optional.empty())
                : Errors.scim(error, MediaTypes.answer(raw.headers()));
        return error.status() == 405 ? response.with("Allow", router.methods(path.segments())) : response;
    }

    private static void limit(Raw raw) {
        if (raw.path().length() + raw.query().length() > Limits.TARGET_LENGTH) {
            throw new ScimException(targetTooLong());
        }
        raw.headers().apply("Content-Length").filter(Dispatcher::tooLong).ifPresent(length -> {
            throw SentBody.tooLarge().exception();
        });
    }

    static ScimError targetTooLong() {
        return new ScimError(
                414,
                Optional.empty(),
                "the request target is longer than %d characters; a long filter can be sent by POST to .search"
                        .formatted(Limits.TARGET_LENGTH));
    }

    private static boolean tooLong(String length) {
        boolean digits = !length.isEmpty() && length.chars().allMatch(c -> c >= '0' && c <= '9');
        return length.length() > 10 || !digits || Long.parseLong(length) > Limits.BODY_BYTES;
    }

    /** Who calls, by the door that the path names: a provider's, the applications', or the administrators'. */
    private Optional<Caller> caller(Raw raw, Path path, Optional<Authentication> presented, String requestId) {
        boolean scim = path.startsWith("scim") && path.segments().size() > 1;
        Callers callers = parts.callers();
        return presented.map(p -> new Knock(p, requestId, raw.peer())).flatMap(knock -> {
            if (path.ofApplications()) {
                return callers.application(knock);
            }
            return scim ? callers.provider(path.segments().get(1), knock) : callers.administrator(knock);
        });
    }

    private Optional<Router.Match> open(Raw raw, Path path) {
        return path.plain() ? router.open(raw.routed(), path.segments()) : Optional.empty();
    }

    private Response handle(Raw raw, Path path, Journey journey, Optional<Authentication> presented) {
        Caller known = journey.caller.orElseThrow(
                () -> wrong.answer(raw.peer(), presented).exception());
        if (!path.plain()) {
            throw ScimError.notFound("no such endpoint").exception();
        }
        if (path.ofAnotherVersion()) {
            throw ScimError.invalidVers("this server speaks version 2 of SCIM; use the base URL that ends with /v2")
                    .exception();
        }
        Router.Match match = router.match(raw.routed(), path.segments());
        if (match.route().access() != needed(known)) {
            throw ScimError.unauthorized("this credential is not for this endpoint")
                    .exception();
        }
        match.route().need().ifPresent(need -> Permissions.require(known.powers(), need));
        return call(raw, match, known, journey);
    }

    private static Access needed(Caller known) {
        if (known.application().isPresent()) {
            return Access.APPLICATION;
        }
        return known.provider().isPresent() ? Access.PROVIDER : Access.ADMINISTRATOR;
    }

    private static boolean wantsPage(Raw raw) {
        return raw.headers()
                .apply("Accept")
                .filter(accept -> accept.contains("text/html"))
                .isPresent();
    }

    /** A credential in a header counts for nothing here, and a page never answers a program. */
    private Response page(Raw raw, Path path, Journey journey, String requestId) {
        if (!path.plain()) {
            throw ScimError.notFound("no such page").exception();
        }
        Router.Match match = router.match(raw.routed(), path.segments());
        if (match.route().access() != Access.BROWSER) {
            throw ScimError.notFound("no such page").exception();
        }
        return call(raw, match, nobody(raw, requestId), journey);
    }

    private static Caller nobody(Raw raw, String requestId) {
        return new Caller(
                new TenantId(new UUID(0, 0)),
                Optional.empty(),
                "nobody",
                requestId,
                Mode.COMPAT,
                new Caller.Origin(Optional.empty(), raw.peer().map(InetAddress::getHostAddress)),
                Powers.NONE);
    }

    /** A trial leaves nothing behind, whatever became of it. */
    private static boolean tried(Raw raw) {
        return raw.headers()
                .apply(Request.DRY_RUN)
                .filter(value -> !value.equalsIgnoreCase("false"))
                .isPresent();
    }

    private static Response call(Raw raw, Router.Match match, Caller caller, Journey journey) {
        journey.route = match.route().pattern();
        if (!reads(raw) && !match.route().triable() && Request.dryRun(raw.headers())) {
            throw ScimError.invalidValue("there is no dry run here, so nothing was done; %s is for single writes of"
                                    .formatted(Request.DRY_RUN)
                            + " users and groups")
                    .exception();
        }
        Notes notes = new Notes(caller.dialect());
        journey.notes = Optional.of(notes);
        Request request = new Request(
                raw.method(),
                raw.path(),
                match.parameters(),
                Request.parse(raw.query()),
                raw.headers(),
                new SentBody(raw.headers(), raw.body(), journey::keep),
                caller,
                notes);
        return match.route().handler().handle(request);
    }

    private static boolean refusedWrite(Raw raw, ScimError error) {
        return !reads(raw) && !tried(raw) && Refusals.keeps(error);
    }

    private static boolean reads(Raw raw) {
        return raw.method().equals("GET")
                || raw.method().equals("HEAD")
                || raw.path().endsWith("/.search");
    }
}
