package org.rollcall.server.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-52, P-55: whoever is on legal hold is blocked at most. */
class LegalHoldTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default'},{'name':'Company','defaultRoles':['Member']}],'roles':[{'name':'Member'}],
             'providers':[{'name':'okta','organization':{'fixed':'Company'},'deactivationDelay':'10m'}]}""";

    private TestTenant tenant;
    private TestProvider okta;
    private String ana;

    @BeforeEach
    void aCustodian() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply(CONFIGURATION);
        ana = okta.user("ana@example.org");
        open("Quay");
        change("Quay", "{'add':['ana@example.org'],'reason':'order'}");
    }

    private void open(String matter) {
        assertThat(tenant.admin()
                        .post("/api/v1/matters", "{\"name\":\"%s\"}".formatted(matter))
                        .status())
                .isEqualTo(201);
    }

    private void change(String matter, String body) {
        Answer answer = tenant.admin().post("/api/v1/matters/" + matter + "/custodians", body.replace('\'', '"'));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private void release(String matter) {
        Answer answer = tenant.admin().post("/api/v1/matters/" + matter + "/release", "{\"reason\":\"settled\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private void leaveAndWaitUntilWithheld() {
        assertThat(okta.setActive(ana, false).json().get("active").asBoolean()).isFalse();
        server.advance(Duration.ofMinutes(11));
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !tenant.log("withheld").isEmpty());
    }

    @Test
    void whoLeavesOnHoldIsBlockedAndNeverDeactivated() {
        leaveAndWaitUntilWithheld();
        JsonNode explained = tenant.explain(ana);
        assertThat(explained.at("/state/state").asString()).isEqualTo("blocked");
        assertThat(explained.at("/state/reason").asString()).contains("on legal hold (Quay)");
        assertThat(explained.at("/state/due").isMissingNode()).isTrue();
        assertThat(explained.get("legalHold").asString()).isEqualTo("Quay");
        assertThat(explained.at("/decisions/0/effect").asString()).isEqualTo("deactivation");
        assertThat(explained.at("/decisions/0/fate").asString()).isEqualTo("withheld");
        assertThat(tenant.roles(ana)).containsExactly("Member");
        assertThat(tenant.admin().get("/api/v1/users?userName=ana").at("/items/0/legalHold"))
                .isEqualTo("Quay");
        assertThat(tenant.log("withheld")).hasSize(1);
    }

    @Test
    void byHandNeither() {
        Answer refused = server.unchangedBy(() -> tenant.act(ana, "deactivate", "{'reason':'left'}"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("on legal hold (Quay)");
        assertThat(tenant.act(ana, "block", "{'reason':'left'}").status()).isEqualTo(200);
    }

    @Test
    void whenTheLastHoldEndsTheDeactivationIsDueAfterTheNormalDelay() {
        open("Harbor");
        change("Harbor", "{'add':['%s'],'reason':'order'}".formatted(ana));
        leaveAndWaitUntilWithheld();
        change("Quay", "{'remove':['ana@example.org'],'reason':'not concerned'}");
        assertThat(tenant.explain(ana).at("/state/due").isMissingNode()).isTrue();
        release("Harbor");
        assertThat(tenant.explain(ana).at("/state/due").asString()).isNotEmpty();
        assertThat(tenant.state(ana)).isEqualTo("blocked");
        server.advance(Duration.ofMinutes(11));
        tenant.awaitState(ana, "deactivated");
        assertThat(tenant.roles(ana)).isEmpty();
    }

    @Test
    void whoWasReactivatedMeanwhileIsNotDeactivated() {
        leaveAndWaitUntilWithheld();
        okta.setActive(ana, true);
        assertThat(tenant.state(ana)).isEqualTo("active");
        release("Quay");
        assertThat(tenant.explain(ana).at("/state/due").isMissingNode()).isTrue();
        assertThat(tenant.explain(ana).get("decisions")).isEmpty();
    }

    @Test
    void whoIsDeletedOnHoldStaysBlockedToo() {
        okta.scim().delete("/Users/" + ana);
        server.advance(Duration.ofMinutes(11));
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !tenant.log("withheld").isEmpty());
        assertThat(tenant.state(ana)).isEqualTo("deleted");
        release("Quay");
        server.advance(Duration.ofMinutes(11));
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !tenant.log("deactivated").isEmpty());
    }

    @Test
    void aHoldAndItsEndAreInTheLogWithTheReason() {
        release("Quay");
        assertThat(tenant.log("legal hold set"))
                .hasSize(1)
                .first()
                .satisfies(row -> assertThat(row.get("cause").asString()).endsWith(": order"));
        assertThat(tenant.log("legal hold ended")).hasSize(1);
        assertThat(tenant.log("matter changed")).hasSize(2);
        assertThat(tenant.eventsOf(ana)).hasSize(1);
    }
}
