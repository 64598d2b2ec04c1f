package org.rollcall.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.access.OneTimeSecret;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;

/** Who may come in, and how it ends (P-112). */
class SignInTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static OneTimeSecret secret;

    private final Visitor robin = new Visitor(server);

    @BeforeAll
    static void anAdministrator() {
        secret = new Visitor(server).setUp();
    }

    /** A code works once, and what was tried in one test must not slow down the next. */
    @BeforeEach
    void later() {
        server.advance(Limits.SIGN_IN_FORGOTTEN.plusMinutes(1));
    }

    private static String code() {
        return Visitor.code(server, secret);
    }

    private Answer signIn() {
        return robin.signIn(Visitor.NAME, Visitor.PASSWORD, code());
    }

    private static String problem(Answer answer) {
        return answer.text().replaceAll("(?s).*role=\"alert\".*?<p>(.*?)</p>.*", "$1");
    }

    // ---- coming in

    @Test
    void withPasswordAndCodeOneSeesTheOverview() {
        assertThat(robin.get("/console").header("Location")).isEqualTo("/console/sign-in?next=%2Fconsole");
        Answer signedIn = signIn();
        assertThat(signedIn.status()).isEqualTo(303);
        assertThat(signedIn.header("Location")).isEqualTo("/console");
        assertThat(robin.get("/console").text()).contains("<h1>Overview</h1>", Visitor.NAME);
    }

    /** H-C6: an answer does not tell who exists. */
    @Test
    void whateverIsWrongIsAnsweredAlike() {
        Answer name = robin.signIn("nobody", Visitor.PASSWORD, code());
        Answer password = robin.signIn(Visitor.NAME, "wrong horse battery staple", code());
        Answer wrongCode = robin.signIn(Visitor.NAME, Visitor.PASSWORD, "000000");
        Answer noCode = robin.signIn(Visitor.NAME, Visitor.PASSWORD, "");
        assertThat(List.of(name, password, wrongCode, noCode)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(problem(answer)).startsWith("Name, password or code is wrong.");
        });
        assertThat(robin.cookie()).isEmpty();
    }

    @Test
    void aCodeWorksOnce() {
        String code = code();
        assertThat(robin.signIn(Visitor.NAME, Visitor.PASSWORD, code).status()).isEqualTo(303);
        assertThat(robin.signIn(Visitor.NAME, Visitor.PASSWORD, code).status()).isEqualTo(403);
    }

    @Test
    void aCodeOfYesterdayDoesNotWork() {
        String old = code();
        server.advance(Duration.ofDays(1));
        assertThat(robin.signIn(Visitor.NAME, Visitor.PASSWORD, old).status()).isEqualTo(403);
    }

    /** H-C6: guessing gets slower; nobody is locked out. */
    @Test
    void whoGuessesHasToWait() {
        for (int i = 0; i < Limits.SIGN_IN_FREE; i++) {
            assertThat(robin.signIn(Visitor.NAME, "guess " + i, "123456").status())
                    .isEqualTo(403);
        }
        Answer slowed = signIn();
        assertThat(slowed.status()).isEqualTo(429);
        assertThat(problem(slowed)).startsWith("There were too many attempts. Wait");
        server.advance(Limits.SIGN_IN_PAUSE.plusSeconds(1));
        assertThat(signIn().status()).isEqualTo(303);
    }

    // ---- the session

    /** H-C2, H-C4: a new, secret id that no script can read and no other site can send. */
    @Test
    void theCookieIsForThisServerOnly() {
        robin.with("rollcall=chosen_by-somebody-else").get("/console/sign-in");
        String set = signIn().header("Set-Cookie");
        assertThat(set).matches("rollcall=[a-z0-9]{16}_[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Lax");
        assertThat(server.dump()).doesNotContain(set.replaceAll(".*_([0-9a-f]{64});.*", "$1"));
    }

    @Test
    void signingOutEndsTheSession() {
        signIn();
        Visitor stolen = robin.with(robin.cookie());
        Answer out = robin.submit("/console", "/console/sign-out", Map.of());
        assertThat(out.header("Location")).isEqualTo("/console/sign-in?done=signed-out");
        assertThat(stolen.get("/console").status()).isEqualTo(303);
    }

    @Test
    void aSessionEndsWhenItIsQuiet() {
        signIn();
        server.advance(Limits.SESSION_QUIET.minusMinutes(5));
        assertThat(robin.get("/console").status()).isEqualTo(200);
        server.advance(Limits.SESSION_QUIET.minusMinutes(5));
        assertThat(robin.get("/console").status()).isEqualTo(200);
        server.advance(Limits.SESSION_QUIET.plusMinutes(1));
        assertThat(robin.get("/console").status()).isEqualTo(303);
    }

    @Test
    void aSessionEndsAfterADayOfWork() {
        signIn();
        for (int i = 0; i < 2 * Limits.SESSION_AGE.toHours(); i++) {
            server.advance(Duration.ofMinutes(30));
            robin.get("/console");
        }
        assertThat(robin.get("/console").status()).isEqualTo(303);
    }

    @Test
    void aHeaderWithATokenOpensNoPage() {
        String token = server.firstTenant().admin().authorization();
        assertThat(new Client(server.app().url(), token).get("/console").status())
                .isEqualTo(303);
    }

    // ---- forms

    /** H-C2. */
    @Test
    void aFormOfAnotherPageIsRefused() {
        signIn();
        String token = robin.token("/console");
        Map<String, String> form = Map.of("csrf", token);
        String out = "/console/sign-out";
        assertThat(robin.post(out, form, "Origin", "https://evil.example").status())
                .isEqualTo(403);
        assertThat(robin.post(
                                out,
                                form,
                                "Sec-Fetch-Site",
                                "cross-site",
                                "Origin",
                                server.app().url())
                        .status())
                .isEqualTo(403);
        assertThat(robin.post(out, form, "X-Nothing", "said").status()).isEqualTo(403);
        assertThat(robin.post(out, Map.of()).status()).isEqualTo(403);
        assertThat(robin.post(out, Map.of("csrf", "0".repeat(64))).status()).isEqualTo(403);
        assertThat(robin.get(out).status()).isEqualTo(405);
        assertThat(robin.get("/console").status()).isEqualTo(200);
    }

    @Test
    void aFormWithTheTokenOfAnotherSessionIsRefused() {
        signIn();
        String first = robin.token("/console");
        server.advance(Duration.ofMinutes(1));
        Visitor second = new Visitor(server);
        second.signIn(Visitor.NAME, Visitor.PASSWORD, code());
        assertThat(second.post("/console/sign-out", Map.of("csrf", first)).status())
                .isEqualTo(403);
    }

    @Test
    void signingInLeadsToNoOtherSite() {
        for (String next : List.of("//evil.example", "https://evil.example", "/console/../x?y", "/\\evil.example")) {
            Answer answer = robin.post(
                    "/console/sign-in",
                    Map.of("name", Visitor.NAME, "password", Visitor.PASSWORD, "code", code(), "next", next));
            assertThat(answer.header("Location")).as(next).isEqualTo("/console");
            server.advance(Duration.ofMinutes(1));
        }
    }

    // ---- what every page says to the browser

    /** H-C3. */
    @Test
    void aPageMayDoNextToNothing() {
        for (String path : List.of("/console/sign-in", "/console/nothing-here")) {
            Answer page = robin.get(path);
            assertThat(page.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(page.header("Cache-Control")).isEqualTo("no-store");
            assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        }
    }

    @Test
    void whatDoesNotExistIsSaidOnAPage() {
        Answer page = robin.get("/console/nothing-here");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text()).contains("This page does not exist", "To the overview");
    }

    @Test
    void aBrowserFindsTheConsoleFromTheRoot() {
        assertThat(robin.get("/").header("Location")).isEqualTo("/console");
        assertThat(new Client(server.app().url(), "").get("/").status()).isEqualTo(401);
    }

    @Test
    void thereIsNoSecondFirstStart() {
        assertThat(server.app().setupCode(Optional.empty())).isEmpty();
        assertThat(robin.get("/console/setup").header("Location")).isEqualTo("/console/sign-in");
        assertThat(robin.post("/console/setup", Map.of("setup", "")).status()).isEqualTo(403);
    }
}
