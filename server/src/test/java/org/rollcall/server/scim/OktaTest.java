package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** The server as Okta meets it: its requests, their order and their headers, through a user's whole life. */
class OktaTest {

    private static final String[] HEADERS = {
        "Accept",
        "application/scim+json; charset=utf-8",
        "Content-Type",
        "application/scim+json; charset=utf-8",
        "User-Agent",
        "Okta SCIM Client 1.0.0"
    };
    private static final String PATCH =
            "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':[%s]}";

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aTenant() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
    }

    /** Q-P03, Q-P10, Q-P11: the tests of its setup page and of its integration network. */
    @Test
    void testsItsConnection() {
        JsonNode empty = okta.scim().get("/Users?startIndex=1&count=2", HEADERS).json();
        assertThat(empty.get("totalResults").isInt()).isTrue();
        assertThat(empty.get("Resources").isArray()).isTrue();
        assertThat(okta.scim().get("/Groups?startIndex=1&count=100", HEADERS).status())
                .isEqualTo(200);
        for (String header : List.of("non-token", "Bearer wrong")) {
            Answer refused = new Client(okta.scim().base(), header).get("/Users?startIndex=1&count=2", HEADERS);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.at("/status")).isEqualTo("401");
            assertThat(refused.at("/detail")).isNotBlank();
        }
        Answer missing = okta.scim().get("/Users/010101001010101011001010101011", HEADERS);
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.at("/status")).isEqualTo("404");
        assertThat(missing.at("/schemas/0")).isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
    }

    /** Q-P31: whoever is created active is active at once; there is no invitation to wait for. */
    @Test
    void pushesAUserThroughItsLife() {
        assertThat(okta.scim()
                        .get("/Users?filter=userName%20eq%20%22isaac@okta.example%22&startIndex=1&count=100", HEADERS)
                        .json()
                        .get("totalResults")
                        .asInt())
                .isZero();
        String profile = """
                {'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'isaac@okta.example',
                 'name':{'givenName':'Isaac','familyName':'Brock'},
                 'emails':[{'primary':true,'value':'isaac@okta.example','type':'work'}],'displayName':'Isaac Brock',
                 'locale':'en-US','externalId':'00ujl29u0le5T6Aj10h7','groups':[],'password':'1mz050nq','active':true}""";
        Answer created = okta.scim()
                .post("/Users", body(profile), "Content-Type", "application/json", "Accept", "application/scim+json");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Content-Type")).startsWith("application/scim+json");
        assertThat(created.at("/active")).isEqualTo("true");
        assertThat(created.text()).doesNotContain("1mz050nq");
        assertThat(okta.scim().post("/Users", body(profile), HEADERS).at("/scimType"))
                .isEqualTo("uniqueness");

        // An update is the resource read, merged and put back, all of it.
        JsonNode read = okta.scim().get("/Users/" + created.id(), HEADERS).json();
        Answer put = okta.scim().put("/Users/" + created.id(), read.toString().replace("Brock", "Rock"), HEADERS);
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.at("/name/familyName")).isEqualTo("Rock");

        // Deactivated without a path, and never deleted.
        Answer off = patchUser(created.id(), "{'op':'replace','value':{'active':false}}");
        assertThat(off.status()).isEqualTo(200);
        assertThat(off.at("/active")).isEqualTo("false");
        assertThat(off.at("/name/familyName"))
                .as("nothing else is touched (Q-P59)")
                .isEqualTo("Rock");
        assertThat(state("isaac@okta.example")).isEqualTo("blocked");

        // Assigned again: a new POST of the same externalId revives the same record (Q-P28).
        Answer revived = okta.scim().post("/Users", body(profile), HEADERS);
        assertThat(revived.status()).as(revived.text()).isEqualTo(201);
        assertThat(revived.id()).isEqualTo(created.id());
        assertThat(state("isaac@okta.example")).isEqualTo("active");
        assertThat(patchUser(created.id(), "{'op':'replace','value':{'active':true}}")
                        .status())
                .isEqualTo(200);
    }

    /** Group push: created empty, renamed without a path and with its id, members by filter and list in one request. */
    @Test
    void pushesAGroup() {
        String ana = okta.user("ana");
        String ben = okta.user("ben");
        assertThat(okta.scim()
                        .get("/Groups?filter=displayName%20eq%20%22Test%20SCIMv2%22&startIndex=1&count=100", HEADERS)
                        .json()
                        .get("totalResults")
                        .asInt())
                .isZero();
        Answer created = okta.scim()
                .post(
                        "/Groups",
                        body(
                                "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group'],'displayName':'Test SCIMv2','members':[]}"),
                        HEADERS);
        assertThat(created.status()).isEqualTo(201);
        String id = created.id();

        Answer renamed = patchGroup(id, "{'op':'replace','value':{'id':'%s','displayName':'Renamed'}}".formatted(id));
        assertThat(renamed.status()).isEqualTo(204);
        patchGroup(
                id,
                "{'op':'replace','value':{'id':'%s','displayName':'Renamed'}},".formatted(id)
                        + "{'op':'add','path':'members','value':[{'value':'%s','display':'ana'},{'value':'%s','display':'ben'}]}"
                                .formatted(ana, ben));
        assertThat(members(id)).containsExactlyInAnyOrder(ana, ben);
        patchGroup(id, "{'op':'remove','path':'members[value eq \\'%s\\']'}".formatted(ana));
        assertThat(members(id)).containsExactly(ben);
        patchGroup(
                id,
                "{'op':'remove','path':'members[value eq \\'%s\\']'},{'op':'add','path':'members','value':[{'value':'%s'}]}"
                        .formatted(ben, ana));
        assertThat(members(id)).containsExactly(ana);
        patchGroup(id, "{'op':'replace','path':'members','value':[{'value':'%s'},{'value':'%s'}]}".formatted(ana, ben));
        assertThat(members(id)).containsExactlyInAnyOrder(ana, ben);
        patchGroup(id, "{'op':'replace','value':{'members':[{'value':'%s'}]}}".formatted(ben));
        assertThat(members(id)).containsExactly(ben);

        assertThat(okta.scim().delete("/Groups/" + id, HEADERS).status()).isEqualTo(204);
        assertThat(okta.scim().get("/Groups/" + id, HEADERS).status()).isEqualTo(404);
        assertThat(okta.scim().get("/Users/" + ben).json().has("groups")).isFalse();
    }

    /** Custom applications know PUT only, for users, deactivation and groups with their members (Q-P89). */
    @Test
    void putsEverythingFromACustomApplication() {
        String ana = okta.user("ana");
        Answer off = okta.scim()
                .put(
                        "/Users/" + ana,
                        body(
                                "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'ana','active':false}"),
                        HEADERS);
        assertThat(off.at("/active")).isEqualTo("false");
        Answer group = okta.scim()
                .post("/Groups", body("{'displayName':'AIW','members':[{'value':'%s'}]}".formatted(ana)), HEADERS);
        assertThat(members(group.id())).containsExactly(ana);
        String ben = okta.user("ben");
        okta.scim()
                .put(
                        "/Groups/" + group.id(),
                        body("{'id':'%s','displayName':'AIW','members':[{'value':'%s','display':'ben'}]}"
                                .formatted(group.id(), ben)),
                        HEADERS);
        assertThat(members(group.id())).containsExactly(ben);
    }

    /** Its import follows totalResults page by page. */
    @Test
    void importsEverybody() {
        for (int i = 0; i < 5; i++) {
            okta.user("u" + i);
        }
        JsonNode page = okta.scim().get("/Users?startIndex=1&count=2", HEADERS).json();
        int met = page.get("itemsPerPage").asInt();
        while (met < page.get("totalResults").asInt()) {
            page = okta.scim()
                    .get("/Users?count=2&startIndex=" + (met + 1), HEADERS)
                    .json();
            assertThat(page.get("Resources")).isNotEmpty().allSatisfy(user -> {
                assertThat(user.get("active").isBoolean()).isTrue();
                assertThat(user.get("userName").isString()).isTrue();
            });
            met += page.get("itemsPerPage").asInt();
        }
        assertThat(met).isEqualTo(5);
    }

    private Answer patchUser(String id, String operations) {
        return okta.scim().patch("/Users/" + id, body(PATCH.formatted(operations)), HEADERS);
    }

    private Answer patchGroup(String id, String operations) {
        Answer answer = okta.scim().patch("/Groups/" + id, body(PATCH.formatted(operations)), HEADERS);
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        return answer;
    }

    private String state(String userName) {
        return tenant.explain(userName).at("/state/state").asString();
    }

    private List<String> members(String group) {
        JsonNode found = okta.scim().get("/Groups/" + group).json();
        return found.has("members") ? found.get("members").findValuesAsString("value") : List.of();
    }
}
