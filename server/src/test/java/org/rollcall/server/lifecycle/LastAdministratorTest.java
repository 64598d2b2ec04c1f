package org.rollcall.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.app.App;
import org.rollcall.server.db.Faults;
import org.rollcall.server.testing.AtOnce;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-46, P-47, H-E9, Q-P37, N8: providers cannot take out the last administrator. */
class LastAdministratorTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default'},{'name':'Company'}],
             'roles':[{'name':'Chief','administrative':true},{'name':'Member'}],
             'providers':[{'name':'okta','organization':{'fixed':'Company'},'brake':'off',
               'roles':[%s{'group':'Staff','roles':['Member']}]}]}""";
    private static final String CHIEFS = "{'group':'Chiefs','roles':['Chief']},";

    private static App second;

    private TestTenant tenant;
    private TestProvider okta;
    private String ana;
    private String chiefs;

    @BeforeAll
    static void anotherNode() {
        second = server.anotherNode(Faults.NONE);
    }

    @BeforeEach
    void anAdministrator() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        ana = okta.user("ana@example.org");
        chiefs = okta.group("Chiefs", ana);
        tenant.apply(CONFIGURATION.formatted(CHIEFS));
        assertThat(tenant.roles(ana)).containsExactly("Chief");
    }

    private void refused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.text()).contains("the last active account with an administrative role");
    }

    @Test
    void aPushThatWouldTakeItOutIsRefusedAndChangesNothing() {
        refused(server.unchangedBy(() -> okta.setActive(ana, false)));
        refused(server.unchangedBy(() -> okta.scim().delete("/Users/" + ana)));
        refused(server.unchangedBy(
                () -> okta.scim().put("/Users/" + ana, "{\"userName\":\"ana@example.org\",\"active\":false}")));
        assertThat(tenant.refusals().findValuesAsString("status")).contains("403");
    }

    @Test
    void aChangeOfGroupsLeavesItTheRoleAndDoesTheRest() {
        String ben = okta.user("ben@example.org");
        okta.addMembers(chiefs, ben);
        assertThat(okta.patchGroup(chiefs, "{'op':'remove','path':'members'}").status())
                .isEqualTo(204);
        List<String> chiefsNow = List.of(ana, ben).stream()
                .filter(user -> tenant.roles(user).contains("Chief"))
                .toList();
        assertThat(chiefsNow).hasSize(1);
        JsonNode decision = tenant.explain(chiefsNow.getFirst()).at("/decisions/0");
        assertThat(decision.get("fate").asString()).isEqualTo("withheld");
        assertThat(decision.get("wanted").asString()).isEqualTo("taken Chief");
        assertThat(tenant.log("withheld")).hasSize(1);
    }

    @Test
    void aDeletedGroupAndARemovedMappingLeaveItToo() {
        okta.scim().delete("/Groups/" + chiefs);
        assertThat(tenant.roles(ana)).containsExactly("Chief");
        tenant.apply(CONFIGURATION.formatted(""));
        assertThat(tenant.roles(ana)).containsExactly("Chief");
        assertThat(tenant.log("withheld")).hasSize(1);
    }

    @Test
    void whatWasWithheldHappensWhenItIsDecidedAgainAndSomebodyElseIsThere() {
        okta.removeMembers(chiefs, ana);
        String ben = okta.user("ben@example.org");
        tenant.act(ben, "grants", "{'role':'Chief','reason':'deputy'}");
        okta.group("Staff", ana);
        assertThat(tenant.roles(ana)).doesNotContain("Chief");
        assertThat(tenant.explain(ana).get("decisions")).isEmpty();
        assertThat(okta.setActive(ana, false).status()).isEqualTo(200);
    }

    @Test
    void anAdministratorMay() {
        assertThat(tenant.act(ana, "block", "{'reason':'sure'}").status()).isEqualTo(200);
        assertThat(tenant.state(ana)).isEqualTo("blocked");
    }

    @Test
    void ofTwoThatGoAtOnceOnTwoNodesOneStays() {
        for (int round = 0; round < 5; round++) {
            String ben = okta.user("ben%d@example.org".formatted(round));
            okta.addMembers(chiefs, ben);
            List<Answer> answers = AtOnce.run(
                    2,
                    n -> n == 0
                            ? okta.setActive(ana, false)
                            : okta.at(second.url()).setActive(ben, false));
            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 403);
            okta.setActive(ana, true);
            okta.setActive(ben, true);
            okta.removeMembers(chiefs, ben);
        }
    }

    /** P-46 */
    @Test
    void aGrantOfAnAdministrativeRoleIsMarkedInLogAndFeed() {
        String ben = okta.user("ben@example.org");
        okta.addMembers(chiefs, ben);
        assertThat(tenant.log("administrative role granted")).last().satisfies(row -> {
            assertThat(row.get("new").asString()).isEqualTo("Chief");
            assertThat(row.get("field").asString()).isEqualTo("Company");
            assertThat(row.get("cause").asString()).contains("Chiefs");
        });
        assertThat(tenant.eventsOf(ben).getLast().get("effects").findValuesAsString("action"))
                .contains("administrative role granted");
    }
}
