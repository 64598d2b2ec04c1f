package org.rollcall.server.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.scim.ScimError;
import org.rollcall.server.permission.Need;

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
        /** An application, at what is its own (P-104). */
        APPLICATION,
        ADMINISTRATOR,
        ANYBODY,
        /** A page: who looks at it is known by a cookie, which is for the console to judge. */
        BROWSER
    }

    /**
     * A method and a path such as {@code /api/v1/users/{id}}, which is also there in its segments.
     *
     * @param need what an administrator must be allowed; empty where no administrator is asked for
     * @param triable whether it answers a dry run (P-83)
     */
    public record Route(
            String method,
            String pattern,
            List<String> segments,
            Access access,
            Optional<Need> need,
            boolean triable,
            Handler handler) {}

    /** A route that matched, with the values of its segments. */
    record Match(Route route, Map<String, String> parameters) {}

    private final List<Route> routes = new ArrayList<>();
    private final Map<List<String>, List<Route>> open = new HashMap<>();
    private final List<Route> openPatterns = new ArrayList<>();

    /** A route that asks for no administrator. */
    public Router add(String method, String pattern, Access access, Handler handler) {
        if (access == Access.ADMINISTRATOR) {
            throw new IllegalArgumentException("a route of administrators says what it needs: " + pattern);
        }
        return add(method, pattern, access, Optional.empty(), false, handler);
    }

    /** A route of administrators who may do what it needs. */
    public Router add(String method, String pattern, Need need, Handler handler) {
        return add(method, pattern, Access.ADMINISTRATOR, Optional.of(need), false, handler);
    }

    /** A page for those who may do what it needs, which the console finds out. */
    public Router page(String method, String pattern, Need need, Handler handler) {
        return add(method, pattern, Access.BROWSER, Optional.of(need), false, handler);
    }

    /** A write of providers that answers a dry run, too: {@link Request#dryRun()}. */
    public Router addTriable(String method, String pattern, Handler handler) {
        return add(method, pattern, Access.PROVIDER, Optional.empty(), true, handler);
    }

    private Router add(
            String method, String pattern, Access access, Optional<Need> need, boolean triable, Handler handler) {
        List<String> segments =
                pattern.equals("/") ? List.of() : List.of(pattern.substring(1).split("/", -1));
        Route route = new Route(method, pattern, segments, access, need, triable, handler);
        routes.add(route);
        if (access == Access.ANYBODY && segments.stream().anyMatch(Router::isParameter)) {
            openPatterns.add(route);
        } else if (access == Access.ANYBODY) {
            open.computeIfAbsent(segments, path -> new ArrayList<>()).add(route);
        }
        return this;
    }

    /** The route that anybody may call, if the request is for one. */
    Optional<Match> open(String method, List<String> segments) {
        return Stream.concat(
                        open.getOrDefault(segments, List.of()).stream(),
                        openPatterns.stream().filter(route -> fits(route, segments)))
                .filter(route -> route.method().equals(method))
                .map(route -> new Match(route, parameters(route, segments)))
                .findFirst();
    }

    /** All routes, for tests that try each one (H-A1). */
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    /** The route of a request. */
    Match match(String method, List<String> segments) {
        boolean known = false;
        for (Route route : routes) {
            if (fits(route, segments)) {
                if (route.method().equals(method)) {
                    return new Match(route, parameters(route, segments));
                }
                known = true;
            }
        }
        throw known
                ? ScimError.methodNotAllowed(
                                "this endpoint does not know %s; it has %s".formatted(known(method), methods(segments)))
                        .exception()
                : ScimError.notFound("no such endpoint").exception();
    }

    /** The methods that a path has, as {@code Allow} lists them. */
    String methods(List<String> segments) {
        return routes.stream()
                .filter(route -> fits(route, segments))
                .flatMap(route -> route.method().equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(route.method()))
                .collect(Collectors.joining(", "));
    }

    private static String known(String method) {
        return method.matches("[A-Z]{1,10}") ? method : "this method";
    }

    private static boolean fits(Route route, List<String> segments) {
        List<String> pattern = route.segments();
        boolean fits = pattern.size() == segments.size();
        for (int i = 0; fits && i < pattern.size(); i++) {
            fits = isParameter(pattern.get(i)) || pattern.get(i).equals(segments.get(i));
        }
        return fits;
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    private static Map<String, String> parameters(Route route, List<String> segments) {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String name = route.segments().get(i);
            if (isParameter(name)) {
                parameters.put(name.substring(1, name.length() - 1), segments.get(i));
            }
        }
        return parameters;
    }
}
