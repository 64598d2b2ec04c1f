package org.rollcall.sync.scim;

import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.base.Limits;
import org.rollcall.sync.base.Timing;
import org.rollcall.sync.config.Secrets;
import org.rollcall.sync.config.Settings;
import org.rollcall.sync.config.Settings.Credential;
import org.rollcall.sync.rules.Desired;

/** Sends requests, and again when that may help. Safe for use by several threads. */
final class Connection implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final Settings.Server settings;
    private final String authorization;
    private final HttpClient http;
    private final Timing timing;

    Connection(Settings.Server settings, Secrets secrets, Timing timing) {
        this.settings = settings;
        this.authorization = authorization(settings.credential(), secrets);
        this.timing = timing;
        this.http = client(settings);
    }

    private static String authorization(Credential credential, Secrets secrets) {
        return switch (credential) {
            case Credential.Bearer bearer -> "Bearer " + secrets.reveal(bearer.token());
            case Credential.Basic basic ->
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString((basic.user() + ":" + secrets.reveal(basic.password()))
                                        .getBytes(StandardCharsets.UTF_8));
        };
    }

    private static HttpClient client(Settings.Server settings) {
        try {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(Limits.CONNECT);
            if (settings.trust().isPresent()) {
                builder.sslContext(context(settings.trust().get().toFile()));
            }
            return builder.build();
        } catch (GeneralSecurityException e) {
            throw Failure.usage("The certificates of server.trust could not be used: " + e.getMessage());
        }
    }

    private static SSLContext context(File file) throws GeneralSecurityException {
        return new SSLUtil(trust(file)).createSSLContext();
    }

    private static TrustManager trust(File file) throws KeyStoreException {
        return new PEMFileTrustManager(file);
    }

    /**
     * Sends a request.
     *
     * @throws RefusedException when the server says no
     * @throws Failure when it says nothing, or that the credential is wrong
     */
    Json.Obj send(String method, String path, Optional<Json> body) {
        return accepted(exchange(method, path, body, settings.attempts()));
    }

    /** One attempt only, for what must not be repeated blindly; empty when the answer was lost. */
    Optional<Answer> sendOnce(String method, String path, Json body) {
        try {
            return Optional.of(once(request(method, path, Optional.of(body))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Json.Obj accepted(Answer answer) {
        if (answer.status() == 401 || answer.status() == 403) {
            throw Failure.server(
                    "The server does not accept the credential (%s). Check server.token, or user and password, and the URL."
                            .formatted(answer.words()));
        }
        if (answer.busy()) {
            throw Failure.server("The server is still busy after all attempts (%s).".formatted(answer.words()));
        }
        if (!answer.good()) {
            throw new RefusedException(answer);
        }
        return answer.body();
    }

    private Answer exchange(String method, String path, Optional<Json> body, int attempts) {
        HttpRequest request = request(method, path, body);
        for (int attempt = 1; ; attempt++) {
            try {
                Answer answer = once(request);
                if (!answer.busy() || attempt >= attempts) {
                    return answer;
                }
                pause(attempt, answer.retryAfter());
            } catch (IOException e) {
                if (attempt >= attempts) {
                    throw Failure.server("The server at %s did not answer %d times (%s)."
                            .formatted(settings.url().getAuthority(), attempts, reason(e)));
                }
                pause(attempt, Optional.empty());
            }
        }
    }

    private static String reason(IOException e) {
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }

    private HttpRequest request(String method, String path, Optional<Json> body) {
        return HttpRequest.newBuilder(URI.create(settings.url() + path))
                .header("Authorization", authorization)
                .header("Accept", "application/scim+json")
                .header("Content-Type", "application/scim+json")
                .header("User-Agent", "rollcall-sync")
                .method(
                        method,
                        body.map(json -> BodyPublishers.ofString(JsonWriter.write(json)))
                                .orElseGet(BodyPublishers::noBody))
                .build();
    }

    private Answer once(HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response = answered(request);
            return new Answer(
                    response.statusCode(),
                    body(response.body()),
                    response.headers().firstValue("Retry-After"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.server("Interrupted while waiting for the server.");
        }
    }

    /** The whole answer in time; the client's own timeout ends with the headers, and a body may stall too. */
    private HttpResponse<byte[]> answered(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), Limits.ANSWER_BYTES));
        try {
            return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException(
                    "nothing came within %,d s".formatted(settings.timeout().toSeconds()), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }

    private static Json.Obj body(byte[] bytes) {
        if (bytes.length == 0) {
            return Json.Obj.EMPTY;
        }
        try {
            return JsonReader.parse(bytes, Desired.JSON) instanceof Json.Obj object ? object : Json.Obj.EMPTY;
        } catch (ScimException e) {
            return Json.Obj.EMPTY; // a proxy's page; the status says enough
        }
    }

    /** Doubled each time, with a random part, so that many tools do not come back at once. */
    private void pause(int attempt, Optional<String> retryAfter) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 16));
        Duration capped = doubled.compareTo(Limits.BACKOFF) > 0 ? Limits.BACKOFF : doubled;
        Duration own = capped.plusMillis(ThreadLocalRandom.current().nextLong(capped.toMillis() / 4 + 1));
        try {
            timing.pause(retryAfter.flatMap(this::asked).orElse(own));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.server("Interrupted while waiting for the server.");
        }
    }

    /** Seconds or a date (RFC 9110 section 10.2.3). */
    private Optional<Duration> asked(String retryAfter) {
        Optional<Duration> wait = retryAfter.matches("\\d{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)))
                : date(retryAfter);
        return wait.map(asked -> asked.isNegative() ? Duration.ZERO : asked)
                .map(asked -> asked.compareTo(Limits.RETRY_AFTER) > 0 ? Limits.RETRY_AFTER : asked);
    }

    private Optional<Duration> date(String text) {
        try {
            return Optional.of(Duration.between(
                    timing.now(),
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.shutdownNow(); // whatever is still under way is not waited for
    }
}
