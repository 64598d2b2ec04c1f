package org.rollcall.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.access.OneTimeSecret;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** Administrators are added, invited, changed and removed, and what they do is told (P-111, P-93). */
class AdministratorsTest {

    private static final String PATH = "/api/v1/administrators";
    private static final String LOG_VIEWER = "\"kind\":\"log-viewer\"";

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static TestTenant tenant;
    private static Visitor robin;

    @BeforeAll
    static void theFirstOne() {
        tenant = server.firstTenant();
        robin = new Visitor(server);
        robin.setUp();
    }

    private static Answer add(String name, String powers) {
        return tenant.admin().post(PATH, "{\"name\":\"%s\",%s}".formatted(name, powers));
    }

    private static Stream<JsonNode> audit(String action) {
        return tenant.admin()
                .get("/api/v1/audit?limit=1000&action=" + action)
                .json()
                .get("items")
                .valueStream();
    }

    @Test
    void anInvitedOneJoinsOnceAndSignsInWithItsOwnPassword() {
        Answer added = add("lee@example.org", LOG_VIEWER);
        assertThat(added.at("/joinUrl")).isEqualTo(server.app().publicUrl() + "/console/join");
        Visitor lee = new Visitor(server);
        OneTimeSecret secret = Joined.by(server, lee, added.at("/code").toLowerCase(java.util.Locale.ROOT));
        assertThat(lee.get("/console/log").status()).isEqualTo(200);
        assertThat(new Visitor(server)
                        .post("/console/join", Map.of("setup", added.at("/code")))
                        .status())
                .isEqualTo(403);
        server.advance(Duration.ofMinutes(1));
        Visitor again = new Visitor(server);
        assertThat(again.signIn("lee@example.org", Visitor.PASSWORD, Visitor.code(server, secret))
                        .header("Location"))
                .isEqualTo("/console");
    }

    @Test
    void anInvitationEnds() {
        Answer added = add("late@example.org", LOG_VIEWER);
        server.advance(Duration.ofDays(8));
        assertThat(new Visitor(server)
                        .post("/console/join", Map.of("setup", added.at("/code")))
                        .text())
                .contains("Ask whoever invited you for a new one.");
        assertThat(tenant.admin().post(PATH + "/late@example.org/reset", "").at("/code"))
                .isNotEqualTo(added.at("/code"));
    }

    /** H-C4. */
    @Test
    void aLowerKindCountsFromTheNextRequestOn() {
        Visitor kim = Joined.of(server, tenant, "kim@example.org", "\"kind\":\"environment-administrator\"");
        assertThat(kim.get("/console/people").status()).isEqualTo(200);
        assertThat(tenant.admin()
                        .put(PATH + "/kim@example.org", "{" + LOG_VIEWER + "}")
                        .at("/kind"))
                .isEqualTo("log-viewer");
        assertThat(kim.get("/console/people").status()).isEqualTo(403);
        assertThat(kim.get("/console/log").status()).isEqualTo(200);
    }

    @Test
    void whoIsResetOrRemovedIsOutAtOnce() {
        Visitor max = Joined.of(server, tenant, "max@example.org", LOG_VIEWER);
        String code = tenant.admin().post(PATH + "/max@example.org/reset", "").at("/code");
        assertThat(max.get("/console/log").status()).isEqualTo(303);
        Joined.by(server, max, code);
        assertThat(max.get("/console/log").status()).isEqualTo(200);
        assertThat(tenant.admin().delete(PATH + "/max@example.org").status()).isEqualTo(204);
        assertThat(max.get("/console/log").status()).isEqualTo(303);
        assertThat(tenant.admin().delete(PATH + "/max@example.org").status()).isEqualTo(404);
    }

