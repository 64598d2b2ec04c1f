package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** {@code /Roles} and {@code /Entitlements}: what a provider may map, for reading only. */
class CatalogTest {

    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Company','organizations':[{'name':'Sales','organizations':[{'name':'East'}]},{'name':'Support'}]}],
             'roles':[{'name':'Member','permissions':['secret.permission']},{'name':'Admin','administrative':true},{'name':'CRM User'}],
             'providers':[{'name':'okta','organization':{'fixed':'Company'}}]}""";

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aTenantWithRolesAndOrganizations() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply(CONFIGURATION);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private List<String> values(String path) {
        Answer answer = okta.scim().get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("Resources").findValuesAsString("value");
    }

    @Test
    void rolesAreListedWithBothSchemas() {
        assertThat(values("/Roles")).containsExactly("Admin", "CRM User", "Member");
        JsonNode admin = okta.scim().get("/Roles?count=1").json().at("/Resources/0");
        assertThat(admin.get("schemas").toString()).contains(Schemas.ROLE, Schemas.OKTA_ROLE);
        assertThat(admin.get("display").asString()).isEqualTo("Admin");
        assertThat(admin.get("displayName").asString()).isEqualTo("Admin");
        assertThat(admin.get("type").asString()).isEqualTo("administrative");
        assertThat(admin.get("supported").asBoolean()).isTrue();
        assertThat(okta.scim().get("/Roles").text()).doesNotContain("secret.permission");
    }

    @Test
    void organizationsAreListedAsEntitlementsByTheirPaths() {
        assertThat(values("/Entitlements"))
                .containsExactlyInAnyOrder("Company", "Company/Sales", "Company/Sales/East", "Company/Support");
        JsonNode east = okta.scim()
                .get("/Entitlements?filter=" + encoded("value eq \"company/SALES/east\""))
                .json()
                .at("/Resources/0");
        assertThat(east.get("value").asString()).isEqualTo("Company/Sales/East");
        assertThat(east.get("containedBy").toString()).isEqualTo("[\"Company/Sales\"]");
        assertThat(east.get("type").asString()).isEqualTo("organization");
    }

    @Test
    void listsArePagedAndFiltered() {
        Answer page = okta.scim().get("/Roles?startIndex=2&count=1");
        assertThat(page.json().get("totalResults").asInt()).isEqualTo(3);
        assertThat(page.json().get("startIndex").asInt()).isEqualTo(2);
        assertThat(page.json().get("Resources").findValuesAsString("value")).containsExactly("CRM User");
        assertThat(okta.scim()
                        .get("/Entitlements?count=0")
                        .json()
                        .get("totalResults")
                        .asInt())
                .isEqualTo(4);
        assertThat(values("/Roles?filter=" + encoded("displayName eq \"ADMIN\"")))
                .containsExactly("Admin");
        assertThat(values("/Entitlements?filter=" + encoded("display eq \"Sales\"")))
                .isEmpty();
        assertThat(okta.scim()
                        .get("/Roles?filter=" + encoded("type eq \"role\""))
                        .at("/scimType"))
                .isEqualTo("invalidFilter");
        assertThat(okta.scim()
                        .post("/Roles/.search", body("{'count':1}"))
                        .json()
                        .get("Resources")
                        .size())
                .isEqualTo(1);
        assertThat(values("/Roles?attributes=value&count=1")).containsExactly("Admin");
    }

    @Test
    void oneIsReadAtItsLocationAndNobodyElses() {
        for (String endpoint : List.of("/Roles", "/Entitlements")) {
            JsonNode first = okta.scim().get(endpoint + "?count=1").json().at("/Resources/0");
            String id = first.get("id").asString();
            assertThat(okta.scim().get(endpoint + "/" + id).json()).isEqualTo(first);
            assertThat(first.at("/meta/location").asString()).endsWith(endpoint + "/" + id);
            assertThat(server.tenant()
                            .provider("okta")
                            .scim()
                            .get(endpoint + "/" + id)
                            .status())
                    .isEqualTo(404);
            assertThat(okta.scim().get(endpoint + "/nobody").status()).isEqualTo(404);
        }
    }

    @Test
    void nothingIsWritten() {
        String id =
                okta.scim().get("/Roles?count=1").json().at("/Resources/0/id").asString();
        server.unchangedBy(() -> {
            assertThat(okta.scim().post("/Roles", body("{'value':'Root'}")).status())
                    .isEqualTo(405);
            assertThat(okta.scim().put("/Roles/" + id, body("{'value':'Root'}")).status())
                    .isEqualTo(405);
            assertThat(okta.scim().delete("/Roles/" + id).status()).isEqualTo(405);
            Answer refused = okta.scim().post("/Entitlements", body("{'value':'Root'}"));
            assertThat(refused.at("/detail")).contains("does not know POST; it has GET");
            return true;
        });
    }

    @Test
    void areDiscoveredAsResourceTypesAndInTheConfiguration() {
        JsonNode types = okta.scim().get("/ResourceTypes").json().get("Resources");
        assertThat(types.findValuesAsString("schema"))
                .contains(Schemas.ROLE, Schemas.OKTA_ROLE, Schemas.ENTITLEMENT, Schemas.OKTA_ENTITLEMENT);
        for (JsonNode type : types) {
            assertThat(okta.scim()
                            .get(type.get("endpoint").asString() + "?count=1&startIndex=1")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(okta.scim().get("/Schemas/" + Schemas.ROLE).at("/attributes/0/name"))
                .isEqualTo("value");
    }

    @Test
    void neitherIsPartOfAQueryAtTheRoot() {
        String ana = okta.user("ana");
        assertThat(okta.scim().get("/").json().get("Resources").findValuesAsString("id"))
                .containsExactly(ana);
    }

    @Test
    void aRoleThatAUserIsSentWithGrantsNothing() {
        Answer ana = okta.scim()
                .post(
                        "/Users",
                        body(
                                "{'userName':'ana','roles':[{'value':'Admin'}],'entitlements':[{'value':'Company/Sales'}]}"));
        assertThat(ana.at("/roles/0/value")).isEqualTo("Admin");
        assertThat(tenant.roles(ana.id())).isEmpty();
        assertThat(tenant.organization(ana.id())).isEqualTo("Company");
    }
}
