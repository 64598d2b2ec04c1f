package org.rollcall.rehearsal.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.rollcall.rehearsal.scim.Credential;
import org.rollcall.rehearsal.scim.Endpoint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A SCIM server on a free loopback port that records what it is sent. */
public final class TinyScim implements AutoCloseable {

    /** A request as it came in; headers by their lower-case names, without those that every HTTP client sends. */
    public record Received(String method, String target, Map<String, String> headers, String body) {

        /** The request as it stands in a golden file. */
        @Override
        public String toString() {
            return method + " " + target + (body.isEmpty() ? "" : "\n" + body);
        }
    }

    private record Fault(String prefix, int status, String retryAfter) {}

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String BASE_PATH = "/scim/v2";
    private static final List<String> TRANSPORT =
            List.of("host", "connection", "content-length", "http2-settings", "upgrade");

    private final HttpServer http;
    private final TinyStore store = new TinyStore();
    private final List<Received> received = new ArrayList<>();
    private final Queue<Fault> faults = new ArrayDeque<>();
    private boolean forgetful;
    private boolean losesPostAnswer;
    private boolean ignoresFilters;

    private TinyScim(HttpServer http) {
        this.http = http;
    }

    public static TinyScim start() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
            TinyScim scim = new TinyScim(http);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.createContext(BASE_PATH, scim::handle);
            http.start();
            return scim;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    public Endpoint endpoint() {
        return Endpoint.of(baseUrl(), Credential.bearer("secret-token"));
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + BASE_PATH;
    }

    /** The next request is answered so, and not carried out. */
    public synchronized void failNext(int status, String retryAfter) {
        faults.add(new Fault("", status, retryAfter));
    }

    /** The next request whose target begins so is answered so, and not carried out. */
    public synchronized void failNextTo(String prefix, int status) {
        faults.add(new Fault(prefix, status, ""));
    }

    /** The next POST is carried out, but answered as by a gateway that did not wait for it. */
    public synchronized void loseAnswerToNextPost() {
        losesPostAnswer = true;
    }

    /** From now on a search finds everything, as on a server that does not know filters. */
    public synchronized void ignoreFilters() {
        ignoresFilters = true;
    }

    /** From now on every user is created, even if it exists, as a server without uniqueness does. */
    public synchronized void ignoreUniqueness() {
        forgetful = true;
    }

    /** What came in since the last call. */
    public synchronized List<Received> takeReceived() {
        List<Received> taken = List.copyOf(received);
        received.clear();
        return taken;
    }

    public synchronized Map<String, String> people() {
        return store.people();
    }

    public synchronized Map<String, SortedSet<String>> memberships() {
        return store.memberships();
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String target = exchange.getRequestURI().toString().substring(BASE_PATH.length());
        Received request = new Received(
                exchange.getRequestMethod(), target, headers(exchange), new String(body, StandardCharsets.UTF_8));
        Reply reply = answer(request);
        byte[] bytes = reply.body().isEmpty()
                ? new byte[0]
                : reply.body().get().toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/scim+json");
        reply.retryAfter().ifPresent(seconds -> exchange.getResponseHeaders().set("Retry-After", seconds));
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        TRANSPORT.forEach(headers::remove);
        return headers;
    }

    private record Reply(int status, Optional<JsonNode> body, Optional<String> retryAfter) {

        static Reply of(int status, JsonNode body) {
            return new Reply(status, Optional.of(body), Optional.empty());
        }

        static Reply error(int status, String detail) {
            return of(
                    status,
                    JSON.createObjectNode()
                            .put("status", String.valueOf(status))
                            .put("detail", detail));
        }

        static Reply empty() {
            return new Reply(204, Optional.empty(), Optional.empty());
        }
    }

    private synchronized Reply answer(Received request) {
        received.add(request);
        Fault fault = faults.peek();
        if (fault != null && request.target().startsWith(fault.prefix())) {
            faults.remove();
            Reply error = Reply.error(fault.status(), "told to fail");
            return new Reply(fault.status(), error.body(), Optional.of(fault.retryAfter()));
        }
        String[] halves = request.target().split("\\?", 2);
        String[] path = halves[0].substring(1).split("/", 2);
        Reply reply = path.length == 1
                ? onType(request, path[0], halves.length == 2 ? halves[1] : "")
                : onResource(request, path[0], path[1]);
        if (losesPostAnswer && request.method().equals("POST")) {
            losesPostAnswer = false;
            return Reply.error(504, "lost");
        }
        return reply;
    }

    private Reply onType(Received request, String type, String query) {
        if (request.method().equals("GET")) {
            return list(type, query);
        }
        ObjectNode body = (ObjectNode) JSON.readTree(request.body());
        if (forgetful) {
            store.all(type).values().forEach(resource -> resource.put("userName", "forgotten"));
        }
        return store.create(type, body)
                .map(created -> Reply.of(201, created))
                .orElseGet(() -> Reply.error(409, "taken"));
    }

    private Reply list(String type, String query) {
        String filter = "";
        for (String parameter : query.split("&")) {
            if (parameter.startsWith("filter=") && !ignoresFilters) {
                filter = URLDecoder.decode(parameter.substring("filter=".length()), StandardCharsets.UTF_8);
            }
        }
        ArrayNode found = JSON.createArrayNode();
        store.all(type).values().stream().filter(store.filter(filter)).forEach(found::add);
        return Reply.of(
                200, JSON.createObjectNode().put("totalResults", found.size()).set("Resources", found));
    }

    private Reply onResource(Received request, String type, String id) {
        ObjectNode resource = store.all(type).get(id);
        if (resource == null) {
            return Reply.error(404, "no such resource");
        }
        return switch (request.method()) {
            case "GET" -> Reply.of(200, resource);
            case "PUT" -> replace(type, id, request);
            case "PATCH" -> patch(type, resource, request);
            default -> {
                store.all(type).remove(id);
                yield Reply.empty();
            }
        };
    }

    private Reply replace(String type, String id, Received request) {
        ObjectNode body = (ObjectNode) JSON.readTree(request.body());
        store.all(type).put(id, body.put("id", id));
        return Reply.of(200, body);
    }

    private Reply patch(String type, ObjectNode resource, Received request) {
        store.patch(resource, JSON.readTree(request.body()).path("Operations"));
        return type.equals("Groups") ? Reply.empty() : Reply.of(200, resource);
    }
}
