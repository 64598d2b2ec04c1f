package org.rollcall.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.server.access.OneTimeSecret;
import org.rollcall.server.testing.AtOnce;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;

/** The console of a new server (H-C8). */
class FirstStartTest {

    private final RunningServer server = new RunningServer();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.check();
        server.stop();
    }

    @Test
    void everyPageAsksForTheCodeOfTheServer() {
        Visitor visitor = new Visitor(server);
        assertThat(visitor.get("/console").header("Location")).startsWith("/console/sign-in");
        assertThat(visitor.get("/console/sign-in").header("Location")).isEqualTo("/console/setup");
        assertThat(visitor.get("/console/setup").text()).contains("One-time code", "console-setup-code");
    }

    @Test
    void anotherCodeOpensNothing() {
        server.app().setupCode(Optional.empty());
        Visitor visitor = new Visitor(server);
        for (String code : List.of("", "ABCD", "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ")) {
            Answer refused = server.unchangedBy(() -> visitor.post("/console/setup", Map.of("setup", code)));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).contains("This is not the code", "console-setup-code");
        }
    }

    @Test
    void theCodeIsGoodInWhateverFormItIsTyped() {
        String code = server.app().setupCode(Optional.empty()).orElseThrow();
        assertThat(code).matches("([A-Z2-9]{4}-){5}[A-Z2-9]{4}");
        String typed = " " + code.toLowerCase(java.util.Locale.ROOT).replace("-", " ");
        assertThat(new Visitor(server)
                        .post("/console/setup", Map.of("setup", typed))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aStartPrintsTheSameCodeAgainUntilItWasUsed() {
        String code = server.app().setupCode(Optional.empty()).orElseThrow();
        assertThat(server.app().setupCode(Optional.of(code))).contains(code);
        assertThat(server.app().setupCode(Optional.of("OLD"))).isPresent().isNotEqualTo(Optional.of(code));
    }

    @Test
    void aWeakPasswordOrAWrongCodeIsSaidAndNothingIsLost() {
        String setup = server.app().setupCode(Optional.empty()).orElseThrow();
        Visitor visitor = new Visitor(server);
        OneTimeSecret secret = Visitor.secret(visitor.post("/console/setup", Map.of("setup", setup)));
        Map<String, String> good = visitor.creation(setup, secret);
        Map.of(
                        "password", "The two passwords differ.",
                        "code", "The code does not fit.",
                        "name", "Enter a name")
                .forEach((field, said) -> {
                    Map<String, String> form = new HashMap<>(good);
                    form.put(field, " ");
                    Answer refused = server.unchangedBy(() -> visitor.post("/console/setup/administrator", form));
                    assertThat(refused.status()).as(field).isIn(400, 403);
                    assertThat(refused.text()).contains(said, secret.text());
                });
        Map<String, String> weak = new HashMap<>(good);
        weak.put("password", "too short");
        weak.put("repeated", "too short");
        assertThat(visitor.post("/console/setup/administrator", weak).text()).contains("A password has 12 to 200");
        assertThat(visitor.post("/console/setup/administrator", good).status()).isEqualTo(303);
        assertThat(visitor.get("/console").text()).contains("Overview", Visitor.NAME);
    }

    @Test
    void ofTwoBrowsersAtOnceOneWins() {
        String setup = server.app().setupCode(Optional.empty()).orElseThrow();
        OneTimeSecret secret =
                OneTimeSecret.parse("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").orElseThrow();
        List<Answer> answers = AtOnce.run(4, number -> {
            Visitor visitor = new Visitor(server);
            return visitor.post("/console/setup/administrator", visitor.creation(setup, secret));
        });
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(303, 403, 403, 403);
        assertThat(server.count("select count(*) from console_administrator")).isOne();
        assertThat(server.count("select count(*) from console_setup_code")).isZero();
    }

    /** H-S1, N12: neither password nor secret nor code is anywhere in clear. */
    @Test
    void theDatabaseHasNoSecretInClear() {
        OneTimeSecret secret = new Visitor(server).setUp();
        String dump = server.dump();
        assertThat(dump).doesNotContain(Visitor.PASSWORD, secret.text());
        assertThat(dump).doesNotContain(java.util.HexFormat.of().formatHex(secret.bytes()));
        assertThat(server.firstTenant().log("administrator changed")).hasSize(1);
    }
}