    @Test
    void theLastEnvironmentAdministratorWithAPasswordStays() {
        add("invited@example.org", "\"kind\":\"environment-administrator\"");
        String last = PATH + "/" + Visitor.NAME.replace(" ", "%20");
        for (Answer refused : List.of(
                tenant.admin().delete(last),
                tenant.admin().put(last, "{" + LOG_VIEWER + "}"),
                tenant.admin().post(last + "/reset", ""))) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(409);
            assertThat(refused.text()).contains("the last Environment Administrator with a password");
        }
    }

    @Test
    void whatIsNotUnderstoodIsRefusedInWords() {
        assertThat(add("a@example.org", "\"kind\":\"king\"").text()).contains("environment-administrator, ");
        assertThat(add("a@example.org", "\"kind\":\"organization-administrator\"")
                        .text())
                .contains("needs an organization");
        assertThat(add("a@example.org", LOG_VIEWER + ",\"organization\":\"Default\"")
                        .text())
                .contains("leave it out");
        assertThat(add("a@example.org", "\"kind\":\"organization-administrator\",\"organization\":\"X\"")
                        .status())
                .isEqualTo(400);
        assertThat(add(Visitor.NAME.toUpperCase(java.util.Locale.ROOT), LOG_VIEWER)
                        .status())
                .isEqualTo(409);
    }

    @Test
    void theConsoleAddsChangesAndRemoves() {
        String page = "/console/administrators";
        Answer added = robin.submit(
                page,
                page + "/add",
                Map.of("name", "pat@example.org", "kind", "organization-administrator", "organization", "Default"));
        assertThat(added.status()).as(added.text()).isEqualTo(200);
        assertThat(added.text()).contains("One-time code", "pat@example.org", "Default and below");
        String id = item("pat@example.org").get("id").asString();
        robin.submit(page, page + "/change", Map.of("administrator", id, "kind", "user"));
        assertThat(item("pat@example.org").get("kind").asString()).isEqualTo("user");
        assertThat(robin.submit(page, page + "/remove", Map.of("administrator", id))
                        .header("Location"))
                .isEqualTo(page + "?done=removed");
        assertThat(robin.submit(page, page + "/remove", Map.of("administrator", id))
                        .status())
                .isEqualTo(404);
    }

    private static JsonNode item(String name) {
        return tenant.admin()
                .get(PATH)
                .json()
                .get("items")
                .valueStream()
                .filter(each -> each.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    // ---- told

    @Test
    void whoComesInAndWhoIsTurnedAwayIsInTheAuditLog() {
        Visitor eve = Joined.of(server, tenant, "eve@example.org", LOG_VIEWER);
        new Visitor(server).signIn("eve@example.org", "not the password", "000000");
        new Visitor(server).signIn("my secret typed into the wrong field", "x", "000000");
        assertThat(eve.get("/console/settings").status()).isEqualTo(200);
        List<JsonNode> refused = audit("administrator.sign-in-refused").toList();
        assertThat(refused).anySatisfy(row -> {
            assertThat(row.at("/target/name").asString()).isEqualTo("eve@example.org");
            assertThat(row.get("address").asString()).isEqualTo("127.0.0.1");
        });
        assertThat(refused.getLast().get("detail").asString()).isEqualTo("unknown name");
        assertThat(refused.toString()).doesNotContain("typed into");
        assertThat(tenant.admin().get("/api/v1/audit/verification").at("/verified"))
                .isEqualTo("true");
    }

    // ---- tokens

    @Test
    void aTokenMayNoMoreThanItsKindAndEnds() {
        Answer issued = tenant.admin().post("/api/v1/tokens", "{" + LOG_VIEWER + ",\"days\":2}");
        Client client = new Client(server.app().url(), "Bearer " + issued.at("/token"));
        assertThat(client.get("/api/v1/log").status()).isEqualTo(200);
        assertThat(client.get("/api/v1/users").status()).isEqualTo(403);
        assertThat(client.post("/api/v1/tokens", "{\"kind\":\"environment-administrator\"}")
                        .status())
                .isEqualTo(403);
        JsonNode listed = tenant.admin()
                .get("/api/v1/tokens")
                .json()
                .get("items")
                .valueStream()
                .filter(token -> token.get("hint").asString().equals(issued.at("/hint")))
                .findFirst()
                .orElseThrow();
        assertThat(listed.get("kind").asString()).isEqualTo("log-viewer");
        assertThat(tenant.admin()
                        .delete("/api/v1/tokens/" + listed.get("id").asString())
                        .status())
                .isEqualTo(204);
        assertThat(client.get("/api/v1/log").status()).isEqualTo(401);
    }
}
