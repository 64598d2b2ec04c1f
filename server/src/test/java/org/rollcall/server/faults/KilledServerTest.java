package org.rollcall.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.server.testing.TestProvider.body;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.db.Database;
import org.rollcall.server.db.embedded.EmbeddedPostgres;
import org.rollcall.server.db.embedded.FastPostgres;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.TestProvider;
import tools.jackson.databind.JsonNode;

/** F2, F21, F32, N1, N2: the server is killed, or told to end, at the worst moment, and started again. */
class KilledServerTest {

    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default'},{'name':'Staff'}],
             'roles':[{'name':'Member','permissions':['read']}],
             'providers':[{'name':'okta','deactivationDelay':'2s',
               'organization':{'byGroup':[{'group':'Staff','organization':'Staff'}],'fallback':'Default'},'fallbackDelay':'0s',
               'roles':[{'group':'Staff','roles':['Member']}]}]}""";
    private static final String ANA = body("{'userName':'ana@example.org','externalId':'e-1'}");

    /** A migrated data folder at rest; copying it is faster than making one. */
    @TempDir
    private static Path atRest;

    @TempDir
    private Path temporary;

    private Path data;
    private ChildServer server;
    private TestProvider okta;

    @BeforeAll
    static void makeADataFolder() {
        try (EmbeddedPostgres postgres = FastPostgres.start(atRest)) {
            Database.open(new Database.Location(postgres.jdbcUrl(), postgres.user(), postgres.password()), 2)
                    .close();
        }
    }

    @BeforeEach
    void aServerOnACopy() throws IOException {
        data = temporary.resolve("data");
        try (Stream<Path> files = Files.walk(atRest)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = data.resolve(atRest.relativize(file).toString());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        server = ChildServer.start(data);
        Answer created = server.admin().post("/api/v1/providers", body("{'name':'okta','credential':'oauth-token'}"));
        okta = new TestProvider(created.id(), new Client(created.at("/baseUrl"), "Bearer " + created.at("/token")));
        assertThat(server.admin()
                        .put("/api/v1/configuration", body(CONFIGURATION))
                        .status())
                .isEqualTo(200);
    }

    @AfterEach
    void end() {
        server.checkInvariants();
        server.close();
    }

    private void startAgain() {
        server = ChildServer.start(data);
        okta = okta.at(server.url());
    }

    private void killAt(String point, Runnable request) {
        killAt(point, 0, request);
    }

    private void killAt(String point, int passes, Runnable request) {
        server.holdAt(point, passes);
        CompletableFuture<Void> lost = CompletableFuture.runAsync(request);
        server.awaitHeld(point);
        server.kill();
        assertThatThrownBy(lost::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(UncheckedIOException.class);
        server.release(point);
        startAgain();
    }

    private JsonNode explain(String user) {
        Answer answer = server.admin().get("/api/v1/users/" + user + "/explanation");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private int log() {
        return server.admin().get("/api/v1/log?limit=1000").json().get("items").size();
    }

    private int events() {
        return server.admin()
                .get("/api/v1/events?limit=1000")
                .json()
                .get("items")
                .size();
    }

    /**
     * F2, N1: killed before the commit nothing of it is there, and the request can be repeated. Killed after the commit
     * all of it is there, although the client was not told.
     */
    @Test
    void whateverWasNotCommittedIsGoneAndWhateverWasIsThere() {
        int log = log();
        killAt("before-commit", () -> okta.scim().post("/Users", ANA));
        assertThat(okta.find("Users", "userName eq \"ana@example.org\"")
                        .at("/totalResults")
                        .asInt())
                .isZero();
        assertThat(log()).isEqualTo(log);
        assertThat(events()).isZero();

        killAt("after-commit", () -> okta.scim().post("/Users", ANA));
        JsonNode explained = explain("ana@example.org");
        assertThat(explained.at("/state/state").asString()).isEqualTo("active");
        assertThat(explained.at("/history/0/action").asString()).isEqualTo("user added");
        assertThat(events()).isEqualTo(1);
        assertThat(okta.scim().post("/Users", ANA).status()).isEqualTo(409);
        assertThat(okta.find("Users", "userName eq \"ana@example.org\"")
                        .at("/Resources/0/id")
                        .asString())
                .isEqualTo(explained.get("id").asString());
    }

    /** F2, F5, N1: of a bulk each operation is there or not, as if it had come alone; then the bulk can be sent again. */
    @Test
    void aBulkThatIsKilledInItsMiddleIsFinishedByRepeatingIt() {
        String cleo = okta.scim()
                .post("/Users", body("{'userName':'cleo@example.org'}"))
                .id();
        String staff =
                okta.scim().post("/Groups", body("{'displayName':'Staff'}")).id();
        String bulk = body("""
                {'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],'Operations':[
                 {'method':'POST','path':'/Users','bulkId':'a','data':{'userName':'ana@example.org'}},
                 {'method':'POST','path':'/Users','bulkId':'b','data':{'userName':'bob@example.org'}},
                 {'method':'PATCH','path':'/Groups/%s','data':{'Operations':[
                   {'op':'add','path':'members','value':[{'value':'%s'}]}]}}]}""".formatted(staff, cleo));
        int events = events();

        killAt("before-commit", 1, () -> okta.scim().post("/Bulk", bulk));

        assertThat(events()).isEqualTo(events + 1);
        assertThat(explain("ana@example.org").at("/state/state").asString()).isEqualTo("active");
        assertThat(okta.find("Users", "userName eq \"bob@example.org\"")
                        .at("/totalResults")
                        .asInt())
                .isZero();
        assertThat(okta.scim().get("/Groups/" + staff).json().at("/members").size())
                .isZero();

        killAt("after-commit", 0, () -> okta.scim().post("/Bulk", bulk));

        assertThat(explain("bob@example.org").at("/state/state").asString()).isEqualTo("active");
        Answer answer = okta.scim().post("/Bulk", bulk);
        assertThat(answer.json().get("Operations").findValuesAsString("status")).contains("409", "204");
        assertThat(okta.scim()
                        .get("/Groups/" + staff)
                        .json()
                        .at("/members/0/value")
                        .asString())
                .isEqualTo(cleo);
        assertThat(okta.scim().get("/Users").json().get("totalResults").asInt()).isEqualTo(3);
    }

    /** P-56, F21: blocked with the answer, killed, and due while nobody was there. */
    @Test
    void whoeverLeftIsDeactivatedAfterTheServerWasKilledAndStartedAgain() {
        String ana = okta.scim().post("/Users", ANA).id();
        assertThat(okta.setActive(ana, false).status()).isEqualTo(200);
        Instant due = Instant.parse(explain(ana).at("/state/due").asString());
        server.kill();
        startAgain();

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() ->
                        assertThat(explain(ana).at("/state/state").asString()).isEqualTo("deactivated"));
        assertThat(Instant.parse(explain(ana).at("/state/since").asString())).isAfterOrEqualTo(due);
        assertThat(okta.scim().get("/Users/" + ana).at("/active")).isEqualTo("false");
        assertThat(okta.setActive(ana, true).status()).isEqualTo(200);
        assertThat(explain(ana).at("/state/state").asString()).isEqualTo("active");
    }

    /** F32: what is under way is finished; a reader that waits for events is answered, and holds up nothing. */
    @Test
    void toldToEndItFinishesWhatItHasBegunAndLetsReadersGo() {
        String end = server.admin().get("/api/v1/users").at("/feed");
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> server.admin().get("/api/v1/events?wait=60&after=" + end));
        server.holdAt("before-commit");
        CompletableFuture<Answer> underWay =
                CompletableFuture.supplyAsync(() -> okta.scim().post("/Users", ANA));
        server.awaitHeld("before-commit");
        server.terminate();

        assertThat(waiting.join().status()).isEqualTo(200);
        awaitNoLongerListening();
        server.release("before-commit");
        assertThat(underWay.join().status()).isEqualTo(201);
        server.awaitEnd();
        assertThat(EmbeddedPostgres.running(data)).isEmpty();
        startAgain();
        assertThat(explain("ana@example.org").at("/state/state").asString()).isEqualTo("active");
    }

    private void awaitNoLongerListening() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    try {
                        return server.admin().get("/api/openapi.json").status() >= 500;
                    } catch (UncheckedIOException refused) {
                        return true;
                    }
                });
    }
}
