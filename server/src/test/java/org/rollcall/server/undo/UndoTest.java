package org.rollcall.server.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-84: what a provider did within a time is taken back where nobody changed it since, and does not come back by itself. */
class UndoTest {

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    private static final String ANA = "ana@example.com";

    private final TestTenant tenant = SERVER.tenant();
    private final TestProvider okta = tenant.provider("okta");
    private String ana;
    private String sales;
    private String since;

    @BeforeEach
    void aSellerAndAQuietHour() {
        ana = okta.user(ANA);
        sales = okta.group("Sales", ana);
        tenant.apply(
                "{'organizations':[{'name':'Default'},{'name':'Sales'}],'roles':[{'name':'Seller'},{'name':'Buyer'}],"
                        + "'providers':[{'name':'okta','fallbackDelay':'0s',"
                        + "'organization':{'byGroup':[{'group':'Sales','organization':'Sales'}],'fallback':'Default'},"
                        + "'roles':[{'group':'Sales','roles':['Seller']},{'group':'Purchase','roles':['Buyer']}]}]}");
        SERVER.advance(Duration.ofHours(1));
        since = SERVER.now().toString();
        SERVER.advance(Duration.ofMinutes(1));
    }

    private Answer undo(String query, String more) {
        return tenant.admin()
                .post(
                        "/api/v1/undo" + query,
                        body("{'provider':'okta','since':'%s','reason':'a wrong rule'%s}".formatted(since, more)));
    }

