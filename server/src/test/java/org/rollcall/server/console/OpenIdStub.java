package org.rollcall.server.console;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.rollcall.server.access.OpenIdSettings;
import org.rollcall.server.access.OpenIdSettings.Given;
import org.rollcall.server.base.Digests;
import org.rollcall.server.permission.Kind;

/**
 * A small OpenID provider on this machine: it signs in whoever a test says, without asking, gives a code for it, and an
 * ID token for the code to a client that proves itself and has the verifier (RFC 7636).
 */
final class OpenIdStub implements AutoCloseable {

    private static final String SECRET = "a secret: with + signs";

    private record Pending(Map<String, String> asked, JWTClaimsSet.Builder claims) {}

    private final HttpServer server;
    private final ECKey key;
    private final Map<String, Pending> codes = new ConcurrentHashMap<>();
    private volatile Consumer<JWTClaimsSet.Builder> who = claims -> {};
    private volatile boolean down;
    private int last;

    private OpenIdStub() {
        try {
            key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    static OpenIdStub start() {
        return new OpenIdStub();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    OpenIdSettings settings() {
        return new OpenIdSettings(
                URI.create(issuer()),
                "rollcall",
                SECRET,
                "email",
                Optional.of("groups"),
                List.of(new Given("admins", Kind.ENVIRONMENT_ADMINISTRATOR), new Given("auditors", Kind.LOG_VIEWER)));
    }

    /** Whoever comes next is this one. */
    void signsIn(String subject, String email, String... groups) {
        signsIn(claims -> claims.subject(subject)
                .claim("email", email)
                .claim("email_verified", true)
                .claim("groups", List.of(groups)));
    }

    void signsIn(Consumer<JWTClaimsSet.Builder> claims) {
        who = claims;
    }

    void down(boolean now) {
        down = now;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (down) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration" -> json(exchange, """
                        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
                         "jwks_uri":"%1$s/keys"}""".formatted(issuer()));
                case "/keys" -> json(exchange, new JWKSet(key.toPublicJWK()).toString());
                case "/authorize" -> authorize(exchange);
                case "/token" -> token(exchange);
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static void json(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = fields(exchange.getRequestURI().getRawQuery());
        if (!asked.get("response_type").equals("code")
                || !asked.get("client_id").equals("rollcall")
                || !asked.get("code_challenge_method").equals("S256")
                || !Arrays.asList(asked.get("scope").split(" ")).contains("openid")) {
            exchange.sendResponseHeaders(400, -1);
            return;
        }
        String code = "code-" + ++last;
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience("rollcall")
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("nonce", asked.get("nonce"));
        who.accept(claims);
        codes.put(code, new Pending(asked, claims));
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        "%s?code=%s&state=%s&iss=%s"
                                .formatted(
                                        asked.get("redirect_uri"),
                                        code,
                                        asked.get("state"),
                                        URLEncoder.encode(issuer(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(302, -1);
    }

    private void token(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> sent = fields(body);
        Pending pending = codes.remove(sent.get("code"));
        String pair = "rollcall:" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        boolean proved = basic.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (pending == null
                || !proved
                || !pending.asked().get("redirect_uri").equals(sent.get("redirect_uri"))
                || !pending.asked().get("code_challenge").equals(challenge(sent.get("code_verifier")))) {
            exchange.sendResponseHeaders(400, -1);
            return;
        }
        json(
                exchange,
                "{\"token_type\":\"Bearer\",\"access_token\":\"x\",\"id_token\":\"%s\"}"
                        .formatted(signed(pending.claims().build())));
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Digests.sha256(verifier));
    }

    private String signed(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("one").build(), claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> fields(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
