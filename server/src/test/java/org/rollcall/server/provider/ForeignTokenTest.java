package org.rollcall.server.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.base.Cidr;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** Signed tokens of an issuer that a provider trusts (P-22). */
class ForeignTokenTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String ISSUER = "https://issuer.example/t1/";
    private static final String AUDIENCE = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";

    private static RSAKey rsa;
    private static ECKey ec;
    private static RSAKey unpublished;
    private static HttpServer issuer;
    private static final AtomicInteger FETCHED = new AtomicInteger();

    private TestTenant tenant;
    private TestProvider entra;

    @BeforeAll
    static void anIssuer() throws IOException, JOSEException {
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        unpublished = new RSAKeyGenerator(2048).keyID("unknown").generate();
        byte[] keys = new JWKSet(List.<JWK>of(rsa, ec)).toString(true).getBytes(StandardCharsets.UTF_8);
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", exchange -> {
            FETCHED.incrementAndGet();
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        issuer.createContext("/redirect", exchange -> {
            exchange.getResponseHeaders().set("Location", "/keys");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        issuer.start();
    }

    @AfterAll
    static void theIssuerEnds() {
        issuer.stop(0);
    }

    @BeforeEach
    void aProviderThatTrustsIt() {
        tenant = server.tenant();
        entra = tenant.provider("entra");
        assertThat(trust(keys("/keys"), "[]")).isEqualTo(204);
    }

    private static String keys(String path) {
        return "http://127.0.0.1:%d%s".formatted(issuer.getAddress().getPort(), path);
    }

    private int trust(String keys, String subjects) {
        return tenant.admin()
                .put(
                        "/api/v1/providers/" + entra.id() + "/issuer",
                        body("{'issuer':'%s','audience':'%s','keys':'%s','subjects':%s}"
                                .formatted(ISSUER, AUDIENCE, keys, subjects)))
                .status();
    }

    private static JWTClaimsSet.Builder claims() {
        Instant now = server.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .claim("appid", "app-1")
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
    }

    private static String signed(JWSAlgorithm algorithm, JWSSigner signer, String key, JWTClaimsSet claims)
            throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static String token(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(
                JWSAlgorithm.RS256,
                new RSASSASigner(rsa),
                "rsa",
                change.apply(claims()).build());
    }

    private int status(TestProvider provider, String token) {
        return new Client(provider.scim().base(), "Bearer " + token)
                .get("/Users")
                .status();
    }

    private int status(String token) {
        return status(entra, token);
    }

    @Test
    void aTokenOfTheIssuerOpensTheDoorOfTheProviderThatTrustsIt() throws JOSEException {
        assertThat(status(token(c -> c))).isEqualTo(200);
        assertThat(status(signed(JWSAlgorithm.ES256, new ECDSASigner(ec), "ec", claims().build())))
                .isEqualTo(200);
        assertThat(status(tenant.provider("okta"), token(c -> c))).isEqualTo(401);
        assertThat(new Client(server.app().url(), "Bearer " + token(c -> c))
                        .get("/api/v1/users")
                        .status())
                .isEqualTo(401);
        assertThat(entra.scim().get("/Users").status())
                .as("its own credential goes on")
                .isEqualTo(200);
        new Client(entra.scim().base(), "Bearer " + token(c -> c)).post("/Users", body("{'userName':'ana'}"));
        assertThat(tenant.log("user added").getFirst().get("provider").asString())
                .isEqualTo("entra");
    }

    @Test
    void whatIsNotExactlyForUsIsRefused() throws JOSEException {
        assertThat(status(token(c -> c.issuer("https://issuer.example/t2/")))).isEqualTo(401);
        assertThat(status(token(c -> c.audience("another")))).isEqualTo(401);
        assertThat(status(token(c -> c.audience((String) null)))).isEqualTo(401);
        assertThat(status(token(c -> c.audience(List.of("another", AUDIENCE))))).isEqualTo(200);
    }

    @Test
    void timeIsHeldAgainstOurClockWithAMinuteOfTolerance() throws JOSEException {
        Instant now = server.now();
        assertThat(status(token(c -> c.expirationTime(Date.from(now.minusSeconds(30))))))
                .isEqualTo(200);
        assertThat(status(token(c -> c.expirationTime(Date.from(now.minusSeconds(90))))))
                .isEqualTo(401);
        assertThat(status(token(c -> c.expirationTime(null)))).isEqualTo(401);
        assertThat(status(token(c -> c.notBeforeTime(Date.from(now.plusSeconds(90))))))
                .isEqualTo(401);
        String lasting = token(c -> c);
        assertThat(status(lasting)).isEqualTo(200);
        server.advance(Duration.ofMinutes(62));
        assertThat(status(lasting)).isEqualTo(401);
    }

    @Test
    void whatIsNotSignedByAKeyOfTheIssuerIsRefused() throws JOSEException {
        JWTClaimsSet claims = claims().build();
        assertThat(status(signed(JWSAlgorithm.RS256, new RSASSASigner(unpublished), "rsa", claims)))
                .isEqualTo(401);
        assertThat(status(signed(JWSAlgorithm.RS256, new RSASSASigner(unpublished), "unknown", claims)))
                .isEqualTo(401);
        assertThat(status(signed(JWSAlgorithm.RS512, new RSASSASigner(rsa), "rsa", claims)))
                .isEqualTo(401);
        byte[] publicKey = rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        assertThat(status(signed(JWSAlgorithm.HS256, new MACSigner(publicKey), "rsa", claims)))
                .isEqualTo(401);
        assertThat(status(new PlainJWT(claims).serialize())).isEqualTo(401);
        assertThat(status(new PlainJWT(claims).serialize() + "AA")).isEqualTo(401);
        String good = token(c -> c);
        assertThat(status(good.substring(0, good.lastIndexOf('.')) + ".AAAA")).isEqualTo(401);
    }

    @Test
    void onlyTheClientsThatWereNamedMayCome() throws JOSEException {
        trust(keys("/keys"), "['app-1','somebody']");
        assertThat(status(token(c -> c))).isEqualTo(200);
        assertThat(status(token(c -> c.claim("appid", "app-2")))).isEqualTo(401);
        assertThat(status(token(c -> c.claim("appid", "app-2").subject("somebody"))))
                .isEqualTo(200);
    }

    @Test
    void trustEndsWithTheNextRequest() throws JOSEException {
        String token = token(c -> c);
        assertThat(status(token)).isEqualTo(200);
        tenant.admin().delete("/api/v1/providers/" + entra.id() + "/issuer");
        assertThat(status(token)).isEqualTo(401);
        trust(keys("/keys"), "[]");
        assertThat(status(token)).isEqualTo(200);
        tenant.admin().post("/api/v1/providers/" + entra.id() + "/disable", "");
        assertThat(status(token)).isEqualTo(401);
    }

    @Test
    void theKeysAreFetchedSeldom() throws JOSEException {
        trust(keys("/keys?seldom"), "[]");
        assertThat(status(token(c -> c))).isEqualTo(200);
        int before = FETCHED.get();
        String unknown = signed(JWSAlgorithm.RS256, new RSASSASigner(unpublished), "unknown", claims().build());
        for (int n = 0; n < 20; n++) {
            assertThat(status(token(c -> c))).isEqualTo(200);
            assertThat(status(unknown)).isEqualTo(401);
        }
        assertThat(FETCHED.get() - before).isLessThanOrEqualTo(5);
    }

    @Test
    void keysThatCannotBeFetchedLetNobodyIn() throws JOSEException {
        trust(keys("/redirect"), "[]");
        assertThat(status(token(c -> c))).isEqualTo(401);
        trust(keys("/nowhere"), "[]");
        assertThat(status(token(c -> c))).isEqualTo(401);
    }

    @Test
    void keysComeOverHttpsAndNotFromPrivateAddresses() {
        for (String wrong : List.of(
                "http://issuer.example/keys",
                "ftp://127.0.0.1/",
                "file:///etc/passwd",
                "https://u:p@i.example/",
                "x")) {
            assertThat(trust(wrong, "[]")).as(wrong).isEqualTo(400);
        }
        assertThat(trust("https://i.example/" + "x".repeat(2_000), "[]")).isEqualTo(400);
        for (String inside : List.of(
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "::1",
                "fd00::1",
                "fe80::1")) {
            assertThat(KeyFetcher.isInside(Cidr.address(inside).orElseThrow()))
                    .as(inside)
                    .isTrue();
        }
        assertThat(KeyFetcher.isInside(Cidr.address("203.0.113.9").orElseThrow()))
                .isFalse();
        assertThat(KeyFetcher.isInside(Cidr.address("2001:db8::9").orElseThrow()))
                .isFalse();
    }
}
