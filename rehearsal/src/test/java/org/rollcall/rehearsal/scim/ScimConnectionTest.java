package org.rollcall.rehearsal.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.rehearsal.testing.FrozenTime;
import org.rollcall.rehearsal.testing.TinyScim;

final class ScimConnectionTest {

    private static final ScimRequest READ = ScimRequest.get("read", "/Users?count=1");
    private static final Manner MANNER = new Manner(
            Map.of(),
            Map.of("Content-Type", "application/scim+json"),
            Duration.ofSeconds(20),
            new Patience(4, 2, Duration.ofSeconds(1), Duration.ofSeconds(30)));

    private final TinyScim server = TinyScim.start();
    private final FrozenTime time = new FrozenTime();
    private final List<Exchange> heard = new ArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    private ScimAnswer send(Endpoint endpoint) {
        try (ScimConnection scim = new ScimConnection(endpoint, MANNER, time, heard::add)) {
            return scim.send(READ);
        }
    }

    @Test
    void aThrottledRequestIsRepeatedAfterTheSecondsThatTheServerAsksFor() {
        server.failNext(429, "7");
        assertThat(send(server.endpoint()).status()).isEqualTo(200);
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(7));
        assertThat(heard).extracting(Exchange::status).containsExactly(429, 200);
    }

    @Test
    void withoutWholeSecondsThePauseDoubles() {
        server.failNext(429, "Wed, 21 Oct 2026 07:28:00 GMT");
        server.failNext(429, "-3");
        server.failNext(429, "soon");
        assertThat(send(server.endpoint()).status()).isEqualTo(200);
        assertThat(time.pauses()).containsExactly(seconds(1), seconds(2), seconds(4));
    }

    @Test
    void noPauseIsLongerThanThePatience() {
        server.failNext(429, "86400");
        send(server.endpoint());
        assertThat(time.pauses()).containsExactly(seconds(30));
    }

    @Test
    void afterTheLastAttemptTheAnswerStands() {
        for (int attempt = 0; attempt < 5; attempt++) {
            server.failNext(429, "1");
        }
        assertThat(send(server.endpoint()).status()).isEqualTo(429);
        assertThat(heard).hasSize(4);
    }

    @Test
    void aFailingServerIsTriedLessOften() {
        server.failNext(503, "2");
        server.failNext(500, "2");
        assertThat(send(server.endpoint()).status()).isEqualTo(500);
        assertThat(heard).hasSize(2);
    }

    @Test
    void aRefusalIsNotRepeated() {
        server.failNext(400, "1");
        ScimAnswer answer = send(server.endpoint());
        assertThat(heard).hasSize(1);
        assertThatThrownBy(answer::required)
                .isInstanceOf(ScimFailure.class)
                .hasMessage("read failed (GET /Users?count=1 → 400): told to fail");
    }

    @Test
    void aServerThatIsNotThereIsAnAnswerWithoutStatus() {
        Endpoint nobody = server.endpoint();
        server.close();
        ScimAnswer answer = send(nobody);
        assertThat(answer.status()).isEqualTo(Exchange.NO_ANSWER);
        assertThat(heard).hasSize(2);
        assertThatThrownBy(answer::required).hasMessageContaining("no answer");
    }

    @Test
    void aRefusedCredentialIsRecognised() {
        server.failNext(401, "");
        assertThatThrownBy(send(server.endpoint())::required)
                .isInstanceOfSatisfying(
                        ScimFailure.class,
                        failure -> assertThat(failure.isAboutCredential()).isTrue());
    }

    @Test
    void anExchangeCarriesNeitherBodyNorCredential() {
        String body = "{\"userName\":\"ana@harbor.example\",\"password\":\"pw\"}";
        try (ScimConnection scim = new ScimConnection(server.endpoint(), MANNER, time, heard::add)) {
            scim.send(new ScimRequest("create user", "POST", "/Users", body));
        }
        assertThat(heard)
                .singleElement()
                .hasToString("Exchange[kind=create user, method=POST, target=/Users, status=201, duration=PT0S]");
        assertThat(new ScimRequest("create user", "POST", "/Users", body)).hasToString("POST /Users");
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
