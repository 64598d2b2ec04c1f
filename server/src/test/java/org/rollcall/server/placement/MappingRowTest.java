package org.rollcall.server.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.rollcall.server.testing.TestProvider.body;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.AtOnce;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-36, H-E4, H-E5, H-E7: a mapping row acts through the id of a group, never through its name. */
class MappingRowTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default'},{'name':'Finance'}],
             'roles':[{'name':'Payer','permissions':['pay']},
                      {'name':'Admin','permissions':['all'],'administrative':true}],
             'providers':[{'name':'okta',
               'organization':{'byGroup':[{'group':'Finance','organization':'Finance'}],'fallback':'Default'},'fallbackDelay':'0s',
               'roles':[{'group':'Finance','roles':['Payer']},{'group':'Admins','roles':['Admin']},
                        {'group':{'externalId':'grp-7'},'roles':['Payer']}]}]}""";

    private TestTenant tenant;
    private TestProvider okta;
    private String ana;

    @BeforeEach
    void rowsWrittenBeforeTheirGroups() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply(CONFIGURATION);
        ana = okta.user("ana@example.org");
    }

    private void rename(String group, String name) {
        Answer renamed = okta.patchGroup(group, "{'op':'replace','path':'displayName','value':'%s'}".formatted(name));
        assertThat(renamed.status()).as(renamed.text()).isEqualTo(204);
    }

    private JsonNode applyRebinding() {
        Answer applied = tenant.admin().put("/api/v1/configuration?rebind=true", body(CONFIGURATION));
        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        server.settle();
        return applied.json();
    }

    private void assertNothingGained() {
        assertThat(tenant.roles("ana@example.org")).isEmpty();
        assertThat(tenant.organization("ana@example.org")).isEqualTo("Default");
    }

    private void assertFinance() {
        assertThat(tenant.roles("ana@example.org")).containsExactly("Payer");
        assertThat(tenant.organization("ana@example.org")).isEqualTo("Finance");
    }

    @Test
    void aRowWrittenFirstBindsToTheFirstGroupCreatedSoAndTheLogSaysIt() {
        String finance = okta.group("finance ", ana);

        assertFinance();
        assertThat(tenant.log("mapping row bound"))
                .extracting(
                        row -> row.at("/resource/id").asString(),
                        row -> row.get("cause").asString())
                .containsExactlyInAnyOrder(
                        tuple(finance, "row 1 of the organization mapping was written for this displayName"),
                        tuple(finance, "row 1 of the role mapping was written for this displayName"));
    }

    @Test
    void aRowByExternalIdBindsToTheFirstGroupCreatedWithIt() {
        Answer created = okta.scim()
                .post(
                        "/Groups",
                        body("{'displayName':'Anything','externalId':'grp-7','members':[{'value':'%s'}]}"
                                .formatted(ana)));
        assertThat(created.status()).isEqualTo(201);
        assertThat(tenant.roles("ana@example.org")).containsExactly("Payer");
    }

    @Test
    void renamingAGroupToTheNameOfARowGrantsNothing() {
        String group = okta.group("Nobody", ana);
        rename(group, "Finance");
        assertNothingGained();

        okta.scim().put("/Groups/" + group, body("{'displayName':'Finance','externalId':'grp-7'}"));
        assertNothingGained();
        assertThat(tenant.log("mapping row bound")).isEmpty();
    }

    @Test
    void aRowStaysFreeForTheFirstGroupCreatedSoEvenAfterARename() {
        String impostor = okta.group("Nobody", ana);
        rename(impostor, "Finance");
        rename(impostor, "Nobody");
        String ben = okta.user("ben@example.org");
        okta.group("Finance", ben);

        assertNothingGained();
        assertThat(tenant.roles("ben@example.org")).containsExactly("Payer");
    }

    @Test
    void renamingABoundGroupKeepsItsRow() {
        String finance = okta.group("Finance", ana);
        rename(finance, "Money");
        assertFinance();

        String ben = okta.user("ben@example.org");
        okta.group("Finance", ben);
        assertThat(tenant.roles("ben@example.org")).isEmpty();
        assertThat(tenant.organization("ben@example.org")).isEqualTo("Default");
    }

    @Test
    void twoGroupsThatSwapTheirNamesSwapNothingElse() {
        String finance = okta.group("Finance", ana);
        String ben = okta.user("ben@example.org");
        String other = okta.group("Other", ben);
        rename(finance, "Swap");
        rename(other, "Finance");
        rename(finance, "Other");

        assertFinance();
        assertThat(tenant.roles("ben@example.org")).isEmpty();
    }

    @Test
    void aGroupDeletedAndCreatedAgainGrantsNothingUntilAnAdministratorRebinds() {
        String finance = okta.group("Finance", ana);
        okta.scim().delete("/Groups/" + finance);
        assertNothingGained();
        String again = okta.group("Finance", ana);
        assertThat(again).isNotEqualTo(finance);
        assertNothingGained();

        JsonNode applied = tenant.apply(CONFIGURATION);
        assertThat(applied.get("changes").findValuesAsString("op")).containsOnly("notice");
        assertNothingGained();

        assertThat(applyRebinding().get("changes").findValuesAsString("op")).contains("bind");
        assertFinance();
        assertThat(tenant.log("configuration changed").getLast().get("new").asString())
                .contains("Finance");
    }

    @Test
    void aRowForAnAdministrativeRoleNeverBindsByItself() {
        okta.group("Admins", ana);
        assertThat(tenant.roles("ana@example.org")).isEmpty();

        tenant.apply(CONFIGURATION);
        assertThat(tenant.roles("ana@example.org")).isEmpty();

        applyRebinding();
        assertThat(tenant.roles("ana@example.org")).containsExactly("Admin");
    }

    @Test
    void aRowWrittenAfterItsGroupActsAtOnceForItsMembers() {
        TestTenant later = server.tenant();
        TestProvider provider = later.provider("okta");
        provider.group("Finance", provider.user("ana@example.org"));
        later.apply(CONFIGURATION);
        assertThat(later.roles("ana@example.org")).containsExactly("Payer");
        assertThat(later.organization("ana@example.org")).isEqualTo("Finance");
    }

    /** Two creations of one name at once: one group, one binding. */
    @Test
    void twoParallelCreationsBindARowOnce() {
        for (int round = 0; round < 10; round++) {
            TestTenant fresh = server.tenant();
            TestProvider provider = fresh.provider("okta");
            fresh.apply(CONFIGURATION);
            var answers = AtOnce.run(4, n -> provider.scim().post("/Groups", body("{'displayName':'Finance'}")));
            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409, 409, 409);
            assertThat(fresh.log("mapping row bound")).hasSize(2);
            assertThat(fresh.log("group added")).hasSize(1);
        }
    }
}
