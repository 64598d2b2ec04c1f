package org.rollcall.server.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.AtOnce;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-31, P-34: the name of the organization stands in an attribute of the user. */
class OrganizationByAttributeTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String DEPARTMENT = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
    private static final String TREE = """
            'organizations':[{'name':'Default'},{'name':'Company','defaultRoles':['Member'],'organizations':[
              {'name':'Sales'},{'name':'EMEA','organizations':[{'name':'Support'}]}]}],
             'roles':[{'name':'Member'}],""";
    private static final String PROVIDER = """
            {'name':'%s','organization':{'byAttribute':{'attribute':'%s','parent':'Company','create':%s},
              'fallback':'Default'},'fallbackDelay':'0s','brake':'off'}""";

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aProvider() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
    }

    private void byAttribute(String attribute, boolean create) {
        tenant.apply("{" + TREE + "'providers':[" + PROVIDER.formatted("okta", attribute, create) + "]}");
    }

    private String push(String userName, String attributes) {
        Answer created = okta.scim().post("/Users", body("{'userName':'%s',%s}".formatted(userName, attributes)));
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

    // ---- which one

    @Test
    void theNameIsFoundBelowTheParentWhateverItsCaseAndBlanks() {
        byAttribute("title", false);
        push("ana@example.org", "'title':'  sALES '");
        push("ben@example.org", "'title':'Support'");

        assertThat(place("ana@example.org")).isEqualTo("Company/Sales, attribute");
        assertThat(place("ben@example.org")).isEqualTo("Company/EMEA/Support, attribute");
        assertThat(reason("ana@example.org")).isEqualTo("okta's attribute title is \"sALES\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'c42OrgName':'Sales'",
                "'urn:example:custom:1.0:User':{'c42OrgName':'Sales'}",
                "'urn:example:custom:1.0:User':{'C42ORGNAME':'Sales'}"
            })
    void anAttributeWithoutUrnIsFoundAtTheTopAndInAnyExtension(String attributes) {
        byAttribute("c42OrgName", false);
        push("ana@example.org", attributes);

        assertThat(place("ana@example.org")).isEqualTo("Company/Sales, attribute");
    }

    @Test
    void anAttributeOfAnExtensionIsNamedWithItsUrn() {
        byAttribute(DEPARTMENT, false);
        push("ana@example.org", "'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'department':'Sales'}");

        assertThat(place("ana@example.org")).isEqualTo("Company/Sales, attribute");
    }

    @Test
    void aNewValueMovesTheUserAndARepeatedOneChangesNothing() {
        byAttribute("title", false);
        String ana = push("ana@example.org", "'title':'Sales'");
        okta.patchUser(ana, "{'op':'replace','path':'title','value':'Support'}");
        assertThat(place("ana@example.org")).isEqualTo("Company/EMEA/Support, attribute");

        int rows = tenant.log().size();
        okta.patchUser(ana, "{'op':'replace','path':'title','value':'Support'}");
        assertThat(tenant.actionsAfter(rows)).isEmpty();
        okta.patchUser(ana, "{'op':'remove','path':'title'}");
        assertThat(place("ana@example.org")).isEqualTo("Default, fallback");
        assertThat(reason("ana@example.org")).isEqualTo("okta's attribute title has no value; fallback Default");
    }

    @Test
    void anotherAttributeOrAnotherParentPlacesEverybodyAgain() {
        byAttribute("title", false);
        push("ana@example.org", "'title':'Sales','nickName':'Support'");
        byAttribute("nickName", false);

        assertThat(place("ana@example.org")).isEqualTo("Company/EMEA/Support, attribute");
    }

    // ---- P-34

    @Test
    void whatLeadsNowhereOrToSeveralIsTheFallbackAndTheRowSaysSo() {
        tenant.apply("""
                {'organizations':[{'name':'Default'},{'name':'Company','organizations':[
                   {'name':'Sales'},{'name':'EMEA','organizations':[{'name':'Sales'}]}]}],
                 'providers':[%s]}""".formatted(PROVIDER.formatted("okta", "title", false)));
        push("ana@example.org", "'title':'Sales'");
        push("ben@example.org", "'title':'Nowhere'");

        assertThat(place("ana@example.org")).isEqualTo("Default, fallback");
        assertThat(tenant.log("organization changed").stream()
                        .map(row -> row.get("cause").asString())
                        .toList())
                .containsExactly(
                        "okta's attribute title is \"Sales\", which could be any of Company/EMEA/Sales, Company/Sales; "
                                + "fallback Default",
                        "okta's attribute title is \"Nowhere\", but there is no such organization below Company; "
                                + "fallback Default");
    }

    @Test
    void severalValuesAreTheFallback() {
        byAttribute("emails", true);
        push("ana@example.org", "'emails':[{'value':'a@example.org'},{'value':'b@example.org'}]");

        assertThat(reason("ana@example.org")).isEqualTo("okta's attribute emails has several values; fallback Default");
    }

    // ---- made if missing

    @Test
    void aMissingOneIsMadeWithinTheSameChangeAndInheritsItsRoles() {
        byAttribute("title", true);
        push("ana@example.org", "'title':' Legal '");
        push("ben@example.org", "'title':'LEGAL'");

        assertThat(place("ana@example.org")).isEqualTo("Company/Legal, attribute");
        assertThat(place("ben@example.org")).isEqualTo("Company/Legal, attribute");
        assertThat(tenant.roles("ben@example.org")).containsExactly("Member");
        List<JsonNode> made = tenant.log("organization created");
        assertThat(made).hasSize(1);
        assertThat(made.getFirst().get("new").asString()).isEqualTo("Company/Legal");
        assertThat(made.getFirst().get("cause").asString()).isEqualTo("okta's attribute title is \"Legal\"");
        assertThat(made.getFirst().get("changeSet"))
                .isEqualTo(tenant.log("user added").getFirst().get("changeSet"));
    }

    @Test
    void whatIsRefusedMakesNoOrganization() {
        byAttribute("title", true);
        okta.user("ana@example.org");
        Answer refused = okta.scim().post("/Users", body("{'userName':'ana@example.org','title':'Legal'}"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(tenant.log("organization created")).isEmpty();
    }

    @Test
    void eightConnectionsThatPushANewNameAtOnceMakeOneOrganization() {
        byAttribute("title", true);
        List<Integer> statuses = AtOnce.run(
                8,
                n -> okta.scim()
                        .post("/Users", body("{'userName':'user%d@example.org','title':'Legal'}".formatted(n)))
                        .status());

        assertThat(statuses).containsOnly(201);
        assertThat(tenant.log("organization created")).hasSize(1);
        assertThat(IntStream.range(0, 8).mapToObj(n -> place("user%d@example.org".formatted(n))))
                .containsOnly("Company/Legal, attribute");
    }

    @Test
    void eightConnectionsThatPushEightNamesMakeEight() {
        byAttribute("title", true);
        AtOnce.run(8, n -> push("user%d@example.org".formatted(n), "'title':'Team %d'".formatted(n)));

        assertThat(IntStream.range(0, 8).mapToObj(n -> place("user%d@example.org".formatted(n))))
                .isEqualTo(IntStream.range(0, 8)
                        .mapToObj(n -> "Company/Team %d, attribute".formatted(n))
                        .toList());
    }

    @Test
    void aChangedMappingMakesWhatItsPeopleNeed() {
        byAttribute("title", true);
        push("ana@example.org", "'title':'Sales','nickName':'Red'");
        push("ben@example.org", "'title':'Sales','nickName':'Blue'");
        byAttribute("nickName", true);

        assertThat(place("ana@example.org")).isEqualTo("Company/Red, attribute");
        assertThat(place("ben@example.org")).isEqualTo("Company/Blue, attribute");
    }

    @Test
    void aNameIsMadeOnlyWhenItCouldBeOne() {
        byAttribute("title", true);
        push("ana@example.org", "'title':'%s'".formatted("x".repeat(Limits.NAME_LENGTH)));
        push("ben@example.org", "'title':'%s'".formatted("y".repeat(Limits.NAME_LENGTH + 1)));
        push("cem@example.org", "'title':'R/D'");

        assertThat(place("ana@example.org")).endsWith("x, attribute");
        assertThat(place("ben@example.org")).isEqualTo("Default, fallback");
        assertThat(reason("cem@example.org"))
                .isEqualTo("okta's attribute title is \"R/D\", but an organization has a name of at most 200 "
                        + "characters, without \"/\"; fallback Default");
    }

    @Test
    void whatAMappingMadeStaysWhenAFileLeavesItOutAndGoesWhenItIsEmpty() {
        byAttribute("title", true);
        String ana = push("ana@example.org", "'title':'Legal'");
        byAttribute("title", true);
        assertThat(place("ana@example.org")).isEqualTo("Company/Legal, attribute");

        okta.patchUser(ana, "{'op':'replace','path':'title','value':'Sales'}");
        byAttribute("title", true);
        assertThat(tenant.admin().get("/api/v1/configuration").text()).doesNotContain("Legal");
    }

    @Test
    void applyingWhatWasReadChangesNothing() {
        byAttribute(DEPARTMENT, true);
        push("ana@example.org", "'title':'Legal'");
        String read = tenant.admin().get("/api/v1/configuration").text();
        JsonNode applied = tenant.apply(read);

        assertThat(applied.get("changes")).isEmpty();
        assertThat(read).contains(DEPARTMENT);
    }
}
