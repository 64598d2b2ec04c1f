package org.rollcall.server.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-6: whom nobody owns is adopted by whoever pushes it, with id, organization and roles, and not doubled. */
class AdoptionTest {

    private static final String RULES = """
            {'organizations':[{'name':'Default','defaultRoles':['Member']},{'name':'Sales'},{'name':'Ops'}],
             'roles':[{'name':'Member'},{'name':'Seller'},{'name':'Admin','administrative':true}],
             'providers':[{'name':'okta','fallbackDelay':'0s',
                'organization':{'byGroup':[{'group':'Sales','organization':'Sales'}],'fallback':'Default'},
                'roles':[{'group':'Sales','roles':['Seller']}]},
              {'name':'entra','fallbackDelay':'0s',
                'organization':{'byGroup':[{'group':'Ops','organization':'Ops'}],'fallback':'Default'},
                'roles':[{'group':'Ops','roles':['Member']}]}]}""";

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
        tenant.apply(RULES);
    }

    private String local(String userName) {
        Answer created = tenant.admin()
                .post("/api/v1/users", body("{'userName':'%s','organization':'Default'}".formatted(userName)));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.id();
    }

    private static String act(TestTenant tenant, String user, String act, String more) {
        Answer done = tenant.act(user, act, "{'reason':'merger'%s}".formatted(more));
        assertThat(done.status()).as(done.text()).isEqualTo(200);
        return done.text();
    }

    private Answer push(TestProvider provider, String more) {
        return provider.scim().post("/Users", body("{" + more + "}"));
    }

    private List<String> actionsOf(String id) {
        return tenant.log()
                .valueStream()
                .filter(row -> row.at("/resource/id").asString().equals(id))
                .map(row -> row.get("action").asString())
                .toList();
    }

    /** P-6, P-8 */
    @Test
    void whoIsReleasedStaysAsItIsAndIsGoneForItsProvider() {
        String ana = okta.user("ana@example.org");
        String group = okta.group("Sales", ana);
        int before = tenant.log().size();

        String released = act(tenant, "ana@example.org", "release", "");

        assertThat(released).contains("\"provider\":\"\"").contains("any provider");
        assertThat(okta.scim().get("/Users/" + ana).status()).isEqualTo(404);
        assertThat(okta.setActive(ana, false).status()).isEqualTo(404);
        assertThat(okta.scim().get("/Groups/" + group).json().at("/members").size())
                .isZero();
        assertThat(tenant.state(ana)).isEqualTo("active");
        assertThat(tenant.organization(ana)).isEqualTo("Sales");
        assertThat(tenant.roles(ana)).containsExactly("Seller");
        assertThat(tenant.explain(ana).at("/roles/0/origins/0/origin").asString())
                .isEqualTo("released");
        assertThat(tenant.actionsAfter(before)).contains("user released", "members removed");
        assertThat(tenant.eventsOf(ana).getLast().at("/effects/0/action").asString())
                .isEqualTo("user released");
    }

    @Test
    void aReleasedRoleIsTakenBackByAnAdministratorAndTheDefaultsReturn() {
        String ana = okta.user("ana@example.org");
        tenant.act(ana, "move", "{'organization':'Default','reason':'x'}");
        okta.group("Sales", ana);
        tenant.act(ana, "move", "{'organization':'Default','reason':'x'}");
        act(tenant, ana, "release", "");
        assertThat(tenant.roles(ana)).containsExactly("Seller");

        assertThat(tenant.admin()
                        .delete("/api/v1/users/" + ana + "/grants/Seller")
                        .status())
                .isEqualTo(204);

        assertThat(tenant.roles(ana)).containsExactly("Member");
    }

    /** P-6 */
    @Test
    void aReleasedUserIsAdoptedByTheNextProviderThatPushesIt() {
        String ana = okta.user("ana@example.org");
        okta.group("Sales", ana);
        act(tenant, ana, "release", "");

        Answer pushed = push(entra, "'userName':'ANA@example.org','displayName':'Ana','active':true");

        assertThat(pushed.status()).as(pushed.text()).isEqualTo(201);
        assertThat(pushed.id()).isEqualTo(ana);
        assertThat(entra.scim().get("/Users/" + ana).at("/displayName")).isEqualTo("Ana");
        assertThat(okta.scim().get("/Users/" + ana).status()).isEqualTo(404);
        assertThat(tenant.explain(ana).at("/provider").asString()).isEqualTo("entra");
        assertThat(tenant.organization(ana)).isEqualTo("Sales");
        assertThat(tenant.roles(ana)).containsExactly("Seller");
        JsonNode adopted = tenant.log("adopted").getFirst();
        assertThat(adopted.at("/new").asString()).isEqualTo("entra");
        assertThat(adopted.at("/cause").asString()).isEqualTo("entra pushed its userName");
        assertThat(tenant.eventsOf(ana).getLast().at("/effects").findValuesAsString("action"))
                .contains("adopted");

        entra.group("Ops", ana);
        assertThat(tenant.organization(ana)).isEqualTo("Ops");
        assertThat(tenant.roles(ana)).containsExactly("Member", "Seller");
    }

    @Test
    void theSameProviderGetsItBackWithTheSameIdWhenItPushesAgain() {
        String ana = okta.user("ana@example.org");
        act(tenant, ana, "release", "");

        Answer pushed = push(okta, "'userName':'ana@example.org','active':true");

        assertThat(pushed.status()).isEqualTo(201);
        assertThat(pushed.id()).isEqualTo(ana);
        assertThat(okta.setActive(ana, false).status()).isEqualTo(200);
        assertThat(tenant.state(ana)).isEqualTo("blocked");
        assertThat(push(okta, "'userName':'ana@example.org','active':true").id())
                .isEqualTo(ana);
    }

    /** P-6, H-O4 */
    @Test
    void aLocalUserIsAdoptedOnlyOnceAnAdministratorSaysSo() {
        String root = local("root@example.org");
        server.unchangedBy(() -> {
            assertThat(push(okta, "'userName':'root@example.org'").status()).isEqualTo(409);
            return true;
        });

        act(tenant, root, "adoptable", ",'provider':'entra'");
        assertThat(push(okta, "'userName':'root@example.org'").status()).isEqualTo(409);
        Answer pushed = push(entra, "'userName':'Root@example.org','displayName':'Root'");

        assertThat(pushed.status()).as(pushed.text()).isEqualTo(201);
        assertThat(pushed.id()).isEqualTo(root);
        assertThat(tenant.explain(root).at("/displayName").asString()).isEqualTo("Root");
        assertThat(actionsOf(root)).contains("adoption allowed", "adopted");
        assertThat(entra.patchUser(root, "{'op':'replace','path':'displayName','value':'R'}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anOfferCanBeTakenBack() {
        String root = local("root@example.org");
        act(tenant, root, "adoptable", "");
        act(tenant, root, "adoptable", ",'adoptable':false");

        assertThat(push(okta, "'userName':'root@example.org'").status()).isEqualTo(409);
        assertThat(tenant.admin()
                        .get("/api/v1/users?adoptable=true")
                        .json()
                        .get("items")
                        .size())
                .isZero();
    }

    @Test
    void onlyWhomNobodyOwnsCanBeOfferedAndOnlyWhomAProviderOwnsReleased() {
        okta.user("ana@example.org");
        local("root@example.org");

        assertThat(tenant.act("ana@example.org", "adoptable", "{'reason':'x'}").status())
                .isEqualTo(409);
        assertThat(tenant.act("root@example.org", "release", "{'reason':'x'}").status())
                .isEqualTo(409);
        assertThat(tenant.act("nobody", "release", "{'reason':'x'}").status()).isEqualTo(404);
    }

    /** P-6, H-O3 */
    @Test
    void anotherEmailIsNotToldUntilAnAdministratorConfirmsIt() {
        String ana = push(okta, "'userName':'ana@example.org','emails':[{'value':'ana@example.org'}]")
                .id();
        act(tenant, ana, "release", "");

        push(entra, "'userName':'ana@example.org','emails':[{'value':'eve@evil.example'}]");
        entra.patchUser(ana, "{'op':'replace','path':'emails','value':[{'value':'mallory@evil.example'}]}");

        assertThat(entra.scim().get("/Users/" + ana).text()).contains("mallory@evil.example");
        assertThat(tenant.eventsOf(ana).toString()).doesNotContain("evil.example");
        assertThat(tenant.explain(ana).at("/decisions/0/reason").asString()).contains("ana@example.org");

        assertThat(tenant.admin()
                        .post("/api/v1/users/" + ana + "/confirm-email", "")
                        .status())
                .isEqualTo(200);

        assertThat(tenant.eventsOf(ana).getLast().toString()).contains("mallory@evil.example");
        assertThat(tenant.explain(ana).at("/decisions").size()).isZero();
        assertThat(tenant.admin()
                        .post("/api/v1/users/" + ana + "/confirm-email", "")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void leavingAndComingBackDoesNotConfirmAnEmail() {
        String ana = local("ana@example.org");
        act(tenant, ana, "adoptable", "");
        push(entra, "'userName':'ana@example.org','emails':[{'value':'eve@evil.example'}]");
        entra.setActive(ana, false);
        tenant.act(ana, "deactivate", "{'reason':'x'}");
        entra.setActive(ana, true);

        assertThat(tenant.state(ana)).isEqualTo("active");
        entra.patchUser(ana, "{'op':'replace','path':'emails','value':[{'value':'mallory@evil.example'}]}");
        assertThat(tenant.eventsOf(ana).toString()).doesNotContain("evil.example");
    }

    /** P-6 */
    @Test
    void whoIsKnownByExternalIdIsAdoptedWithNameAndEmail() {
        String ana = push(okta, "'userName':'ana@example.org','externalId':'E1','emails':[{'value':'a@example.org'}]")
                .id();
        act(tenant, ana, "release", "");
        act(tenant, ana, "adoptable", ",'provider':'entra'");

        Answer pushed = push(
                entra,
                "'userName':'ana.lima@example.org','externalId':'E1'," + "'emails':[{'value':'lima@example.org'}]");

        assertThat(pushed.status()).isEqualTo(201);
        assertThat(pushed.id()).isEqualTo(ana);
        assertThat(tenant.explain("ana.lima@example.org").at("/id").asString()).isEqualTo(ana);
        assertThat(tenant.eventsOf(ana).getLast().toString()).contains("lima@example.org");
        assertThat(tenant.log("adopted").getFirst().at("/cause").asString()).isEqualTo("entra pushed its externalId");
    }

    /** RFC 7643 §3.1: an externalId is one client's own. */
    @Test
    void theExternalIdOfAnotherProviderAdoptsNobodyUnlessAnAdministratorSaysWho() {
        String ana =
                push(okta, "'userName':'ana@example.org','externalId':'1001'").id();
        act(tenant, ana, "release", "");

        Answer pushed = push(entra, "'userName':'somebody.else@example.org','externalId':'1001'");

        assertThat(pushed.status()).isEqualTo(201);
        assertThat(pushed.id()).isNotEqualTo(ana);
    }

    /** P-6 */
    @Test
    void anEmailThatFollowsAnAdoptionWaitsAsMuchAsOneThatCameWithIt() {
        String ana = push(okta, "'userName':'ana@example.org','emails':[{'value':'ana@example.org'}]")
                .id();
        act(tenant, ana, "release", "");
        push(entra, "'userName':'ana@example.org','emails':[{'value':'ana@example.org'}]");

        entra.patchUser(ana, "{'op':'replace','path':'emails','value':[{'value':'eve@evil.example'}]}");

        assertThat(tenant.eventsOf(ana).toString()).doesNotContain("evil.example");
    }

    @Test
    void anExternalIdThatTwoHaveAdoptsNobody() {
        String ana =
                push(okta, "'userName':'ana@example.org','externalId':'E1'").id();
        String ben =
                push(okta, "'userName':'ben@example.org','externalId':'E1'").id();
        act(tenant, ana, "release", "");
        act(tenant, ben, "release", "");
        act(tenant, ana, "adoptable", ",'provider':'entra'");
        act(tenant, ben, "adoptable", ",'provider':'entra'");

        Answer pushed = push(entra, "'userName':'cleo@example.org','externalId':'E1'");

        assertThat(pushed.status()).isEqualTo(201);
        assertThat(pushed.id()).isNotEqualTo(ana).isNotEqualTo(ben);
    }

    /** P-6, H-I10 */
    @Test
    void whoIsAdoptedAsInactiveLeavesAndIsCountedAsSuch() {
        String ana = okta.user("ana@example.org");
        act(tenant, ana, "release", "");

        push(entra, "'userName':'ana@example.org','active':false");

        assertThat(tenant.state(ana)).isEqualTo("blocked");
        assertThat(tenant.explain(ana).at("/state/due").isMissingNode()).isFalse();
        assertThat(server.count("select count(*) from harm where tenant_id = '" + tenant.id() + "'"))
                .isEqualTo(1);
    }

    /** P-47, H-E9 */
    @Test
    void theLastAdministratorIsNotTakenOutByBeingAdopted() {
        String root = local("root@example.org");
        tenant.act(root, "grants", "{'role':'Admin','reason':'x'}");
        act(tenant, root, "adoptable", "");

        server.unchangedBy(() -> {
            assertThat(push(entra, "'userName':'root@example.org','active':false")
                            .status())
                    .isEqualTo(403);
            return true;
        });
        assertThat(push(entra, "'userName':'root@example.org'").status()).isEqualTo(201);
        assertThat(entra.setActive(root, false).status()).isEqualTo(403);
    }

    // ---- what was pending

    /** P-8 */
    @Test
    void aDeactivationThatIsPendingHappensOrIsCancelled() {
        String ana = okta.user("ana@example.org");
        String ben = okta.user("ben@example.org");
        okta.setActive(ana, false);
        okta.setActive(ben, false);
        act(tenant, ana, "release", ",'pending':'keep'");
        act(tenant, ben, "release", ",'pending':'cancel'");

        assertThat(tenant.explain(ana).at("/state/due").isMissingNode()).isFalse();
        assertThat(tenant.explain(ben).at("/state/due").isMissingNode()).isTrue();
        assertThat(tenant.state(ben)).isEqualTo("blocked");

        tenant.act(ben, "unblock", "{'reason':'x'}");
        assertThat(tenant.state(ben)).isEqualTo("active");
        tenant.act(ana, "deactivate", "{'reason':'x'}");
        tenant.act(ana, "reactivate", "{'reason':'x'}");
        assertThat(tenant.state(ana)).isEqualTo("active");
    }

    @Test
    void aReleasedLeaverComesBackWhenItsNewProviderSaysSo() {
        String ana = okta.user("ana@example.org");
        okta.setActive(ana, false);
        act(tenant, ana, "release", ",'pending':'keep'");

        assertThat(push(entra, "'userName':'ana@example.org','active':true").status())
                .isEqualTo(201);

        assertThat(tenant.state(ana)).isEqualTo("active");
        assertThat(tenant.explain(ana).at("/state/due").isMissingNode()).isTrue();
    }
}
