package org.rollcall.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-59: groups and expressions set other delays. */
class DelaysTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default'}],
             'providers':[{'name':'okta','organization':{'fixed':'Default'},'deactivationDelay':'1h','brake':'off',
               'deactivationDelays':[
                 {'when':'user.title == \\"Chief\\"','delay':'7d'},
                 {'group':'Contractors','delay':'0s'},
                 {'group':'Board','delay':'2d'}]}]}""";

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aProviderWithDelays() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply(CONFIGURATION);
    }

    private String push(String userName, String title) {
        Answer created = okta.scim().post("/Users", body("{'userName':'%s','title':'%s'}".formatted(userName, title)));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.id();
    }

    private Duration delay(String id) {
        JsonNode state = tenant.explain(id).get("state");
        return Duration.between(
                Instant.parse(state.get("since").asString()),
                Instant.parse(state.get("due").asString()));
    }

    private String reason(String id) {
        return tenant.explain(id).at("/state/reason").asString();
    }

    @Test
    void theFirstRowThatHasWhoLeavesDecidesAndTheReasonSaysWhich() {
        String chief = push("chief", "Chief");
        String member = push("member", "Chair");
        okta.group("Contractors", chief);
        okta.group("Board", chief, member);
        okta.setActive(chief, false);
        okta.setActive(member, false);

        assertThat(delay(chief)).isEqualTo(Duration.ofDays(7));
        assertThat(reason(chief)).isEqualTo("okta set active to false; the delay is that of row 1 (expression)");
        assertThat(delay(member)).isEqualTo(Duration.ofDays(2));
        assertThat(reason(member)).isEqualTo("okta set active to false; the delay is that of row 3 (group \"Board\")");
    }

    @Test
    void whomNoRowHasLeavesAfterTheDelayOfAllAndAFailedExpressionIsTold() {
        String ana = okta.user("ana");
        okta.setActive(ana, false);

        assertThat(delay(ana)).isEqualTo(Duration.ofHours(1));
        assertThat(reason(ana)).startsWith("okta set active to false; row 1 (expression) failed: ");
    }

    @Test
    void zeroDeactivatesAtOnceAndAlsoWhoIsDeletedAndLeavesItsGroups() {
        String ben = push("ben", "Temp");
        String cem = push("cem", "Temp");
        okta.group("Contractors", ben, cem);
        okta.setActive(ben, false);
        okta.scim().delete("/Users/" + cem);
        tenant.awaitState(ben, "deactivated");
        server.settle();

        assertThat(tenant.log("deactivated"))
                .extracting(row -> row.get("cause").asString())
                .allSatisfy(cause -> assertThat(cause).contains("the delay is that of row 2 (group \"Contractors\")"))
                .hasSize(2);
    }

    @Test
    void anotherDelayDoesNotMoveWhatIsPendingAndARenamedGroupKeepsItsRow() {
        String ben = push("ben", "Temp");
        String dee = push("dee", "Temp");
        String board = okta.group("Board", ben, dee);
        okta.setActive(ben, false);
        okta.patchGroup(board, "{'op':'replace','path':'displayName','value':'Trustees'}");
        tenant.apply(CONFIGURATION.replace("2d", "3d"));
        okta.setActive(dee, false);

        assertThat(delay(ben)).isEqualTo(Duration.ofDays(2));
        assertThat(delay(dee)).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void whatIsExportedAppliesWithoutAChangeAndADifferenceIsShown() {
        JsonNode read = tenant.admin().get("/api/v1/configuration").json();

        assertThat(read.at("/providers/0/deactivationDelays").size()).isEqualTo(3);
        assertThat(tenant.admin()
                        .put("/api/v1/configuration", read.toString())
                        .json()
                        .get("changes"))
                .isEmpty();
        JsonNode changed = tenant.apply(CONFIGURATION.replace("'0s'", "'5m'").replace("Chief", "Boss"));
        assertThat(changed.get("changes").findValuesAsString("path"))
                .contains(
                        "providers/okta/deactivationDelays/group \"Contractors\"",
                        "providers/okta/deactivationDelays/when user.title == \"Boss\"");
    }
}
