package org.rollcall.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks HTTP to a base URL with one credential. */
public final class Client {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final String base;
    private final String authorization;

    public Client(String base, String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    /** What came back. */
    public record Answer(int status, JsonNode json, String text, HttpResponse<String> http) {
        public String id() {
            return json.get("id").asString();
        }

        public String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        public String at(String pointer) {
            return json.at(pointer).asString("");
        }
    }

    public String base() {
        return base;
    }

    /** The same path and credential at another node. */
    public Client at(String url) {
        URI here = URI.create(base);
        return new Client(url + here.getRawPath(), authorization);
    }

    /** The value of the {@code Authorization} header that it sends. */
    public String authorization() {
        return authorization;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Answer put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    public Answer patch(String path, String body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, "", headers);
    }

    /** Headers are name, value, name, value; an {@code Authorization} of one's own replaces the client's. */
    public Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            names.add(headers[i]);
            request.header(headers[i], headers[i + 1]);
        }
        if (!names.contains("Authorization") && !authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (!body.isEmpty() && !names.contains("Content-Type")) {
            request.header("Content-Type", "application/scim+json");
        }
        return exchange(request.build());
    }

    private static Answer exchange(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode json = type.contains("json") && !type.contains("ndjson")
                    ? JSON.readTree(response.body())
                    : JSON.nullNode();
            return new Answer(response.statusCode(), json, response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
