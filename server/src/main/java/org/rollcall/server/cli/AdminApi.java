package org.rollcall.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.scim.json.JsonWriter;

/** The administration API of a running server. */
final class AdminApi {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Longer than the longest wait of the event feed. */
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private static final Duration WHOLE = Duration.ofHours(2);

    private static final JsonLimits LIMITS = new JsonLimits(64, 200);
    private static final Pattern AFTER = Pattern.compile("[?&]after=(?<after>[^&>]+)[^>]*>; rel=\"next\"");
    private static final String JSON = "application/json";

    private final AdminFile server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    private final Duration answer;

    AdminApi(AdminFile server) {
        this(server, ANSWER);
    }

    private AdminApi(AdminFile server, Duration answer) {
        this.server = server;
        this.answer = answer;
    }

    /** The same for what takes as long as there are people. */
    AdminApi patient() {
        return new AdminApi(server, WHOLE);
    }

    Item get(String path, Query query) {
        return Item.of(json("GET", path, query, Optional.empty()));
    }

    Item post(String path, Json body) {
        return Item.of(json("POST", path, Query.NONE, Optional.of(body)));
    }

    Item post(String path, Query query, Json body) {
        return Item.of(json("POST", path, query, Optional.of(body)));
    }

    Item put(String path, Query query, Json body) {
        return Item.of(json("PUT", path, query, Optional.of(body)));
    }

    void delete(String path) {
        json("DELETE", path, Query.NONE, Optional.empty());
    }

    /** An answer that is not JSON, as it comes, and where the next page begins, if there is one. */
    record Download(InputStream body, Optional<String> next) {}

    Download download(String path, Query query, String mediaType) {
        HttpResponse<InputStream> response = send(
                request("GET", path, query, Optional.empty(), mediaType), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() >= 400) {
            throw refused(response.statusCode(), all(response.body()));
        }
        return new Download(
                response.body(), response.headers().firstValue("Link").flatMap(AdminApi::after));
    }

    /** An answer that is not JSON to something that was sent, as it comes. */
    InputStream download(String path, Query query, Json body, String mediaType) {
        HttpResponse<InputStream> response = send(
                request("POST", path, query, Optional.of(body), mediaType), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() >= 400) {
            throw refused(response.statusCode(), all(response.body()));
        }
        return response.body();
    }

    /** The parameter {@code after} of the link to the next page. */
    private static Optional<String> after(String link) {
        Matcher after = AFTER.matcher(link);
        return after.find()
                ? Optional.of(URLDecoder.decode(after.group("after"), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private byte[] all(InputStream body) {
        try (body) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw away();
        }
    }

    private Json json(String method, String path, Query query, Optional<Json> body) {
        HttpResponse<byte[]> response =
                send(request(method, path, query, body, JSON), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() >= 400) {
            throw refused(response.statusCode(), response.body());
        }
        return response.body().length == 0 ? Json.Obj.EMPTY : parsed(response.body());
    }

    private HttpRequest request(String method, String path, Query query, Optional<Json> body, String accept) {
        String base = server.url().toString().replaceAll("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/v1" + path + query.text()))
                .timeout(answer)
                .header("Authorization", "Bearer " + server.token())
                .header("Accept", accept + ", application/problem+json");
        body.ifPresent(json -> request.header("Content-Type", JSON));
        return request.method(
                        method,
                        body.map(json -> HttpRequest.BodyPublishers.ofString(
                                        JsonWriter.write(json), StandardCharsets.UTF_8))
                                .orElseGet(HttpRequest.BodyPublishers::noBody))
                .build();
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return client.send(request, body);
        } catch (ConnectException e) {
            throw away();
        } catch (HttpTimeoutException e) {
            throw Failure.environment("The server at %s did not answer in time.".formatted(server.url()));
        } catch (IOException e) {
            throw Failure.environment(
                    "The connection to the server at %s broke: %s. What was asked for may have been done."
                            .formatted(server.url(), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.environment("Interrupted.");
        }
    }

    private Failure away() {
        return Failure.environment(
                "The server at %s does not answer. Is it running? Start it with: rollcall up".formatted(server.url()));
    }

    private RuntimeException refused(int status, byte[] body) {
        if (status == 401) {
            return Failure.environment(
                    "The server at %s does not accept the token in %s. Starting the server again writes a new one."
                            .formatted(server.url(), server.path()));
        }
        Item problem = problem(body);
        String detail = problem.optional("detail")
                .or(() -> problem.optional("title"))
                .orElse("The server answered with status " + status + ".");
        List<RefusedException.Problem> problems = problem.items("errors").stream()
                .map(error -> new RefusedException.Problem(error.text("pointer"), error.text("detail")))
                .toList();
        return new RefusedException(status, detail, problems);
    }

    /** A body that is no problem document, such as one of a proxy, says nothing. */
    private static Item problem(byte[] body) {
        try {
            return Item.of(JsonReader.parse(body, LIMITS));
        } catch (ScimException e) {
            return new Item(Json.Obj.EMPTY);
        }
    }

    private Json parsed(byte[] body) {
        try {
            return JsonReader.parse(body, LIMITS);
        } catch (ScimException e) {
            throw Failure.environment("What answers at %s is no Rollcall server.".formatted(server.url()));
        }
    }
}
