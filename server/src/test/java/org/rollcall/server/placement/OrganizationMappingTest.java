package org.rollcall.server.placement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-30, P-32, P-34: which organization a person is in. */
class OrganizationMappingTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String FIXED = """
            {'organizations':[{'name':'Default'},{'name':'Sales'},{'name':'Support'}],
             'providers':[{'name':'okta','organization':{'fixed':'%s'}}]}""";
    private static final String BY_GROUP = """
            {'organizations':[{'name':'Default'},{'name':'Sales'},{'name':'Support'}],
             'providers':[{'name':'okta','organization':{'byGroup':[%s],'fallback':'Default'},'fallbackDelay':'0s'}]}""";
    private static final String SALES = "{'group':'Sales','organization':'Sales'}";
    private static final String SUPPORT = "{'group':'Support','organization':'Support'}";
    private static final String SALES_FIRST = BY_GROUP.formatted(SALES + "," + SUPPORT);
    private static final String SUPPORT_FIRST = BY_GROUP.formatted(SUPPORT + "," + SALES);

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aProvider() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
    }

    private String place(String userName) {
        JsonNode organization = tenant.explain(userName).get("organization");
        return organization.get("path").asString() + ", "
                + organization.get("origin").asString();
    }

    // ---- P-30

    @Test
    void fixedPutsNewUsersIntoOneOrganizationAndLeavesTheOthersWhereTheyAre() {
        tenant.apply(FIXED.formatted("Sales"));
        okta.user("ana@example.org");
        tenant.apply(FIXED.formatted("Support"));
        okta.user("ben@example.org");

        assertThat(place("ana@example.org")).isEqualTo("Sales, fixed");
        assertThat(place("ben@example.org")).isEqualTo("Support, fixed");
    }

    @Test
    void fixedNeverMovesBackWhomAnAdministratorMoved() {
        tenant.apply(FIXED.formatted("Sales"));
        String ana = okta.user("ana@example.org");
        tenant.act("ana@example.org", "move", "{'organization':'Support','reason':'helps out'}");

        okta.patchUser(ana, "{'op':'replace','path':'displayName','value':'Ana'}");
        okta.group("Staff", ana);
        okta.setActive(ana, false);
        okta.setActive(ana, true);
        tenant.apply(FIXED.formatted("Default"));

        assertThat(place("ana@example.org")).isEqualTo("Support, manual");
    }

    @Test
    void fixedActsAgainOnWhoeverComesBackAfterADeactivation() {
        tenant.apply(FIXED.formatted("Sales"));
        String ana = okta.user("ana@example.org");
        tenant.act("ana@example.org", "move", "{'organization':'Support','reason':'helps out'}");
        okta.setActive(ana, false);
        tenant.act("ana@example.org", "deactivate", "{'reason':'gone for good'}");
        okta.setActive(ana, true);

        assertThat(place("ana@example.org")).isEqualTo("Sales, fixed");
    }

    // ---- P-32

    @Test
    void theFirstMatchingRowWinsAndNoMatchIsTheFallback() {
        tenant.apply(SALES_FIRST);
        String ana = okta.user("ana@example.org");
        assertThat(place("ana@example.org")).isEqualTo("Default, fallback");

        okta.group("Support", ana);
        assertThat(place("ana@example.org")).isEqualTo("Support, group");
        String sales = okta.group("Sales", ana);
        assertThat(place("ana@example.org")).isEqualTo("Sales, group");
        okta.removeMembers(sales, ana);
        assertThat(place("ana@example.org")).isEqualTo("Support, group");
    }

    @Test
    void everyWayToChangeMembersIsEvaluated() {
        tenant.apply(SALES_FIRST);
        String ana = okta.user("ana@example.org");
        String sales = okta.group("Sales");
        String member = "{'op':'%s','path':'members%s'%s}";
        String value = ",'value':[{'value':'" + ana + "'}]";

        okta.patchGroup(sales, member.formatted("replace", "", value));
        assertThat(place("ana@example.org")).isEqualTo("Sales, group");
        okta.patchGroup(sales, member.formatted("remove", "[value eq \\\"" + ana + "\\\"]", ""));
        assertThat(place("ana@example.org")).isEqualTo("Default, fallback");
        okta.scim().put("/Groups/" + sales, TestProvider.body("""
                {'displayName':'Sales','members':[{'value':'%s'}]}""".formatted(ana)));
        assertThat(place("ana@example.org")).isEqualTo("Sales, group");
        okta.patchGroup(sales, member.formatted("remove", "", ""));
        assertThat(place("ana@example.org")).isEqualTo("Default, fallback");
        okta.addMembers(sales, ana);
        okta.scim().delete("/Groups/" + sales);
        assertThat(place("ana@example.org")).isEqualTo("Default, fallback");
    }

    @Test
    void anotherOrderOfTheRowsMovesThoseWhomBothMatch() {
        tenant.apply(SALES_FIRST);
        String ana = okta.user("ana@example.org");
        String ben = okta.user("ben@example.org");
        okta.group("Sales", ana, ben);
        okta.group("Support", ana);

        tenant.apply(SUPPORT_FIRST);

        assertThat(place("ana@example.org")).isEqualTo("Support, group");
        assertThat(place("ben@example.org")).isEqualTo("Sales, group");
    }

    @Test
    void byGroupMovesAwayFromAnAdministratorsChoiceWhenTheGroupsChange() {
        tenant.apply(SALES_FIRST);
        String ana = okta.user("ana@example.org");
        tenant.act("ana@example.org", "move", "{'organization':'Support','reason':'helps out'}");
        assertThat(place("ana@example.org")).isEqualTo("Support, manual");
        okta.group("Sales", ana);
        assertThat(place("ana@example.org")).isEqualTo("Sales, group");
    }

    @Test
    void organizationsAreNeverCreatedByGroups() {
        tenant.apply(SALES_FIRST);
        okta.group("Marketing", okta.user("ana@example.org"));
        assertThat(tenant.admin()
                        .get("/api/v1/configuration")
                        .json()
                        .at("/organizations")
                        .size())
                .isEqualTo(3);
    }

    @Test
    void aMoveIsOneRowWithOldAndNewAndTheReason() {
        tenant.apply(SALES_FIRST);
        String ana = okta.user("ana@example.org");
        okta.group("Sales", ana);

        JsonNode row = tenant.log("organization changed").getLast();
        assertThat(row.get("old").asString()).isEqualTo("Default");
        assertThat(row.get("new").asString()).isEqualTo("Sales");
        assertThat(row.get("cause").asString()).isEqualTo("row 1 (group \"Sales\") of okta's organization mapping");
    }

    // ---- P-34

    /** Only what was deactivated behind the configuration's back can still be named by a row. */
    @Test
    void aDeactivatedTargetSendsToTheFallbackAndSaysSo() {
        tenant.apply(SALES_FIRST);
        String sales = okta.group("Sales");
        server.jdbi().useHandle(handle -> {
            handle.execute(
                    "update organization set deactivated_at = now() where tenant_id = ? and name = 'Sales'",
                    tenant.id().value());
            handle.execute(
                    "update tenant set config_version = config_version + 1 where tenant_id = ?",
                    tenant.id().value());
        });
        String ana = okta.user("ana@example.org");
        okta.addMembers(sales, ana);

        assertThat(place("ana@example.org")).isEqualTo("Default, fallback");
        assertThat(tenant.explain("ana@example.org").at("/organization/reason").asString())
                .isEqualTo("row 1 (group \"Sales\") names Sales, which is deactivated; fallback Default");
    }

    @Test
    void nobodyCanBeMovedByHandToAnOrganizationThatIsNotThere() {
        tenant.apply(FIXED.formatted("Sales"));
        okta.user("ana@example.org");
        server.unchangedBy(() -> {
            var refused = tenant.act("ana@example.org", "move", "{'organization':'Nowhere','reason':'x'}");
            assertThat(refused.status()).isEqualTo(400);
            return refused;
        });
    }
}
