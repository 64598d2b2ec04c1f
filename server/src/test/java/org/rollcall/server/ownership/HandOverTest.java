package org.rollcall.server.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-9: the people of a provider go to another one, compared first, and nobody notices but the two. */
class HandOverTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private TestTenant tenant;
    private TestProvider okta;
    private TestProvider entra;

    @BeforeEach
    void twoProviders() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        entra = tenant.provider("entra");
        tenant.apply("""
                {'organizations':[{'name':'Default'},{'name':'Sales'}],'roles':[{'name':'Seller'}],
                 'providers':[{'name':'okta','organization':{'byGroup':[{'group':'Sales','organization':'Sales'}],
                    'fallback':'Default'},'roles':[{'group':'Sales','roles':['Seller']}]}]}""");
    }

    private static String person(String name, String externalId, String email) {
        return body("{'userName':'%s@example.org','externalId':'%s','emails':[{'value':'%s@example.org'}]}"
                .formatted(name, externalId, email));
    }

    private static String pushed(TestProvider provider, String name, String externalId, String email) {
        Answer answer = provider.scim().post("/Users", person(name, externalId, email));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.id();
    }

    private void refused(String name, String externalId, String email) {
        assertThat(entra.scim().post("/Users", person(name, externalId, email)).status())
                .isEqualTo(409);
    }

    private Answer handOver(TestProvider from, String to, boolean dryRun) {
        return tenant.admin()
                .post(
                        "/api/v1/providers/" + from.id() + "/hand-over?dryRun=" + dryRun,
                        body("{'to':'%s','reason':'new identity provider'}".formatted(to)));
    }

    private void handedOver() {
        Answer answer = handOver(okta, "entra", false);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(server.count(
                                "select count(*) from provider where tenant_id = '%s' and release_why is not null"
                                        .formatted(tenant.id())))
                        .isZero());
    }

    /** P-9 */
    @Test
    void theReportComparesWhatTheTwoProvidersSay() {
        pushed(okta, "ana", "E1", "ana");
        refused("ana", "E1", "other");
        pushed(okta, "ben", "E2", "ben");
        refused("ben", "X2", "ben");
        pushed(okta, "cleo", "E3", "cleo");
        refused("cleo", "X3", "other");
        pushed(okta, "dai", "E4", "dai");
        String emil = pushed(okta, "emil", "E5", "emil");
        pushed(entra, "emil.haas", "X5", "emil");
        okta.scim().delete("/Users/" + pushed(okta, "gone", "E6", "gone"));

        Answer report = server.unchangedBy(() -> handOver(okta, "Entra", true));

        assertThat(report.status()).as(report.text()).isEqualTo(200);
        assertThat(report.at("/users")).isEqualTo("4");
        assertThat(report.at("/pushedWithExternalId")).isEqualTo("1");
        assertThat(report.at("/pushedWithEmail")).isEqualTo("1");
        assertThat(report.at("/pushedByUserName")).isEqualTo("1");
        assertThat(report.at("/notPushedYet")).isEqualTo("1");
        assertThat(report.at("/conflicts")).isEqualTo("1");
        assertThat(report.at("/items/0/user")).isEqualTo(emil);
        assertThat(report.at("/items/0/other")).isEqualTo("emil.haas@example.org");
        assertThat(report.at("/items/0/by")).isEqualTo("email");
    }

    /** P-9, H-O7 */
    @Test
    void peopleChangeHandsWithIdOrganizationAndRoles() {
        String ana = pushed(okta, "ana", "E1", "ana");
        okta.group("Sales", ana);
        refused("ana", "E1", "ana");
        int before = tenant.log().size();

        handedOver();

        assertThat(tenant.state(ana)).isEqualTo("active");
        Answer adopted = entra.scim().post("/Users", person("ana", "E1", "ana"));
        assertThat(adopted.status()).as(adopted.text()).isEqualTo(201);
        assertThat(adopted.id()).isEqualTo(ana);
        assertThat(tenant.organization(ana)).isEqualTo("Sales");
        assertThat(tenant.roles(ana)).containsExactly("Seller");
        assertThat(tenant.explain(ana).at("/provider").asString()).isEqualTo("entra");
        assertThat(tenant.actionsAfter(before)).contains("user released", "members removed", "adopted");
        JsonNode released = tenant.log("user released").getFirst();
        assertThat(released.at("/cause").asString())
                .startsWith("handed over from okta to entra by")
                .endsWith("new identity provider");

        tenant.admin().post("/api/v1/providers/" + okta.id() + "/resume", "{}");
        assertThat(okta.scim().get("/Users/" + ana).status()).isEqualTo(404);
        assertThat(okta.setActive(ana, false).status()).isEqualTo(404);
    }

    @Test
    void theFormerProviderIsPausedAndNobodyElseCanForestallTheNewOne() {
        pushed(okta, "ana", "E1", "ana");
        TestProvider other = tenant.provider("other");

        handedOver();

        assertThat(okta.scim().get("/Users").status()).isEqualTo(503);
        assertThat(other.scim().post("/Users", person("ana", "E1", "ana")).status())
                .isEqualTo(409);
        assertThat(tenant.admin()
                        .get("/api/v1/users?adoptable=true")
                        .json()
                        .get("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void whoMayBeTwoPeopleAndWhoIsDeletedStay() {
        String emil = pushed(okta, "emil", "E5", "emil");
        pushed(entra, "emil.haas", "X5", "emil");
        String gone = pushed(okta, "gone", "E6", "gone");
        okta.scim().delete("/Users/" + gone);
        String ana = pushed(okta, "ana", "E1", "ana");

        handedOver();

        assertThat(tenant.explain(emil).at("/provider").asString()).isEqualTo("okta");
        assertThat(tenant.explain(gone).at("/provider").asString()).isEqualTo("okta");
        assertThat(tenant.explain(ana).at("/provider").asString()).isEmpty();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        pushed(okta, "ana", "E1", "ana");

        assertThat(handOver(okta, "okta", false).status()).isEqualTo(400);
        assertThat(handOver(okta, "nobody", false).text()).contains("no provider named");
        assertThat(server.unchangedBy(() -> handOver(entra, "okta", false)).at("/users"))
                .isEqualTo("0");
        assertThat(tenant.admin()
                        .post(
                                "/api/v1/providers/0197a000-0000-7000-8000-000000000000/hand-over",
                                body("{'to':'entra','reason':'x'}"))
                        .status())
                .isEqualTo(404);
    }
}
