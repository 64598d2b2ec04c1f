package org.rollcall.server.directorysync;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before the server, and fails or holds requests when told to. */
final class Proxy implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpServer server;
    private final URI target;
    private final AtomicInteger writes = new AtomicInteger();
    private volatile int last = Integer.MAX_VALUE;
    private volatile boolean losesAnswers;
    private volatile CountDownLatch held = new CountDownLatch(0);
    final CountDownLatch reached = new CountDownLatch(1);

    Proxy(String target) {
        try {
            this.target = URI.create(target);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::handle);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + target.getRawPath();
    }

    /** After so many writes nothing is answered any more. */
    void failAfter(int count) {
        writes.set(0);
        last = count;
    }

    /** The write after so many is carried out, and its answer is lost, once. */
    void loseAnswerAfter(int count) {
        failAfter(count);
        losesAnswers = true;
    }

    /** After so many writes requests wait. */
    void holdAfter(int count) {
        failAfter(count);
        held = new CountDownLatch(1);
    }

    void work() {
        last = Integer.MAX_VALUE;
        held.countDown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        boolean write = !exchange.getRequestMethod().equals("GET");
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean beyond = write && writes.incrementAndGet() > last;
        if (beyond) {
            reached.countDown();
            if (losesAnswers) {
                losesAnswers = false;
                last = Integer.MAX_VALUE;
                forward(exchange, body);
            }
            await();
        }
        if (beyond || (!write && writes.get() > last)) {
            exchange.close();
            return;
        }
        HttpResponse<byte[]> answer = forward(exchange, body);
        exchange.getResponseHeaders().set("Content-Type", "application/scim+json");
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    private void await() {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
        URI asked = exchange.getRequestURI();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + target.getAuthority() + asked))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .header("Content-Type", "application/scim+json")
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        work();
        server.stop(0);
    }
}
