package org.rollcall.server.placement;

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

/** P-40, P-41, P-43, P-44, P-47: which roles a person has, and where each comes from. */
class RoleMappingTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String ROLES = """
            'roles':[{'name':'Member','permissions':['app.read']},{'name':'Editor','permissions':['app.write']},
                     {'name':'Owner','permissions':['app.own']},{'name':'Guest','permissions':[]}]""";
    private static final String MAPPED = """
            {'organizations':[{'name':'Default'},{'name':'Company','defaultRoles':['Guest']}], %s,
             'providers':[{'name':'okta','organization':{'fixed':'Company'},
               'roles':[{'group':'Staff','roles':['Member']},{'group':'Writers','roles':['Member','Editor']}]}]}""".formatted(ROLES);

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aProvider() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
    }

    // ---- P-42

    @Test
    void aListOfAllowedRolesIsKeptAndARowForAnotherIsRefused() {
        String limited = MAPPED.replace("'roles':[{'group'", "'allowedRoles':%s,'roles':[{'group'");
        Answer refused = tenant.admin().put("/api/v1/configuration", body(limited.formatted("['Member']")));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("/providers/0/roles/1/roles/1", "not in allowedRoles");

        tenant.apply(limited.formatted("['Member','Editor']"));
        String read = tenant.admin().get("/api/v1/configuration").text();
        assertThat(read).contains("\"allowedRoles\":[\"Editor\",\"Member\"]");
        assertThat(tenant.apply(read).get("changes")).isEmpty();
    }

    // ---- P-40

    @Test
    void aUserHasTheUnionOfTheRolesOfItsGroups() {
        tenant.apply(MAPPED);
        String ana = okta.user("ana@example.org");
        okta.group("Staff", ana);
        okta.group("Writers", ana);

        JsonNode roles = tenant.explain("ana@example.org").get("roles");
        assertThat(roles.findValuesAsString("role")).containsExactlyInAnyOrder("Member", "Editor");
        JsonNode member = roles.valueStream()
                .filter(r -> r.get("role").asString().equals("Member"))
                .findFirst()
                .orElseThrow();
        assertThat(member.get("origins").findValuesAsString("reason"))
                .containsExactlyInAnyOrder(
                        "row 1 (group \"Staff\") of okta's role mapping",
                        "row 2 (group \"Writers\") of okta's role mapping");
    }

    /** One is written for the group's name, the other for its externalId. */
    @Test
    void twoRowsThatActThroughOneGroupEachGiveAndTakeTheirRoles() {
        String written = """
                {'organizations':[{'name':'Default'}], %s,
                 'providers':[{'name':'okta','organization':{'fixed':'Default'},
                   'roles':[{'group':'IT','roles':['Member']}%s]}]}""";
        String ana = okta.user("ana@example.org");
        String it = body("{'displayName':'IT','externalId':'x-1','members':[{'value':'%s'}]}".formatted(ana));
        assertThat(okta.scim().post("/Groups", it).status()).isEqualTo(201);

        tenant.apply(written.formatted(ROLES, ",{'group':{'externalId':'x-1'},'roles':['Editor','Owner']}"));
        assertThat(tenant.roles("ana@example.org")).containsExactly("Editor", "Member", "Owner");
        tenant.apply(written.formatted(ROLES, ",{'group':{'externalId':'x-1'},'roles':['Editor']}"));
        assertThat(tenant.roles("ana@example.org")).containsExactly("Editor", "Member");
        tenant.apply(written.formatted(ROLES, ""));
        assertThat(tenant.roles("ana@example.org")).containsExactly("Member");
    }

    @Test
    void withoutRoleMappingRolesAreManagedByHandAndGroupsGrantNothing() {
        tenant.apply("""
                {'organizations':[{'name':'Default'}], %s,
                 'providers':[{'name':'okta','organization':{'fixed':'Default'}}]}""".formatted(ROLES));
        okta.group("Owner", okta.user("ana@example.org"));
        assertThat(tenant.roles("ana@example.org")).isEmpty();
        tenant.act("ana@example.org", "grants", "{'role':'Editor','reason':'writes'}");
        assertThat(tenant.roles("ana@example.org")).containsExactly("Editor");
    }

    // ---- P-41, P-44

    @Test
    void leavingTheLastGroupThatGrantsARoleTakesItAndTheDefaultsReturn() {
        tenant.apply(MAPPED);
        String ana = okta.user("ana@example.org");
        assertThat(tenant.roles("ana@example.org")).containsExactly("Guest");
        String staff = okta.group("Staff", ana);
        String writers = okta.group("Writers", ana);
        assertThat(tenant.roles("ana@example.org")).containsExactly("Editor", "Member");

        okta.removeMembers(writers, ana);
        assertThat(tenant.roles("ana@example.org")).containsExactly("Member");
        okta.removeMembers(staff, ana);
        assertThat(tenant.roles("ana@example.org")).containsExactly("Guest");
        assertThat(tenant.log("role removed"))
                .extracting(row -> row.get("cause").asString())
                .contains("left group \"Staff\"", "left group \"Writers\"");
    }

    @Test
    void defaultRolesAreInheritedDownTheTreeUntilAnOrganizationHasItsOwn() {
        tenant.apply("""
                {'organizations':[{'name':'Default'},{'name':'Company','defaultRoles':['Member'],'organizations':[
                    {'name':'North','organizations':[{'name':'Team'}]},
                    {'name':'South','defaultRoles':['Guest'],'organizations':[{'name':'Team'}]},
                    {'name':'Alumni','defaultRoles':[],'organizations':[{'name':'Team'}]}]}], %s,
                 'providers':[{'name':'okta','organization':{'fixed':'Company/North/Team'}}]}""".formatted(ROLES));
        okta.user("ana@example.org");

        JsonNode role = tenant.explain("ana@example.org").at("/roles/0");
        assertThat(role.at("/role").asString()).isEqualTo("Member");
        assertThat(role.at("/origins/0/reason").asString()).isEqualTo("default role of Company");
        assertThat(rolesIn("Company/North")).containsExactly("Member");
        assertThat(rolesIn("Company/South/Team")).containsExactly("Guest");
        assertThat(rolesIn("Company/Alumni/Team")).isEmpty();
        assertThat(rolesIn("Company")).containsExactly("Member");
        assertThat(rolesIn("Default")).isEmpty();
    }

    private List<String> rolesIn(String organization) {
        tenant.act("ana@example.org", "move", "{'organization':'%s','reason':'test'}".formatted(organization));
        return tenant.roles("ana@example.org");
    }

    @Test
    void anotherDefaultOfAParentReachesThoseWhoInherit() {
        String tree = """
                {'organizations':[{'name':'Default'},{'name':'Company','defaultRoles':['%s'],
                    'organizations':[{'name':'Team'}]}], %s,
                 'providers':[{'name':'okta','organization':{'fixed':'Company/Team'}}]}""";
        tenant.apply(tree.formatted("Member", ROLES));
        okta.user("ana@example.org");
        tenant.apply(tree.formatted("Guest", ROLES));

        assertThat(tenant.roles("ana@example.org")).containsExactly("Guest");
        assertThat(tenant.log("role removed").getLast().get("cause").asString())
                .isEqualTo("default roles no longer apply");
    }

    @Test
    void rolesFollowFromTheOrganizationThatThePersonEndsUpIn() {
        tenant.apply("""
                {'organizations':[{'name':'Default','defaultRoles':['Guest']},
                    {'name':'Sales','defaultRoles':['Editor']}], %s,
                 'providers':[{'name':'okta','organization':
                    {'byGroup':[{'group':'Sales','organization':'Sales'}],'fallback':'Default'},'fallbackDelay':'0s'}]}""".formatted(ROLES));
        String ana = okta.user("ana@example.org");
        assertThat(tenant.roles("ana@example.org")).containsExactly("Guest");
        okta.group("Sales", ana);
        assertThat(tenant.roles("ana@example.org")).containsExactly("Editor");
    }

    // ---- P-43

    @Test
    void aGrantByHandSurvivesSynchronizationAndSaysWhoAndWhy() {
        tenant.apply(MAPPED);
        String ana = okta.user("ana@example.org");
        tenant.act("ana@example.org", "grants", "{'role':'Editor','reason':'covers for Ben'}");
        String writers = okta.group("Writers", ana);
        assertThat(tenant.roles("ana@example.org")).containsExactly("Editor", "Member");
        okta.removeMembers(writers, ana);
        assertThat(tenant.roles("ana@example.org")).containsExactly("Editor", "Guest");

        JsonNode editor = tenant.explain("ana@example.org")
                .get("roles")
                .valueStream()
                .filter(r -> r.get("role").asString().equals("Editor"))
                .findFirst()
                .orElseThrow();
        assertThat(editor.at("/origins/0/origin").asString()).isEqualTo("manual");
        assertThat(editor.at("/origins/0/reason").asString()).isEqualTo("covers for Ben");
        assertThat(editor.at("/origins/0/author").asString()).isEqualTo("administrator");
    }

    @Test
    void takingBackAGrantByHandLeavesThoseOfGroups() {
        tenant.apply(MAPPED);
        String ana = okta.user("ana@example.org");
        okta.group("Writers", ana);
        tenant.act("ana@example.org", "grants", "{'role':'Editor','reason':'too'}");
        assertThat(tenant.admin()
                        .delete("/api/v1/users/" + ana + "/grants/Editor")
                        .status())
                .isEqualTo(204);
        assertThat(tenant.roles("ana@example.org")).containsExactly("Editor", "Member");
        assertThat(server.unchangedBy(() -> tenant.admin().delete("/api/v1/users/" + ana + "/grants/Editor"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void grantingAgainByHandReplacesReasonAndEnd() {
        tenant.apply(MAPPED);
        okta.user("ana@example.org");
        tenant.act("ana@example.org", "grants", "{'role':'Editor','reason':'first'}");
        tenant.act("ana@example.org", "grants", "{'role':'Editor','reason':'second','until':'2999-01-01T00:00:00Z'}");

        JsonNode origin = tenant.explain("ana@example.org").at("/roles/0/origins/0");
        assertThat(origin.get("reason").asString()).isEqualTo("second");
        assertThat(origin.get("until").asString()).isEqualTo("2999-01-01T00:00:00Z");
        server.unchangedBy(() -> tenant.act(
                "ana@example.org", "grants", "{'role':'Editor','reason':'second','until':'2999-01-01T00:00:00Z'}"));
    }

    // ---- P-47

    /** H-E2 */
    @Test
    void rolesAndEntitlementsInScimAreDataAndNeverGrants() {
        tenant.apply(MAPPED);
        String data = """
                {'userName':'ana@example.org','active':true,'roles':[{'value':'Owner','primary':true}],
                 'entitlements':[{'value':'Owner'}],'userType':'Owner'}""";
        String ana = okta.scim().post("/Users", body(data)).id();
        okta.patchUser(ana, "{'op':'add','path':'roles','value':[{'value':'Editor'}]}");
        okta.scim().put("/Users/" + ana, body(data));

        assertThat(tenant.roles("ana@example.org")).containsExactly("Guest");
        assertThat(okta.scim().get("/Users/" + ana).at("/roles/0/value")).isEqualTo("Owner");
    }

    /** H-E2: {@code groups} is read-only. */
    @Test
    void aUserCannotBeWrittenIntoAGroup() {
        tenant.apply(MAPPED);
        String writers = okta.group("Writers");
        String ana = okta.scim()
                .post("/Users", body("{'userName':'ana@example.org','groups':[{'value':'%s'}]}".formatted(writers)))
                .id();
        okta.scim()
                .put(
                        "/Users/" + ana,
                        body("{'userName':'ana@example.org','active':true,'groups':[{'value':'%s'}]}"
                                .formatted(writers)));
        assertThat(tenant.roles("ana@example.org")).containsExactly("Guest");
        assertThat(okta.scim().get("/Groups/" + writers).json().at("/members").size())
                .isZero();
    }
}
