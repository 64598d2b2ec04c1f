package org.rollcall.server.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.Limits;

/** The listening socket. Reads nothing into what comes in; the {@link Dispatcher} does. */
public final class HttpServer implements AutoCloseable {

    private static final Response.Body NOTHING = new Response.Whole(new byte[0]);

    private final WebServer server;

    private HttpServer(WebServer server) {
        this.server = server;
    }

    /** What a server asks of others: who calls, where refusals, repairs, requests and counts go, whose word counts for addresses, how
     * errors look, ids for requests. */
    public record Parts(
            Callers callers,
            Refusals refusals,
            Repairs repairs,
            Witness witness,
            Traffic traffic,
            TrustedProxies proxies,
            ErrorPages pages,
            Ids ids) {}

    /** Listens. */
    public static HttpServer start(String host, int port, Router router, Parts parts) {
        Dispatcher dispatcher = new Dispatcher(router, parts);
        Http1Config http = http();
        WebServer server = WebServer.builder()
                .host(host)
                .port(port)
                .connectionOptions(options -> options.tcpNoDelay(true).readTimeout(Limits.READ_TIMEOUT))
                .shutdownHook(false)
                .shutdownGracePeriod(Limits.SHUTDOWN_GRACE)
                .directHandlers(directHandlers())
                .addProtocol(http)
                .addConnectionSelector(new OldHttp(http))
                .routing(routing -> routing.any((request, response) -> serve(dispatcher, parts, request, response)))
                .build()
                .start();
        if (!server.isRunning()) {
            throw new IllegalStateException("cannot listen on port %d of %s".formatted(port, host));
        }
        return new HttpServer(server);
    }

    private static Http1Config http() {
        return Http1Config.builder()
                // The dispatcher judges paths; queries come with bare quotes and brackets from some clients.
                .validatePath(false)
                .validatePrologue(false)
                // At whatever level: requests and answers hold personal data and credentials.
                .receiveLog(false)
                .sendLog(false)
                .maxPrologueLength(Limits.TARGET_LENGTH + 1_024)
                .build();
    }

    private static void serve(Dispatcher dispatcher, Parts parts, ServerRequest request, ServerResponse response) {
        Dispatcher.Raw raw = new Dispatcher.Raw(
                request.prologue().method().text(),
                request.prologue().uriPath().rawPath(),
                request.prologue().hasQuery() ? request.prologue().query().rawValue() : "",
                name -> header(request.headers(), HeaderNames.create(name)),
                () -> new TimedBody(request.content().inputStream(), System::nanoTime),
                parts.proxies().client(peer(request), header(request.headers(), HeaderNames.X_FORWARDED_FOR)));
        Response answer = dispatcher.dispatch(raw);
        boolean last = answer.status() == 408
                || (answer.status() >= 400 && leavesMuchUnread(request))
                || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
        if (last) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        send(answer, raw.method().equals("HEAD"), response);
        if (last) {
            // The header alone leaves the connection open, and what follows would be read as the next request. What was
            // streamed is sent to its end only when the routing is over, which an exception skips.
            if (response instanceof RoutingResponse routed) {
                routed.commit();
            }
            throw new CloseConnectionException("the last answer is sent");
        }
    }

    private static Optional<InetAddress> peer(ServerRequest request) {
        return request.remotePeer().address() instanceof InetSocketAddress address
                ? Optional.ofNullable(address.getAddress())
                : Optional.empty();
    }

    /** A header given several times is one list (RFC 9110 §5.3), so that none of its values passes unseen. */
    private static Optional<String> header(Headers headers, HeaderName name) {
        return headers.contains(name) ? Optional.of(headers.get(name).values()) : Optional.empty();
    }

    /** What is left of a refused body would be read to its end before the next request, however long it is (H-D4). */
    private static boolean leavesMuchUnread(ServerRequest request) {
        return request.content().hasEntity()
                && !request.content().consumed()
                && (request.headers().contains(HeaderNames.EXPECT)
                        || request.headers().contentLength().orElse(Long.MAX_VALUE) > Limits.REFUSED_BYTES);
    }

    private static void send(Response answer, boolean head, ServerResponse response) {
        response.status(Status.create(answer.status()));
        answer.headers().forEach((name, value) -> response.header(name, value));
        if (!answer.headers().containsKey("Cache-Control")) {
            response.header("Cache-Control", "no-store");
        }
        switch (answer.body().orElse(NOTHING)) {
            case Response.Body body
            when head -> {
                response.header(HeaderNames.CONTENT_LENGTH, Long.toString(length(body)));
                response.send();
            }
            case Response.Whole whole when whole.bytes().length == 0 -> response.send();
            case Response.Whole whole -> response.send(whole.bytes());
            case Response.Streamed streamed -> stream(streamed.writer(), response);
        }
    }

    private static long length(Response.Body body) {
        CountingOutputStream out = new CountingOutputStream();
        switch (body) {
            case Response.Whole whole -> out.write(whole.bytes(), 0, whole.bytes().length);
            case Response.Streamed streamed -> write(streamed.writer(), out);
        }
        return out.count();
    }

    private static void write(Response.Writer writer, OutputStream out) {
        try {
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stream(Response.Writer writer, ServerResponse response) {
        try (OutputStream out = response.outputStream()) {
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Requests so broken that they reach no route are answered in SCIM JSON too. */
    private static DirectHandlers directHandlers() {
        DirectHandlers.Builder builder = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            builder.addHandler(type, HttpServer::refuse);
        }
        return builder.build();
    }

    private static DirectHandler.TransportResponse refuse(
            DirectHandler.TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        ScimError error = broken(request, status);
        return DirectHandler.TransportResponse.builder()
                .status(Status.create(error.status()))
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, MediaTypes.SCIM)
                .keepAlive(false)
                .entity(JsonWriter.write(error.toJson()))
                .build();
    }

    private static ScimError broken(DirectHandler.TransportRequest request, Status status) {
        if (request.headers().contains(HeaderNames.CONTENT_ENCODING)) {
            return SentBody.coded();
        }
        // Whatever fails before there is a request fails because of what was sent.
        if (status.code() == 414) {
            return Dispatcher.targetTooLong();
        }
        if (status.code() == 505) {
            return new ScimError(
                    505,
                    Optional.empty(),
                    "this server speaks HTTP/1.1; tell the proxy to, as nginx by proxy_http_version 1.1");
        }
        boolean ours = status.code() == 500 && !request.path().isEmpty();
        return ours
                ? new ScimError(500, Optional.empty(), "the request could not be answered")
                : new ScimError(
                        status.code() == 500 ? 400 : status.code(),
                        Optional.empty(),
                        "the request could not be understood as HTTP; check its line and headers");
    }

    @Override
    public void close() {
        server.stop();
    }
}
