package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** Nothing a provider writes about a user grants anything; only membership of mapped groups does (H-E2, P-47, H-X2). */
class NoEscalationTest {

    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final String SECRET = "cnry-Passw0rd-7f3a";

    /** What might be taken for a right, with the value a hopeful client would send. */
    private static final String[][] CLAIMS = {
        {"roles", "[{'value':'Administrator','primary':true}]"},
        {"roles", "['Administrator']"},
        {"roles", "'Administrator'"},
        {"entitlements", "[{'value':'Administrator'}]"},
        {"userType", "'Administrator'"},
        {"groups", "[{'value':'%s','display':'Admins'}]"},
        {"groups", "['%s']"},
        {"isAdmin", "true"},
        {"admin", "true"},
        {"administrator", "'true'"},
        {"permissions", "['*']"},
        {"grants", "[{'role':'Administrator'}]"},
        {"organization", "'Elsewhere'"},
        {"account_id", "'%s'"},
        {"provider_active", "true"},
        {"due_at", "null"},
        {"deleted_at", "null"},
        {"__proto__", "{'admin':true}"},
        {"password", "'" + SECRET + "'"},
    };

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private TestTenant tenant;
    private TestProvider okta;
    private String admins;
    private int count;

    @BeforeEach
    void aMappedGroup() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply("""
                {'organizations':[{'name':'Default'},{'name':'Elsewhere'}],
                 'roles':[{'name':'Administrator','permissions':['all']},{'name':'Member','permissions':['app.read']}],
                 'providers':[{'name':'okta','organization':{'fixed':'Default'},
                   'roles':[{'group':'Admins','roles':['Administrator']}]}]}""");
        admins = okta.group("Admins");
    }

    @Test
    void whatAUserIsCreatedWithGrantsNothing() {
        for (String[] claim : CLAIMS) {
            for (String spelled : spellings(claim[0])) {
                String id = created("{'userName':'%s','%s':%s}".formatted(name(), spelled, claim[1].formatted(admins)));
                assertNothingGranted(id, spelled);
            }
            for (String urn : List.of(CORE, ENTERPRISE, "urn:example:admin:2.0:User")) {
                String id = created("{'userName':'%s','%s':{'%s':%s}}"
                        .formatted(name(), urn, claim[0], claim[1].formatted(admins)));
                assertNothingGranted(id, urn);
            }
        }
    }

    @Test
    void whatAUserIsReplacedByGrantsNothing() {
        String id = created("{'userName':'put'}");
        for (String[] claim : CLAIMS) {
            for (String spelled : spellings(claim[0])) {
                String json = "{'userName':'put','%s':%s}".formatted(spelled, claim[1].formatted(admins));
                Answer answer = okta.scim().put("/Users/" + id, body(json));
                assertThat(answer.status()).as(json).isEqualTo(200);
                assertNothingGranted(id, spelled);
            }
        }
    }

    @Test
    void whatAPatchSetsGrantsNothing() {
        String id = created("{'userName':'patched'}");
        for (String[] claim : CLAIMS) {
            String value = claim[1].formatted(admins);
            for (String spelled : List.of(claim[0], claim[0].toUpperCase(Locale.ROOT))) {
                for (String operation : List.of(
                        "{'op':'add','path':'%s','value':%s}",
                        "{'op':'replace','path':'%s','value':%s}",
                        "{'op':'replace','value':{'%s':%s}}",
                        "{'op':'add','path':'urn:example:admin:2.0:User:%s','value':%s}",
                        "{'op':'add','path':'" + ENTERPRISE + "','value':{'%s':%s}}",
                        "{'op':'replace','value':{'" + CORE + "':{'%s':%s}}}",
                        "{'op':'replace','path':'title','value':'t'},{'op':'add','path':'%s','value':%s}")) {
                    Answer answer = okta.patchUser(id, operation.formatted(spelled, value));
                    assertThat(answer.status()).as("%s %s", operation, spelled).isIn(200, 400);
                }
                assertNothingGranted(id, spelled);
            }
        }
        for (String path : List.of(
                "groups[value eq \\'%s\\']",
                "roles[value eq \\'Administrator\\']",
                "roles[primary eq \\'True\\'].value",
                "groups.value",
                "meta.version",
                "id",
                "schemas")) {
            okta.patchUser(id, "{'op':'add','path':'%s','value':'%s'}".formatted(path.formatted(admins), admins));
            okta.patchUser(
                    id,
                    "{'op':'replace','path':'%s','value':{'value':'%s'}}".formatted(path.formatted(admins), admins));
            assertNothingGranted(id, path);
        }
    }

    /** The group's name, its own claims and those of its members are data, too. */
    @Test
    void whatAGroupSaysOfItselfGrantsNothing() {
        String id = created("{'userName':'member'}");
        for (String json : List.of(
                "{'displayName':'Claims','roles':['Administrator'],'members':[{'value':'%s','roles':['Administrator']}]}",
                "{'displayName':'Administrator','members':[{'value':'%s','type':'Administrator'}]}",
                "{'displayName':'admins2','externalId':'Admins','id':'%s','members':[{'value':'%1$s'}]}")) {
            Answer answer = okta.scim().post("/Groups", body(json.formatted(id)));
            assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        }
        assertNothingGranted(id, "group");
        okta.addMembers(admins, id);
        assertThat(tenant.explain(id).at("/roles/0/role").asString())
                .as("membership of the mapped group does grant, or this test proves nothing")
                .isEqualTo("Administrator");
    }

    /** H-X2, Q-P32: accepted, since a provider always sends one, and dropped where it comes in. */
    @Test
    void aPasswordIsNowhere() {
        String id = created(
                "{'userName':'pass','password':'%1$s','urn:example:x:1.0:User':{'PASSWORD':'%1$s','in':[{'Password':'%1$s'}],'a':1}}"
                        .formatted(SECRET));
        List<Answer> answers = new ArrayList<>();
        answers.add(okta.scim().put("/Users/" + id, body("{'userName':'pass','Password':'%s'}".formatted(SECRET))));
        for (String operation : List.of(
                "{'op':'replace','path':'password','value':'%s'}",
                "{'op':'add','value':{'PASSWORD':'%s'}}",
                "{'op':'replace','path':'" + CORE + ":password','value':'%s'}",
                "{'op':'replace','path':'password','value':{'value':'%s'}}",
                "{'op':'add','path':'urn:example:x:1.0:User:password','value':'%s'}",
                "{'op':'add','path':'urn:example:x:1.0:User:password','value':{'value':'%s'}}",
                "{'op':'add','path':'urn:example:x:1.0:User:in.password','value':'%s'}",
                "{'op':'add','value':{'urn:example:x:1.0:User':{'b':{'password':'%s'}}}}",
                "{'op':'add','path':'urn:example:x:1.0:User:b','value':{'password':'%s'}}",
                "{'op':'add','path':'" + ENTERPRISE + ":password','value':{'value':'%s'}}")) {
            answers.add(okta.patchUser(id, operation.formatted(SECRET)));
        }
        answers.add(okta.scim().get("/Users/" + id + "?attributes=password," + CORE + ":password"));
        answers.add(okta.scim().get("/Users?attributes=password&filter=userName+eq+%22pass%22"));
        answers.add(okta.scim().post("/Users", body("{'userName':'pass','password':'%s'}".formatted(SECRET))));
        answers.add(okta.scim().post("/Users", body("{'userName':'','password':'%s'}".formatted(SECRET))));
        answers.add(tenant.admin().get("/api/v1/log?limit=1000"));
        answers.add(tenant.admin().get("/api/v1/events?limit=1000"));
        answers.add(tenant.admin().get("/api/v1/refusals"));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.text()).doesNotContain(SECRET));
        assertThat(server.dump()).doesNotContain(SECRET);
        assertThat(okta.scim().get("/Schemas/" + CORE).text())
                .doesNotContainIgnoringCase("returned\":\"default\",\"name\":\"password");
    }

    // ---- how

    private void assertNothingGranted(String id, String claim) {
        JsonNode explained = tenant.explain(id);
        Answer user = okta.scim().get("/Users/" + id);
        assertThat(explained.at("/roles").size()).as(claim).isZero();
        assertThat(explained.at("/organization/path").asString()).as(claim).isEqualTo("Default");
        assertThat(explained.at("/state/state").asString()).as(claim).isEqualTo("active");
        assertThat(user.json().path("groups").findValuesAsString("value"))
                .as(claim)
                .doesNotContain(admins);
        assertThat(user.text()).as(claim).doesNotContain(SECRET);
        assertThat(user.id()).isEqualTo(id);
        assertThat(user.at("/meta/resourceType")).isEqualTo("User");
        assertThat(okta.scim().get("/Groups/" + admins).json().has("members"))
                .as(claim)
                .isFalse();
    }

    private static List<String> spellings(String name) {
        return List.of(
                name,
                name.toUpperCase(Locale.ROOT),
                name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                CORE + ":" + name);
    }

    private String name() {
        return "user" + count++;
    }

    private String created(String json) {
        Answer answer = okta.scim().post("/Users", body(json));
        assertThat(answer.status()).as("%s: %s", json, answer.text()).isEqualTo(201);
        return answer.id();
    }
}
