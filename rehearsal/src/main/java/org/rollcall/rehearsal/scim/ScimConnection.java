package org.rollcall.rehearsal.scim;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A connection to one SCIM server in the manner of one client. Safe for use by many threads at once.
 *
 * <p>Requests that the server is too busy for are repeated as the manner's {@link Patience} says. Since a repeated
 * request may have been carried out the first time, a POST can be answered 409; that is for the caller to settle.
 */
public final class ScimConnection implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final long LONGEST_ANSWER_BYTES = 64L << 20;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Endpoint endpoint;
    private final Manner manner;
    private final Timing timing;
    private final Consumer<Exchange> listener;
    private final HttpClient http;

    /**
     * @param listener told of every attempt, on the thread that sends it
     */
    public ScimConnection(Endpoint endpoint, Manner manner, Timing timing, Consumer<Exchange> listener) {
        this.endpoint = endpoint;
        this.manner = manner;
        this.timing = timing;
        this.listener = listener;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /**
     * Sends a request, repeatedly if need be.
     *
     * @return the last answer, whatever its status
     * @throws CancellationException when the thread is interrupted
     */
    public ScimAnswer send(ScimRequest request) {
        try {
            ScimAnswer answer = exchange(request);
            for (int attempts = 1; manner.patience().extendsTo(answer, attempts); attempts++) {
                timing.pause(manner.patience().pause(answer, attempts));
                answer = exchange(request);
            }
            return answer;
        } catch (InterruptedException interrupted) {
            throw cancelled(interrupted);
        }
    }

    /** Sends a request exactly once, for those that should fail fast. */
    public ScimAnswer sendOnce(ScimRequest request) {
        try {
            return exchange(request);
        } catch (InterruptedException interrupted) {
            throw cancelled(interrupted);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private ScimAnswer exchange(ScimRequest request) throws InterruptedException {
        HttpRequest message = message(request);
        long start = timing.nanos();
        try {
            HttpResponse<byte[]> response =
                    http.send(message, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER_BYTES));
            Exchange exchange = report(request, response.statusCode(), start);
            String retryAfter = response.headers().firstValue("Retry-After").orElse("");
            JsonNode body = parse(response.body());
            return new ScimAnswer(
                    exchange, retryAfter, body, body.path("detail").asString(""));
        } catch (IOException unreachable) {
            Exchange exchange = report(request, Exchange.NO_ANSWER, start);
            return new ScimAnswer(exchange, "", MissingNode.getInstance(), reason(unreachable));
        }
    }

    private HttpRequest message(ScimRequest request) {
        Map<String, String> headers = request.hasBody() ? manner.writeHeaders() : manner.readHeaders();
        HttpRequest.Builder message = HttpRequest.newBuilder(endpoint.uri(request.target()))
                .timeout(manner.timeout())
                .header("Authorization", endpoint.credential().authorization())
                .method(
                        request.method(),
                        request.hasBody() ? BodyPublishers.ofString(request.body()) : BodyPublishers.noBody());
        headers.forEach(message::header);
        return message.build();
    }

    private Exchange report(ScimRequest request, int status, long start) {
        Duration duration = Duration.ofNanos(timing.nanos() - start);
        Exchange exchange = new Exchange(request.kind(), request.method(), request.target(), status, duration);
        listener.accept(exchange);
        return exchange;
    }

    private static String reason(IOException unreachable) {
        String message = unreachable.getMessage();
        return message == null ? unreachable.getClass().getSimpleName() : message;
    }

    private static JsonNode parse(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static CancellationException cancelled(InterruptedException cause) {
        Thread.currentThread().interrupt();
        CancellationException cancelled = new CancellationException("interrupted while waiting for the server");
        cancelled.initCause(cause);
        return cancelled;
    }
}
