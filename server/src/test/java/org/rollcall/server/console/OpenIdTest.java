package org.rollcall.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.access.OneTimeSecret;
import org.rollcall.server.testing.AtOnce;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** P-112: administrators sign in at the company's OpenID provider; who is not meant to stays outside. */
class OpenIdTest {

    private static final OpenIdStub provider = OpenIdStub.start();

    @RegisterExtension
    static final RunningServer server = new RunningServer().with(provider.settings());

    private static TestTenant tenant;
    private static OneTimeSecret breakGlass;

    @BeforeAll
    static void anEnvironment() {
        tenant = server.firstTenant();
        breakGlass = new Visitor(server).setUp();
    }

    @AfterAll
    static void endTheProvider() {
        provider.close();
    }

    private static void add(String name, String kind) {
        Answer added = tenant.admin()
                .post(
                        "/api/v1/administrators",
                        "{\"name\":\"%s\",\"kind\":\"%s\",\"signIn\":\"openid\"}".formatted(name, kind));
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        assertThat(added.at("/code")).isEmpty();
    }

    // ---- a browser without Chromium

    private static Client browser() {
        return new Client(server.app().url(), "");
    }

    private static String cookie(Answer answer) {
        return answer.header("Set-Cookie").split(";", 2)[0];
    }

    private static Answer begin() {
        Answer begun = browser().get("/console/openid?next=/console/log");
        assertThat(begun.status()).as(begun.text()).isEqualTo(303);
        return begun;
    }

    /** Where the provider sends the browser back to. */
    private static String back(Answer begun) {
        URI page = URI.create(begun.header("Location"));
        String sent = new Client(provider.issuer(), "")
                .get(page.getRawPath() + "?" + page.getRawQuery())
                .header("Location");
        return sent.substring(server.app().url().length());
    }

    private static Answer signIn() {
        Answer begun = begin();
        return browser().get(back(begun), "Cookie", cookie(begun));
    }

    private static Answer page(Answer signedIn, String path) {
        return browser().get(path, "Cookie", cookie(signedIn));
    }

