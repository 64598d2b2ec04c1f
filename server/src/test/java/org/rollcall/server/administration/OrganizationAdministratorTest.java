package org.rollcall.server.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestTenant;

/** P-111: an Organization Administrator reaches its organization and what is below it; the rest is not there for it. */
class OrganizationAdministratorTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static TestTenant tenant;
    private static Client sales;

    @BeforeAll
    static void aCompany() {
        tenant = server.tenant();
        tenant.apply("""
                {'organizations':[{'name':'Default'},{'name':'Company','organizations':[
                   {'name':'Sales','organizations':[{'name':'North'}]},{'name':'Sales Support'}]}],
                 'roles':[{'name':'Member'},{'name':'Admin','administrative':true}],'providers':[]}""");
        create(tenant.admin(), "boss", "Company");
        create(tenant.admin(), "sally", "Company/Sales");
        create(tenant.admin(), "norman", "Company/Sales/North");
        create(tenant.admin(), "sam", "Company/Sales Support");
        Answer issued = tenant.admin()
                .post("/api/v1/tokens", "{\"kind\":\"organization-administrator\",\"organization\":\"company/sales\"}");
        sales = new Client(server.app().url(), "Bearer " + issued.at("/token"));
    }

    private static Answer create(Client client, String name, String organization) {
        return client.post(
                "/api/v1/users", "{\"userName\":\"%s\",\"organization\":\"%s\"}".formatted(name, organization));
    }

    private static Answer act(String user, String act, String body) {
        return sales.post("/api/v1/users/" + user + "/" + act, body.replace('\'', '"'));
    }

    private static String id(String user) {
        return tenant.explain(user).get("id").asString();
    }

    @Test
    void itSeesItsOwnPeopleOnly() {
        assertThat(sales.get("/api/v1/users").json().get("items").findValuesAsString("userName"))
                .contains("sally", "norman")
                .doesNotContain("boss", "sam");
        assertThat(sales.get("/api/v1/users/norman/explanation").status()).isEqualTo(200);
    }

    /** Those of others are answered like those that do not exist. */
    @Test
    void othersAreNotThere() {
        Answer nobody = sales.get("/api/v1/users/nobody/explanation");
        for (String other : List.of("sam", "boss")) {
            Answer answer = sales.get("/api/v1/users/" + other + "/explanation");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text()).isEqualTo(nobody.text().replace("nobody", other));
            assertThat(sales.get("/api/v1/users/" + id(other) + "/explanation").status())
                    .isEqualTo(404);
            Answer acted = server.unchangedBy(() -> act(id(other), "block", "{'reason':'a test'}"));
            assertThat(acted.status()).isEqualTo(404);
        }
    }

    @Test
    void itActsOnItsOwn() {
        assertThat(create(sales, "new", "Company/Sales/North").status()).isEqualTo(201);
        assertThat(act("new", "move", "{'organization':'Company/Sales','reason':'a test'}")
                        .at("/organization"))
                .isEqualTo("Company/Sales");
        assertThat(act("new", "grants", "{'role':'Member','reason':'a test'}").status())
                .isEqualTo(200);
        assertThat(act("new", "block", "{'reason':'a test'}").at("/state")).isEqualTo("blocked");
    }

    @Test
    void itSendsNobodyOutsideAndBringsNobodyIn() {
        Answer moved = server.unchangedBy(() -> act("sally", "move", "{'organization':'Company','reason':'a test'}"));
        assertThat(moved.status()).isEqualTo(403);
        assertThat(moved.text()).contains("this organization is not yours");
        assertThat(server.unchangedBy(() -> create(sales, "spy", "Company/Sales Support"))
                        .status())
                .isEqualTo(403);
    }

    /** Whatever the file says of them. */
    @Test
    void anImportTellsNothingOfOthersButThatTheirUserNameIsTaken() {
        for (String line : List.of("sam,Company/Sales Support", "sam,Company/Sales")) {
            Answer imported = sales.post(
                    "/api/v1/users/import",
                    "{\"csv\":\"userName,organization\\n%s\\n\",\"dryRun\":true}".formatted(line));
            assertThat(imported.at("/rows/0/outcome")).as(imported.text()).isEqualTo("conflict");
            assertThat(imported.at("/rows/0/reason")).isEqualTo("userName is taken by another user");
        }
    }

    @Test
    void itGrantsNoAdministrativeRole() {
        Answer granted = server.unchangedBy(() -> act("sally", "grants", "{'role':'Admin','reason':'a test'}"));
        assertThat(granted.status()).isEqualTo(403);
        assertThat(granted.text()).contains("only an Environment Administrator grants an administrative role");
        tenant.act("norman", "grants", "{'role':'Admin','reason':'a test'}");
        assertThat(act("norman", "block", "{'reason':'who has it can be blocked'}")
                        .status())
                .isEqualTo(200);
    }
}
