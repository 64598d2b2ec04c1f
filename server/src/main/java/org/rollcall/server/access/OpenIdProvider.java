package org.rollcall.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rollcall.server.base.Limits;

/**
 * Speaks to an OpenID provider: discovery, the exchange of a code, the check of the ID token (OpenID Connect Core 1.0
 * §3.1.3). Over https, or over http to this machine; without following redirects; bounded in size and time.
 */
final class OpenIdProvider {

    /** What is refused, in words for the server's own log and the audit log. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String why) {
            super(why);
        }
    }

    /** Where the provider is spoken to. */
    record Metadata(URI authorization, URI token, URI keys) {}

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);
    private static final Set<String> REQUIRED = Set.of("exp", "iat", "sub", "iss", "aud", "nonce");

    private final OpenIdSettings settings;
    private final InstantSource time;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Cache<URI, Metadata> known =
            Caffeine.newBuilder().expireAfterWrite(Limits.KEYS_AGE).build();
    private final Cache<URI, JWSVerificationKeySelector<SecurityContext>> selectors =
            Caffeine.newBuilder().maximumSize(1).build();

    OpenIdProvider(OpenIdSettings settings, InstantSource time) {
        this.settings = settings;
        this.time = time;
    }

    /** What the provider publishes of itself (OpenID Connect Discovery 1.0). */
    Metadata metadata() throws RefusedException {
        Metadata remembered = known.getIfPresent(settings.issuer());
        if (remembered != null) {
            return remembered;
        }
        String issuer = settings.issuer().toString();
        Map<String, Object> published =
                get(URI.create(issuer.replaceAll("/$", "") + "/.well-known/openid-configuration"));
        if (!issuer.equals(published.get("issuer"))) {
            throw new RefusedException("what is published there has another issuer than the one that is configured");
        }
        Metadata metadata = new Metadata(
                place(published, "authorization_endpoint"),
                place(published, "token_endpoint"),
                place(published, "jwks_uri"));
        known.put(settings.issuer(), metadata);
        return metadata;
    }

    private static URI place(Map<String, Object> published, String name) throws RefusedException {
        if (published.get(name) instanceof String text) {
            URI uri = URI.create(text);
            if (isSafe(uri)) {
                return uri;
            }
        }
        throw new RefusedException("what is published there has no usable " + name);
    }

    /** Https, or this machine. */
    static boolean isSafe(URI uri) {
        String host = String.valueOf(uri.getHost());
        boolean here = host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
        return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && here);
    }

    /** The claims of whoever the code stands for. */
    JWTClaimsSet claims(String code, String redirect, String verifier, String nonce) throws RefusedException {
        Metadata metadata = metadata();
        Map<String, Object> answer = post(
                metadata.token(),
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        redirect,
                        "code_verifier",
                        verifier));
        if (!(answer.get("id_token") instanceof String token)) {
            throw new RefusedException("the provider gave no ID token for the code");
        }
        return verified(token, metadata, nonce);
    }

    private JWTClaimsSet verified(String token, Metadata metadata, String nonce) throws RefusedException {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(selectors.get(metadata.keys(), this::selector));
        processor.setJWTClaimsSetVerifier(new Claims(nonce));
        try {
            JWTClaimsSet claims = processor.process(SignedJWT.parse(token), (SecurityContext) null);
            Object party = claims.getClaim("azp");
            if (party != null && !party.equals(settings.clientId())) {
                throw new RefusedException("the ID token is for another client");
            }
            return claims;
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new RefusedException("the ID token is not valid: " + e.getMessage());
        }
    }

    private JWSVerificationKeySelector<SecurityContext> selector(URI keys) {
        try {
            return new JWSVerificationKeySelector<>(
                    ALGORITHMS,
                    JWKSourceBuilder.<SecurityContext>create(keys.toURL(), url -> keysOf(URI.create(url.toString())))
                            .cache(Limits.KEYS_AGE.toMillis(), Limits.KEYS_PATIENCE.toMillis())
                            .refreshAheadCache(false)
                            .rateLimited(Limits.KEYS_INTERVAL.toMillis())
                            .build());
        } catch (IOException e) {
            throw new IllegalArgumentException("checked when it was read", e);
        }
    }

    private Resource keysOf(URI uri) throws IOException {
        return new Resource(fetch(HttpRequest.newBuilder(uri)), "application/json");
    }

    private Map<String, Object> get(URI uri) throws RefusedException {
        return object(HttpRequest.newBuilder(uri));
    }

    /** The client proves itself by HTTP Basic (RFC 6749 §2.3.1). */
    private Map<String, Object> post(URI uri, Map<String, String> form) throws RefusedException {
        String pair = encoded(settings.clientId()) + ":" + encoded(settings.clientSecret());
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return object(HttpRequest.newBuilder(uri)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Map<String, Object> object(HttpRequest.Builder request) throws RefusedException {
        try {
            return JSONObjectUtils.parse(fetch(request));
        } catch (IOException | ParseException e) {
            throw new RefusedException("the OpenID provider cannot be asked: " + e.getMessage());
        }
    }

    private String fetch(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<InputStream> response = client.send(
                    request.timeout(PATIENCE)
                            .header("Accept", "application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(Limits.KEYS_BYTES + 1);
                if (response.statusCode() != 200 || bytes.length > Limits.KEYS_BYTES) {
                    throw new IOException("it answered with status %d".formatted(response.statusCode()));
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** By our clock, with a little tolerance for theirs. */
    private final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {

        Claims(String nonce) {
            super(
                    settings.clientId(),
                    new JWTClaimsSet.Builder()
                            .issuer(settings.issuer().toString())
                            .claim("nonce", nonce)
                            .build(),
                    REQUIRED);
        }

        @Override
        public int getMaxClockSkew() {
            return (int) Limits.CLOCK_SKEW.toSeconds();
        }

        @Override
        protected Date currentTime() {
            return Date.from(time.instant());
        }
    }
}