    private static void refused(Answer answer, String why) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.text()).contains(why);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    // ---- coming in

    @Test
    void anAdministratorWhoWasAddedSignsInWithARealBrowser() {
        add("lee@example.org", "log-viewer");
        provider.signsIn("lee-1", "Lee@Example.org");
        try (Chromium chromium = Chromium.start();
                Pages pages = new Pages(server, chromium)) {
            var page = pages.open("/console/log");
            page.getByText("Sign in at your identity provider").click();
            page.waitForURL("**/console/log");
            assertThat(page.content()).contains("Sync log", "lee@example.org");
            pages.quiet();
        }
        assertThat(tenant.admin()
                        .get("/api/v1/audit?limit=1000&action=administrator.sign-in")
                        .text())
                .contains("lee@example.org", "by OpenID Connect");
    }

    @Test
    void claimsGiveAKindAndTakeItAgain() {
        provider.signsIn("kim-1", "kim@example.org", "staff", "auditors");
        Answer kim = signIn();
        assertThat(kim.header("Location")).isEqualTo("/console/log");
        assertThat(page(kim, "/console/log").status()).isEqualTo(200);
        assertThat(page(kim, "/console/people").status()).isEqualTo(403);
        provider.signsIn("kim-1", "kim@example.org", "admins");
        assertThat(page(signIn(), "/console/people").status()).isEqualTo(200);
        provider.signsIn("kim-1", "kim@example.org", "staff");
        refused(signIn(), "Ask an Environment Administrator to add you.");
    }

    /** H-I11: a sign-in makes no person, so that a push at the same moment makes the one that there is. */
    @Test
    void whoIsPushedWhileSigningInIsOnePerson() {
        TestProvider okta = tenant.provider("pushing");
        for (int i = 0; i < 20; i++) {
            String name = "race%d@example.org".formatted(i);
            provider.signsIn("race-" + i, name, "admins");
            Answer begun = begin();
            String back = back(begun);

            List<Answer> answers = AtOnce.run(List.of(
                    () -> browser().get(back, "Cookie", cookie(begun)),
                    () -> okta.scim().post("/Users", "{\"userName\":\"%s\"}".formatted(name))));

            assertThat(answers).extracting(Answer::status).containsExactly(303, 201);
            assertThat(tenant.explain(name).at("/id").asString())
                    .isEqualTo(answers.get(1).id());
            assertThat(okta.find("Users", "userName eq \"%s\"".formatted(name))
                            .get("totalResults")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void whoWasNotAddedStaysOutside() {
        provider.signsIn("eve-1", "eve@example.org");
        refused(signIn(), "Ask an Environment Administrator to add you.");
    }

    /** A name that the provider gives to somebody else does not come with the rights. */
    @Test
    void anotherSubjectOfTheSameNameStaysOutside() {
        add("pat@example.org", "log-viewer");
        provider.signsIn("pat-1", "pat@example.org");
        assertThat(signIn().header("Location")).isEqualTo("/console/log");
        provider.signsIn("pat-2", "pat@example.org", "admins");
        refused(signIn(), "Nobody of this name");
        provider.signsIn("pat-1", "pat.new@example.org");
        assertThat(signIn().header("Location")).isEqualTo("/console/log");
    }

    /** Sessions end when the account is blocked. */
    @Test
    void aBlockedAccountEndsTheSessionAtOnceAndKeepsItOut() {
        tenant.admin().post("/api/v1/users", "{\"userName\":\"max@example.org\",\"organization\":\"Default\"}");
        add("max@example.org", "log-viewer");
        provider.signsIn("max-1", "max@example.org");
        Answer max = signIn();
        assertThat(page(max, "/console/log").status()).isEqualTo(200);
        tenant.act("max@example.org", "block", "{'reason':'left'}");
        assertThat(page(max, "/console/log").status()).isEqualTo(303);
        refused(signIn(), "Your account is blocked or deactivated.");
        tenant.act("max@example.org", "unblock", "{'reason':'back'}");
        assertThat(signIn().header("Location")).isEqualTo("/console/log");
    }

    @Test
    void thePasswordIsAWayInWhenTheProviderDoesNot() {
        provider.down(true);
        try {
            provider.signsIn("any", "any@example.org", "admins");
            Visitor robin = new Visitor(server);
            server.advance(Duration.ofMinutes(1));
            assertThat(browser().get("/console/sign-in").text()).contains("with a password of this console");
            assertThat(robin.signIn(Visitor.NAME, Visitor.PASSWORD, Visitor.code(server, breakGlass))
                            .header("Location"))
                    .isEqualTo("/console");
        } finally {
            provider.down(false);
        }
    }

    // ---- what is not believed

    @Test
    void anAnswerForAnotherBrowserIsRefused() {
        provider.signsIn("kim-9", "kim9@example.org", "admins");
        Answer mine = begin();
        Answer others = begin();
        refused(browser().get(back(mine), "Cookie", cookie(others)), "The sign-in did not work.");
        refused(browser().get(back(mine)), "The sign-in did not work.");
        refused(
                browser().get("/console/openid/callback?code=x&state=y", "Cookie", "rollcall-openid=a.b.c"),
                "Begin again");
    }

    @Test
    void anAnswerIsGoodOnce() {
        provider.signsIn("kim-8", "kim8@example.org", "admins");
        Answer begun = begin();
        String back = back(begun);
        assertThat(browser().get(back, "Cookie", cookie(begun)).status()).isEqualTo(303);
        refused(browser().get(back, "Cookie", cookie(begun)), "The sign-in did not work.");
    }

    @Test
    void tokensThatDoNotFitAreRefused() {
        List<Consumer<JWTClaimsSet.Builder>> wrong = List.of(
                claims -> claims.claim("nonce", "another"),
                claims -> claims.issuer("https://another.example"),
                claims -> claims.audience("another"),
                claims -> claims.audience(List.of("rollcall", "another")).claim("azp", "another"),
                claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(3_600))),
                claims -> claims.claim("email_verified", false),
                claims -> claims.claim("email", null));
        for (Consumer<JWTClaimsSet.Builder> change : wrong) {
            provider.signsIn(claims -> {
                claims.subject("kim-7")
                        .claim("email", "kim7@example.org")
                        .claim("email_verified", true)
                        .claim("groups", List.of("admins"));
                change.accept(claims);
            });
            refused(signIn(), "The sign-in did not work.");
        }
        assertThat(tenant.admin()
                        .get("/api/v1/audit?limit=1000&action=administrator.sign-in-refused")
                        .text())
                .contains("by OpenID Connect: the provider's answer was not accepted");
        assertThat(tenant.admin().get("/api/v1/audit/verification").at("/verified"))
                .isEqualTo("true");
    }

    @Test
    void aPageElsewhereIsNotGoneOnWith() {
        provider.signsIn("kim-6", "kim6@example.org", "auditors");
        Answer begun = browser().get("/console/openid?next=https://evil.example");
        assertThat(browser().get(back(begun), "Cookie", cookie(begun)).header("Location"))
                .isEqualTo("/console");
        assertThat(new Visitor(server).post("/console/openid", Map.of()).status())
                .isEqualTo(405);
    }
}
