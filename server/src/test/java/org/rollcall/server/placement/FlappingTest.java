package org.rollcall.server.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-74: providers move somebody by a removal and an addition, and nobody wishes the fallback in between. */
class FlappingTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default'},{'name':'Sales'},{'name':'Service'}],'roles':[{'name':'Seller'}],
             'providers':[{'name':'okta','organization':{'byGroup':[{'group':'Sales','organization':'Sales'},
                 {'group':'Service','organization':'Service'}],'fallback':'Default'},
               'roles':[{'group':'Sales','roles':['Seller']}]}]}""";

    private TestTenant tenant;
    private TestProvider okta;
    private String ana;
    private String sales;
    private String service;

    @BeforeEach
    void aSeller() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply(CONFIGURATION);
        ana = okta.user("ana@example.org");
        sales = okta.group("Sales", ana);
        service = okta.group("Service");
        assertThat(tenant.organization(ana)).isEqualTo("Sales");
    }

    @Test
    void aMoveInTwoRequestsIsOneMove() {
        okta.removeMembers(sales, ana);
        assertThat(tenant.organization(ana)).isEqualTo("Sales");
        assertThat(tenant.roles(ana)).isEmpty();
        JsonNode decision = tenant.explain(ana).at("/decisions/0");
        assertThat(decision.get("fate").asString()).isEqualTo("delayed");
        assertThat(decision.get("wanted").asString()).isEqualTo("Default");
        assertThat(decision.get("until").asString()).isNotEmpty();
        okta.addMembers(service, ana);
        assertThat(tenant.organization(ana)).isEqualTo("Service");
        assertThat(tenant.explain(ana).get("decisions")).isEmpty();
        assertThat(tenant.log("organization changed").stream()
                        .map(row -> row.get("new").asString()))
                .containsExactly("Default", "Sales", "Service");
    }

    @Test
    void whoGoesNowhereIsMovedWhenTheTimeHasCome() {
        okta.removeMembers(sales, ana);
        server.advance(Duration.ofMinutes(4));
        okta.patchUser(ana, "{'op':'replace','value':{'displayName':'Ana'}}");
        assertThat(tenant.organization(ana)).isEqualTo("Sales");
        server.advance(Duration.ofMinutes(2));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(tenant.organization(ana)).isEqualTo("Default"));
        assertThat(tenant.explain(ana).get("decisions")).isEmpty();
    }

    @Test
    void whoComesBackWasNeverAway() {
        okta.removeMembers(sales, ana);
        okta.addMembers(sales, ana);
        server.advance(Duration.ofMinutes(6));
        assertThat(tenant.organization(ana)).isEqualTo("Sales");
        assertThat(tenant.roles(ana)).containsExactly("Seller");
        assertThat(tenant.explain(ana).get("decisions")).isEmpty();
    }

    @Test
    void aChangedMappingDoesNotWait() {
        tenant.apply(CONFIGURATION.replace("{'group':'Sales','organization':'Sales'},", ""));
        assertThat(tenant.organization(ana)).isEqualTo("Default");
    }
}