    private JsonNode undone() {
        SERVER.advance(Duration.ofSeconds(10));
        Answer answer = undo("", "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> effects(JsonNode answer, String which) {
        return answer.get(which).findValuesAsString("effect");
    }

    @Test
    void aPreviewTellsWhatWouldBeTakenBackAndChangesNothing() {
        okta.setActive(ana, false);
        SERVER.advance(Duration.ofSeconds(10));

        JsonNode before = tenant.log();
        Answer preview = undo("?dryRun=true", "");

        assertThat(preview.at("/dryRun")).isEqualTo("true");
        assertThat(effects(preview.json(), "undone")).containsExactly("active again");
        assertThat(preview.at("/undone/0/userName")).isEqualTo(ANA);
        assertThat(tenant.log()).isEqualTo(before);
        assertThat(tenant.state(ANA)).isEqualTo("blocked");
    }

    @Test
    void whoWasBlockedIsActiveAndTheSamePushDoesNotBlockAgain() {
        okta.setActive(ana, false);

        assertThat(effects(undone(), "undone")).containsExactly("active again");

        assertThat(tenant.state(ANA)).isEqualTo("active");
        JsonNode row = tenant.log("undone").getFirst();
        assertThat(row.get("cause").asString()).endsWith("a wrong rule");
        assertThat(tenant.eventsOf(ana).getLast().get("type").asString()).isEqualTo("user.unblocked");
        okta.setActive(ana, false);
        okta.scim().put("/Users/" + ana, body("{'userName':'ana@example.com','active':false,'title':'x'}"));
        assertThat(tenant.state(ANA)).isEqualTo("active");
        assertThat(okta.find("Users", "userName eq \"ana@example.com\"")
                        .at("/Resources/0/active")
                        .asBoolean(true))
                .isFalse();

        okta.setActive(ana, true);
        okta.setActive(ana, false);
        assertThat(tenant.state(ANA)).as("wanted anew").isEqualTo("blocked");
    }

    @Test
    void whoWasDeactivatedByTheClockComesBackWithTheRolesOfItsGroups() {
        okta.setActive(ana, false);
        SERVER.advance(Duration.ofDays(1));
        tenant.awaitState(ANA, "deactivated");

        assertThat(effects(undone(), "undone")).contains("active again");

        assertThat(tenant.state(ANA)).isEqualTo("active");
        assertThat(tenant.roles(ANA)).containsExactly("Seller");
        assertThat(tenant.organization(ANA)).isEqualTo("Sales");
    }

    @Test
    void whoWasDeletedIsHereAgainThoughTheProviderDoesNotKnowIt() {
        okta.scim().delete("/Users/" + ana);

        undone();

        assertThat(tenant.state(ANA)).isEqualTo("active");
        assertThat(okta.scim().get("/Users/" + ana).status()).isEqualTo(404);
    }

    @Test
    void whoWasMovedGoesBackWithItsRolesAndStaysUntilSomethingElseIsWanted() {
        okta.removeMembers(sales, ana);
        assertThat(tenant.organization(ANA)).isEqualTo("Default");

        assertThat(effects(undone(), "undone"))
                .containsExactlyInAnyOrder("from Default back to Sales", "role Seller given back");

        assertThat(tenant.organization(ANA)).isEqualTo("Sales");
        assertThat(tenant.roles(ANA)).containsExactly("Seller");
        okta.group("Other", ana);
        okta.removeMembers(sales, ana);
        assertThat(tenant.organization(ANA)).as("the same is wanted").isEqualTo("Sales");
        tenant.admin().post("/api/v1/jobs", "");
        SERVER.settle();
        assertThat(tenant.organization(ANA)).as("placed again").isEqualTo("Sales");

        okta.addMembers(sales, ana);
        okta.removeMembers(sales, ana);
        assertThat(tenant.organization(ANA)).as("wanted anew").isEqualTo("Default");
    }

    @Test
    void aRoleThatWasGivenIsTakenAwayAndStaysAway() {
        String purchase = okta.group("Purchase", ana);
        assertThat(tenant.roles(ANA)).containsExactly("Buyer", "Seller");

        assertThat(effects(undone(), "undone")).containsExactly("role Buyer taken away");

        assertThat(tenant.roles(ANA)).containsExactly("Seller");
        assertThat(tenant.log("role removed").getLast().get("cause").asString()).contains("a wrong rule");
        okta.group("Other", ana);
        assertThat(tenant.roles(ANA)).containsExactly("Seller");

        okta.removeMembers(purchase, ana);
        okta.addMembers(purchase, ana);
        assertThat(tenant.roles(ANA)).as("wanted anew").containsExactly("Buyer", "Seller");
    }

    @Test
    void whatSomebodyChangedSinceStaysWithTheReason() {
        okta.setActive(ana, false);
        SERVER.advance(Duration.ofSeconds(5));
        tenant.act(ANA, "block", "{'reason':'an inquiry'}");
        String ben = okta.user("ben@example.com");
        assertThat(ben).isNotEmpty();

        JsonNode answer = undone();

        assertThat(answer.get("undone")).isEmpty();
        assertThat(answer.get("kept").findValuesAsString("reason"))
                .anyMatch(reason -> reason.contains("changed it since (block by hand added"))
                .anyMatch(reason -> reason.startsWith("a new user has no state before"));
        assertThat(tenant.state(ANA)).isEqualTo("blocked");
    }

    @Test
    void onlyTheTimeTheProviderAndTheUserAskedForAreMeant() {
        String ben = okta.user("ben@example.com");
        SERVER.advance(Duration.ofMinutes(1));
        since = SERVER.now().toString();
        SERVER.advance(Duration.ofMinutes(1));
        okta.setActive(ana, false);
        okta.setActive(ben, false);
        tenant.provider("entra");
        SERVER.advance(Duration.ofMinutes(1));

        assertThat(undo("", ",'until':'%s'".formatted(SERVER.now().minusSeconds(90)))
                        .json()
                        .get("undone"))
                .isEmpty();
        assertThat(undo("", ",'user':'ben@example.com'").json().get("undone")).hasSize(1);
        assertThat(tenant.state(ANA)).isEqualTo("blocked");
        assertThat(tenant.admin()
                        .post("/api/v1/undo", body("{'provider':'entra','since':'9h','reason':'x'}"))
                        .json()
                        .get("undone"))
                .isEmpty();
        assertThat(tenant.admin()
                        .post("/api/v1/undo", body("{'provider':'none','since':'9h','reason':'x'}"))
                        .status())
                .isEqualTo(404);
        assertThat(tenant.admin()
                        .post("/api/v1/undo", body("{'provider':'okta','reason':'x'}"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void undoingTwiceDoesNothingTheSecondTime() {
        okta.setActive(ana, false);
        undone();

        JsonNode again = undone();

        assertThat(again.get("undone")).isEmpty();
    }
}
