package org.rollcall.server.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rollcall.scim.ScimError;

/**
 * The routes, explicitly. A path is taken apart once, as it stands in the request line: authorisation and routing see
 * the same segments, and a path with an encoded slash, backslash, dot segment or parameter is no route at all
 * (H-A2).
 */
public final class Router {

    /** What a route does. */
    @FunctionalInterface
    public interface Handler {
        Response handle(Request request);
    }

    /** Who may call a route. */
    public enum Access {
        PROVIDER,
        ADMINISTRATOR,
        ANYBODY
    }

    /** A method and a path such as {@code /api/v1/users/{id}}. */
    public record Route(String method, String pattern, Access access, Handler handler) {
        List<String> segments() {
            return List.of(pattern.substring(1).split("/", -1));
        }
    }

    /** A route that matched, with the values of its segments. */
    record Match(Route route, Map<String, String> parameters) {}

    private final List<Route> routes = new ArrayList<>();

    public Router add(String method, String pattern, Access access, Handler handler) {
        routes.add(new Route(method, pattern, access, handler));
        return this;
    }

    /** All routes, for tests that try each one (H-A1). */
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    /** The route of a request. */
    Match match(String method, List<String> segments) {
        List<Match> matches = routes.stream()
                .flatMap(route -> match(route, segments).stream())
                .toList();
        if (matches.isEmpty()) {
            throw ScimError.notFound("no such endpoint").exception();
        }
        return matches.stream()
                .filter(match -> match.route().method().equals(method))
                .findFirst()
                .orElseThrow(() -> ScimError.methodNotAllowed("this endpoint does not know " + known(method))
                        .exception());
    }

    /** The methods that a path has, as {@code Allow} lists them. */
    String methods(List<String> segments) {
        return routes.stream()
                .filter(route -> match(route, segments).isPresent())
                .map(Route::method)
                .collect(Collectors.joining(", "));
    }

    private static String known(String method) {
        return method.matches("[A-Z]{1,10}") ? method : "this method";
    }

    private static Optional<Match> match(Route route, List<String> segments) {
        List<String> pattern = route.segments();
        if (pattern.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String expected = pattern.get(i);
            if (expected.startsWith("{")) {
                parameters.put(expected.substring(1, expected.length() - 1), segments.get(i));
            } else if (!expected.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(new Match(route, Map.copyOf(parameters)));
    }
}
