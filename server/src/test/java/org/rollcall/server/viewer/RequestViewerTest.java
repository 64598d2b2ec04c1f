package org.rollcall.server.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-25: administrators see what providers sent, what it did, and let a failed request be carried out once more. */
class RequestViewerTest {

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    private final TestTenant tenant = SERVER.tenant();
    private final TestProvider okta = tenant.provider("okta");

    private JsonNode requests(String query) {
        Answer answer = tenant.admin().get("/api/v1/requests?" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("items");
    }

    private JsonNode show(String id) {
        return tenant.admin().get("/api/v1/requests/" + id).json();
    }

    private Answer replay(String id) {
        return tenant.admin().post("/api/v1/requests/" + id + "/replay", "");
    }

    private void keep(String what) {
        Answer kept = tenant.admin().put("/api/v1/providers/" + okta.id() + "/requests", body(what));
        assertThat(kept.status()).as(kept.text()).isEqualTo(200);
    }

    private static List<String> paths(JsonNode items) {
        return items.findValuesAsString("path").stream()
                .map(path -> path.substring(path.indexOf("/v2") + 3))
                .toList();
    }

    @Test
    void eachRequestIsThereWithItsAnswerAndItsEffects() {
        String ana = okta.user("ana@example.com");
        okta.scim().get("/Users?count=1");
        okta.setActive(ana, false);

        JsonNode items = requests("since=1h");
        assertThat(paths(items)).containsExactly("/Users/" + ana, "/Users", "/Users");
        assertThat(items.findValuesAsString("method")).containsExactly("PATCH", "GET", "POST");
        assertThat(items.findValuesAsString("status")).containsExactly("200", "200", "201");
        assertThat(items.at("/1/query").asString()).isEqualTo("count=1");
        assertThat(items.at("/0/provider").asString()).isEqualTo("okta");
        assertThat(items.get(0).get("milliseconds").asInt()).isNotNegative();

        JsonNode shown = show(items.at("/0/id").asString());
        assertThat(shown.get("effects").findValuesAsString("action"))
                .containsExactly("user updated", "blocked", "deactivation scheduled");
        assertThat(shown.at("/body/Operations/0/value/active").asBoolean(true)).isFalse();
        assertThat(show(items.at("/1/id").asString()).get("effects")).isEmpty();
    }

    @Test
    void theyAreFoundByUserStatusAndProvider() {
        String ana = okta.user("ana@example.com");
        String team = okta.group("Team");
        okta.addMembers(team, ana);
        okta.scim().post("/Users", body("{'userName':'ANA@example.com'}"));
        okta.user("ben@example.com");
        tenant.provider("entra").user("eva@example.com");

        assertThat(paths(requests("user=ana@example.com"))).containsExactly("/Users", "/Groups/" + team, "/Users");
        assertThat(requests("user=ana@example.com&status=409")).hasSize(1);
        assertThat(requests("failed=true").findValuesAsString("status")).containsExactly("409");
        assertThat(requests("provider=ENTRA")).hasSize(1);
        assertThat(tenant.admin().get("/api/v1/requests?status=bad").status()).isEqualTo(400);
    }

    @Test
    void pagesFollowOneAnother() {
        okta.user("ana@example.com");
        okta.user("ben@example.com");

        Answer first = tenant.admin().get("/api/v1/requests?limit=1");
        JsonNode second = requests("limit=1&after=" + first.at("/next"));
        assertThat(second).hasSize(1);
        assertThat(second.at("/0/id").asString()).isNotEqualTo(first.at("/items/0/id"));
    }

    @Test
    void noSecretIsKept() {
        okta.scim()
                .post(
                        "/Users",
                        body("{'userName':'ana@example.com','password':'hush-1','apiToken':{'value':'hush-2'}}"));
        okta.patchUser(okta.user("ben@example.com"), "{'op':'replace','path':'password','value':'hush-3'}");
        okta.scim().post("/Users", "{\"userName\":\"hush-4\",");
        okta.scim().get("/Users?count=1&token=hush-5&filter=password%20eq%20%22hush-6%22");

        assertThat(requests("since=1h")).hasSize(5);
        assertThat(SERVER.dump())
                .contains("[left out]")
                .doesNotContain(
                        "hush-1",
                        "hush-2",
                        "hush-3",
                        okta.scim().authorization().substring(7));
        assertThat(SERVER.dump()).doesNotContain("hush-4", "hush-5", "hush-6");
    }

    @Test
    void aFailedRequestCanBeCarriedOutOnceMoreWhenItsCauseIsGone() {
        tenant.admin().post("/api/v1/users", body("{'userName':'ana@example.com','organization':'Default'}"));
        assertThat(okta.scim()
                        .post("/Users", body("{'userName':'ana@example.com','password':'x'}"))
                        .status())
                .isEqualTo(409);
        String failed = requests("failed=true").at("/0/id").asString();
        assertThat(replay(failed).at("/status")).isEqualTo("409");

        String user = okta.user("cem@example.com");
        assertThat(okta.scim()
                        .put("/Users/" + user, body("{'userName':'ben@example.com'}"), "If-Match", "W/\"99\"")
                        .status())
                .isEqualTo(412);
        assertThat(replay(requests("status=412").at("/0/id").asString()).status())
                .as("what was meant for another version is the provider's to decide")
                .isEqualTo(409);

        String staff = okta.group("Staff", user);
        assertThat(okta.scim().post("/Groups", body("{'displayName':'Staff'}")).status())
                .isEqualTo(409);
        String second = requests("failed=true").at("/0/id").asString();
        okta.scim().delete("/Groups/" + staff);
        Answer again = replay(second);

        assertThat(again.at("/status")).isEqualTo("201");
        JsonNode added = tenant.log("group added").getLast();
        assertThat(added.get("actor").asString()).startsWith("okta, replayed by ");
        assertThat(added.get("requestId").asString()).isEqualTo(again.at("/requestId"));
        assertThat(tenant.admin().get("/api/v1/audit").text()).contains("request.replay");
    }

    @Test
    void whatWasAnsweredOrLacksItsBodyIsNotRepeated() {
        okta.user("ana@example.com");
        okta.scim().post("/Users", body("{'userName':'ana@example.com','apiToken':'hush'}"));
        okta.scim().get("/Users/nobody");

        assertThat(replay(requests("status=201").at("/0/id").asString()).at("/detail"))
                .contains("only what failed can be replayed");
        assertThat(replay(requests("status=409").at("/0/id").asString()).at("/detail"))
                .contains("secrets");
        assertThat(replay(requests("status=404").at("/0/id").asString()).at("/detail"))
                .contains("no write");
        assertThat(replay("01935f3e-7c19-7aaa-8bbb-cccdddeeefff").status()).isEqualTo(404);
        assertThat(requests("since=1h").get(0).get("replayable").asBoolean()).isFalse();
    }

    @Test
    void whatIsKeptIsSaidForEachProvider() {
        keep("{'keep':'failures','days':14}");
        okta.user("ana@example.com");
        okta.scim().post("/Users", body("{'userName':'ana@example.com'}"));
        assertThat(requests("since=1h").findValuesAsString("status")).containsExactly("409");

        keep("{'keep':'none'}");
        okta.scim().post("/Users", body("{'userName':'ana@example.com'}"));
        assertThat(requests("since=1h")).hasSize(1);
        assertThat(tenant.log("provider changed").getLast().get("new").asString())
                .isEqualTo("requests kept: none, for 14 days");
        assertThat(tenant.admin()
                        .put("/api/v1/providers/" + okta.id() + "/requests", body("{'days':31}"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theyGoAfterTheirDays() {
        okta.user("ana@example.com");
        assertThat(requests("limit=10")).hasSize(1);

        SERVER.advance(Duration.ofDays(4));

        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(requests("limit=10")).isEmpty());
    }

    @Test
    void aDryRunLeavesNoTrace() {
        okta.scim().post("/Users", body("{'userName':'ana@example.com'}"), "Rollcall-Dry-Run", "true");

        assertThat(requests("limit=10")).isEmpty();
    }

    @Test
    void anotherTenantSeesNothing() {
        okta.user("ana@example.com");
        String id = requests("limit=1").at("/0/id").asString();

        TestTenant other = SERVER.tenant();
        assertThat(other.admin().get("/api/v1/requests").json().get("items")).isEmpty();
        assertThat(other.admin().get("/api/v1/requests/" + id).status()).isEqualTo(404);
        assertThat(other.admin().post("/api/v1/requests/" + id + "/replay", "").status())
                .isEqualTo(404);
    }
}
