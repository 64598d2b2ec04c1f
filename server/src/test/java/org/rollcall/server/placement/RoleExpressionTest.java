package org.rollcall.server.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-33, P-40, P-43: roles for those for whom an expression is true, beside roles by group. */
class RoleExpressionTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String WHEN = "user.first(\\\"title\\\") == \\\"Chief\\\"";
    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default'},{'name':'Company','defaultRoles':['Guest']}],
             'roles':[{'name':'Guest'},{'name':'Editor'},{'name':'Owner'},{'name':'Fan'}],
             'providers':[{'name':'okta','brake':'off','organization':{'fixed':'Company'},
               'roles':[{'group':'Staff','roles':['Editor']},{'when':'%s','roles':['Editor','Owner']},
                        {'when':'groups.exists(g, g.startsWith(\\"Club\\"))','roles':['Fan']}]}]}""".formatted(WHEN);

    private TestTenant tenant;
    private TestProvider okta;
    private String ana;

    @BeforeEach
    void anExpression() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply(CONFIGURATION);
        ana = okta.user("ana@example.org");
    }

    private void title(String title) {
        okta.patchUser(ana, "{'op':'replace','path':'title','value':'%s'}".formatted(title));
    }

    @Test
    void anAttributeGivesRolesAndTakesThemAgainWithReasonsThatNameTheExpression() {
        assertThat(tenant.roles(ana)).containsExactly("Guest");
        title("Chief");
        assertThat(tenant.roles(ana)).containsExactly("Editor", "Owner");
        JsonNode origin = tenant.explain(ana).at("/roles/0/origins/0");
        assertThat(origin.get("origin").asString()).isEqualTo("expression");
        assertThat(origin.get("reason").asString())
                .isEqualTo("row 2 (expression user.first(\"title\") == \"Chief\") of okta's role mapping");
        assertThat(tenant.log("role granted").getLast().get("field").asString()).isEqualTo("expression");
        title("Clerk");
        assertThat(tenant.roles(ana)).containsExactly("Guest");
        assertThat(tenant.log("role removed"))
                .extracting(row -> row.get("cause").asString())
                .contains("row 2 (expression) no longer has the user");
    }

    @Test
    void aRoleOfAGroupAndOfAnExpressionStaysUntilBothAreGone() {
        String staff = okta.group("Staff", ana);
        title("Chief");
        okta.removeMembers(staff, ana);
        assertThat(tenant.roles(ana)).containsExactly("Editor", "Owner");
        okta.addMembers(staff, ana);
        title("Clerk");
        assertThat(tenant.roles(ana)).containsExactly("Editor");
    }

    @Test
    void groupsAndTheirNamesAreReadAndARenameIsFollowed() {
        String club = okta.group("Club", ana);
        assertThat(tenant.roles(ana)).containsExactly("Fan");
        okta.patchGroup(club, "{'op':'replace','value':{'displayName':'Circle'}}");
        server.settle();
        assertThat(tenant.roles(ana)).containsExactly("Guest");
    }

    @Test
    void anotherExpressionPlacesEverybodyAgainAfterAPreviewThatTellsIt() {
        title("Chief");
        String next = CONFIGURATION.replace("== ", "!= ");
        Answer preview = tenant.admin().post("/api/v1/configuration/preview", body(next));
        assertThat(preview.text()).contains("!= \\\"Chief\\\"").contains("\"lost\":1");
        tenant.apply(next);
        assertThat(tenant.roles(ana)).containsExactly("Guest");
        assertThat(tenant.log("role removed").getLast().get("cause").asString())
                .contains("the role mapping no longer has the expression of row 2");
        assertThat(tenant.apply(tenant.admin().get("/api/v1/configuration").text())
                        .get("changes"))
                .isEmpty();
    }

    @Test
    void anExpressionThatFailsGivesNothingAndTheLogSaysWhy() {
        title("Chief");
        tenant.apply(CONFIGURATION.replace(WHEN, WHEN + " && (!(\\\"nickName\\\" in user) || int(user.nickName) > 0)"));
        assertThat(tenant.roles(ana)).containsExactly("Editor", "Owner");
        Answer pushed = okta.patchUser(ana, "{'op':'replace','path':'nickName','value':'Annie'}");
        assertThat(pushed.status()).isEqualTo(200);
        assertThat(tenant.roles(ana)).containsExactly("Guest");
        assertThat(tenant.log("role removed").getLast().get("cause").asString())
                .startsWith("row 2 (expression) failed: ");
    }

    @Test
    void aRoleByExpressionStaysWithWhoeverIsReleased() {
        title("Chief");
        assertThat(tenant.act(ana, "release", "{'reason':'moves'}").status()).isEqualTo(200);
        assertThat(tenant.roles(ana)).containsExactly("Editor", "Owner");
    }

    @Test
    void aRowIsForAGroupOrByExpressionAndWhatIsNoConditionIsRefused() {
        Answer both = tenant.admin()
                .put(
                        "/api/v1/configuration",
                        body(CONFIGURATION.replace("{'group':'Staff',", "{'group':'Staff','when':'true',")));
        assertThat(both.text()).contains("/providers/0/roles/0", "not both");
        String named = CONFIGURATION.replace(WHEN, "user.first(\\\"title\\\")");
        Answer text = tenant.admin().put("/api/v1/configuration", body(named));
        assertThat(text.status()).isEqualTo(400);
        assertThat(text.text()).contains("/providers/0/roles/1/when");
    }
}
