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

/** P-33, P-34: an expression over the user and its groups answers the organization. */
class OrganizationByExpressionTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String TREE = """
            'organizations':[{'name':'Default'},{'name':'Company','organizations':[
              {'name':'Sales'},{'name':'EMEA','organizations':[{'name':'Sales'},{'name':'Support'}]}]}],""";
    private static final String EXPRESSION = """
            \\"Field\\" in groups ? \\"Company/Sales\\" : user.title""";

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aProvider() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
    }

    private static String configuration(String expression) {
        return body("{" + TREE + """
                'providers':[{'name':'okta','organization':{'byExpression':'%s','fallback':'Default'},
                  'fallbackDelay':'0s','brake':'off'}]}""").formatted(expression);
    }

    private void byExpression(String expression) {
        Answer applied = tenant.admin().put("/api/v1/configuration", configuration(expression));
        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        server.settle();
    }

    private String push(String userName, String attributes) {
        Answer created = okta.scim().post("/Users", body("{'userName':'%s'%s}".formatted(userName, attributes)));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.id();
    }

    private String place(String userName) {
        JsonNode organization = tenant.explain(userName).get("organization");
        return organization.get("path").asString() + ", "
                + organization.get("origin").asString();
    }

    private String reason(String userName) {
        return tenant.explain(userName).at("/organization/reason").asString();
    }

    @Test
    void itAnswersANameOrAPathWhateverTheCase() {
        byExpression(EXPRESSION);
        push("ana@example.org", ",'title':' SUPPORT '");
        push("ben@example.org", ",'title':'company/emea/sales'");

        assertThat(place("ana@example.org")).isEqualTo("Company/EMEA/Support, expression");
        assertThat(place("ben@example.org")).isEqualTo("Company/EMEA/Sales, expression");
        assertThat(reason("ana@example.org")).isEqualTo("okta's expression answered \"SUPPORT\"");
    }

    @Test
    void groupsAndAttributesThatChangeMoveTheUserAndARenamedGroupDoesToo() {
        byExpression(EXPRESSION);
        String ana = push("ana@example.org", ",'title':'Support'");
        String field = okta.group("Field", ana);
        assertThat(place("ana@example.org")).isEqualTo("Company/Sales, expression");

        okta.patchGroup(field, "{'op':'replace','path':'displayName','value':'Office'}");
        server.settle();
        assertThat(place("ana@example.org")).isEqualTo("Company/EMEA/Support, expression");
        okta.patchUser(ana, "{'op':'replace','path':'title','value':'Company'}");
        assertThat(place("ana@example.org")).isEqualTo("Company, expression");

        int rows = tenant.log().size();
        okta.patchUser(ana, "{'op':'replace','path':'title','value':'Company'}");
        assertThat(tenant.actionsAfter(rows)).isEmpty();
    }

    @Test
    void anExpressionThatFailsIsTheFallbackWithAReasonAndAnErrorRowAndThePushSucceeds() {
        byExpression(EXPRESSION);
        String ana = push("ana@example.org", "");

        assertThat(place("ana@example.org")).isEqualTo("Default, error");
        assertThat(reason("ana@example.org"))
                .startsWith("okta's expression failed: ")
                .contains("title")
                .endsWith("; fallback Default");
        assertThat(tenant.log("error"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("cause").asString()).isEqualTo(reason("ana@example.org")));
        okta.patchUser(ana, "{'op':'replace','path':'nickName','value':'Ani'}");
        assertThat(tenant.log("error")).hasSize(1);
    }

    @Test
    void whatLeadsNowhereOrToSeveralIsTheFallbackAndSaysSo() {
        byExpression("user.first(\\\"title\\\")");
        push("ana@example.org", ",'title':'Sales'");
        push("ben@example.org", ",'title':'Nowhere'");
        push("cem@example.org", "");

        assertThat(reason("ana@example.org"))
                .isEqualTo("okta's expression answered \"Sales\", which could be any of "
                        + "Company/EMEA/Sales, Company/Sales; fallback Default");
        assertThat(reason("ben@example.org"))
                .isEqualTo(
                        "okta's expression answered \"Nowhere\", but there is no such organization; fallback Default");
        assertThat(reason("cem@example.org")).isEqualTo("okta's expression answered nothing; fallback Default");
        assertThat(place("cem@example.org")).isEqualTo("Default, fallback");
    }

    @Test
    void anotherExpressionPlacesEverybodyAgainAndWhatIsExportedAppliesWithoutAChange() {
        byExpression("\\\"Support\\\"");
        push("ana@example.org", "");
        byExpression("\\\"Company/Sales\\\"");
        assertThat(place("ana@example.org")).isEqualTo("Company/Sales, expression");

        JsonNode read = tenant.admin().get("/api/v1/configuration").json();
        assertThat(read.at("/providers/0/organization/byExpression").asString()).isEqualTo("\"Company/Sales\"");
        Answer again = tenant.admin().put("/api/v1/configuration", read.toString());
        assertThat(again.json().get("changes")).isEmpty();
    }

    @Test
    void anExpressionThatIsNoneIsRefusedWithLineAndColumn() {
        Answer refused = tenant.admin().put("/api/v1/configuration", configuration("user.title +\\n person"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text())
                .contains("/providers/0/organization/byExpression")
                .contains("line 2, column 2: undeclared reference to 'person'");
    }

    @Test
    void anExpressionIsTriedOnAUserBeforeItIsUsed() {
        String ana = push("ana@example.org", ",'title':'Support'");
        okta.group("Field", ana);
        String path = "/api/v1/expressions/test";

        Answer text =
                tenant.admin().post(path, body("{'expression':'groups[0] + user.title','user':'ana@example.org'}"));
        assertThat(text.at("/value")).isEqualTo("FieldSupport");
        assertThat(text.at("/groups/0")).isEqualTo("Field");
        Answer condition = tenant.admin()
                .post(path, body("{'expression':'size(groups) > 1','user':'ana@example.org','type':'condition'}"));
        assertThat(condition.at("/value")).isEqualTo("false");
        Answer failed = tenant.admin().post(path, body("{'expression':'user.nickName','user':'ana@example.org'}"));
        assertThat(failed.status()).isEqualTo(200);
        assertThat(failed.at("/error")).contains("nickName");
        Answer wrong = tenant.admin().post(path, body("{'expression':'nobody','user':'ana@example.org'}"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("line 1, column 1");
    }
}
