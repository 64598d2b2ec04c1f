package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** The server as Entra ID meets it, in its default shapes and in those of its feature flag, on one connection. */
class EntraTest {

    private static final String ENTERPRISE = Schemas.ENTERPRISE_USER;
    private static final String PATCH =
            "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':[%s]}";

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private TestTenant tenant;
    private TestProvider entra;

    @BeforeEach
    void aTenant() {
        tenant = server.tenant();
        entra = tenant.provider("entra");
    }

    /** Q-P01, Q-P02, Q-P14, Q-P17: 200 and an empty list for whoever is not there. */
    @Test
    void testsItsConnection() {
        String guid = UUID.nameUUIDFromBytes(new byte[] {1}).toString();
        for (String filter : List.of(
                "userName eq \"%s\"",
                "externalId eq \"%s\"",
                "externalId eq %s",
                "emails[type eq \"work\"].value eq \"%s\"",
                "id eq \"%s\" and manager eq \"x\"")) {
            String known = filter.replace("manager", ENTERPRISE + ":manager").formatted(guid);
            JsonNode found = entra.find("Users", known);
            assertThat(found.get("totalResults").asInt()).as(known).isZero();
            assertThat(found.get("Resources").isArray()).isTrue();
        }
        assertThat(entra.scim()
                        .get("/Groups?excludedAttributes=members&filter=displayName+eq+%22" + guid + "%22")
                        .json()
                        .get("totalResults")
                        .asInt())
                .isZero();
        assertThat(entra.scim().get("/Schemas").at("/schemas/0")).endsWith("ListResponse");
        assertThat(entra.scim().get("/Users?aadOptscim062020&count=1").status()).isEqualTo(200);
        assertThat(entra.scim().get("/?aadOptscim062020").status()).isEqualTo(200);
    }

    @Test
    void createsAUserWithNullsAndEmptyLists() {
        Answer created = create("ada@contoso.example");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.json().has("addresses")).isFalse();
        assertThat(created.json().has("roles")).isFalse();
        assertThat(created.json().get(ENTERPRISE).has("manager")).isFalse();
        assertThat(create("ADA@contoso.example").at("/scimType")).isEqualTo("uniqueness");
        assertThat(entra.find("Users", "userName eq \"Ada@Contoso.Example\"")
                        .at("/Resources/0/id")
                        .asString())
                .isEqualTo(created.id());
    }

    /** Q-P39, Q-P40, Q-P44, Q-P45: one operation for each attribute, capitals, strings for booleans. */
    @Test
    void patchesAUserInItsDefaultShapes() {
        String id = create("ada@contoso.example").id();
        Answer answer = patchUser(id, """
                {'op':'Replace','path':'displayName','value':'Ada L'},
                {'op':'Add','path':'name.givenName','value':'Ada'},
                {'op':'Replace','path':'emails[type eq \\'work\\'].value','value':'new@contoso.example'},
                {'op':'Replace','path':'emails[type eq \\'work\\'].primary','value':'True'},
                {'op':'Add','path':'phoneNumbers[type eq \\'mobile\\'].value','value':'+1 555'},
                {'op':'Add','path':'addresses[type eq \\'work\\'].formatted','value':'Street 1'},
                {'op':'Replace','path':'%1$s:department','value':'Math'},
                {'op':'Add','path':'%1$s:manager','value':'m-1'},
                {'op':'Replace','path':'%1$s:costCenter','value':[{'value':'42'}]},
                {'op':'Add','path':'unknownAttribute','value':'x'}""".formatted(ENTERPRISE));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at("/displayName")).isEqualTo("Ada L");
        assertThat(answer.at("/emails/0/value")).isEqualTo("new@contoso.example");
        assertThat(answer.json().at("/emails/0/primary").asBoolean()).isTrue();
        assertThat(answer.json().get("phoneNumbers").toString()).contains("mobile", "+1 555");
        assertThat(answer.json().get("addresses").toString()).contains("work", "Street 1");
        JsonNode enterprise = answer.json().get(ENTERPRISE);
        assertThat(enterprise.at("/department").asString()).isEqualTo("Math");
        assertThat(enterprise.at("/manager/value").asString()).isEqualTo("m-1");
        assertThat(enterprise.at("/costCenter").asString()).isEqualTo("42");

        assertThat(patchUser(
                                id,
                                "{'op':'Add','path':'%s:manager','value':[{'$ref':'../Users/m-2','value':'m-2'}]}"
                                        .formatted(ENTERPRISE))
                        .json()
                        .get(ENTERPRISE)
                        .at("/manager/value")
                        .asString())
                .isEqualTo("m-2");
        assertThat(patchUser(id, "{'op':'Replace','path':'%s:manager','value':''}".formatted(ENTERPRISE))
                        .json()
                        .get(ENTERPRISE)
                        .has("manager"))
                .isFalse();
        assertThat(patchUser(id, "{'op':'Remove','path':'displayName'}").json().has("displayName"))
                .isFalse();
        assertThat(patchUser(id, "{'op':'Remove','path':'phoneNumbers[type eq \\'mobile\\'].value'}")
                        .json()
                        .toString())
                .doesNotContain("+1 555");
    }

    /** Roles come as JSON in a string; they are data (Q-P52, P-47). */
    @Test
    void sendsRolesThatAreData() {
        String id = create("ada@contoso.example").id();
        String role = "{\\\\\"id\\\\\":\\\\\"1\\\\\",\\\\\"value\\\\\":\\\\\"Admin\\\\\"}";
        Answer answer = patchUser(
                id, "{'op':'Add','path':'roles','value':[{'value':'%s'}]}".formatted(role.replace("\\\\", "\\")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at("/roles/0/value")).contains("Admin");
        assertThat(patchUser(id, "{'op':'Add','path':'roles[primary eq \\'True\\'].value','value':'Boss'}")
                        .status())
                .isEqualTo(200);
        assertThat(tenant.explain("ada@contoso.example").at("/roles").size()).isZero();
    }

    /** Disabled by the string, kept with its memberships, enabled again; deleted thirty days later. */
    @Test
    void disablesEnablesAndDeletesAUser() {
        String id = create("ada@contoso.example").id();
        String group = entra.group("Staff", id);
        Answer off = patchUser(id, "{'op':'Replace','path':'active','value':'False'}");
        assertThat(off.json().get("active").isBoolean()).isTrue();
        assertThat(off.at("/active")).isEqualTo("false");
        assertThat(tenant.explain("ada@contoso.example").at("/state/state").asString())
                .isEqualTo("blocked");
        assertThat(entra.scim().get("/Groups/" + group).json().get("members").findValuesAsString("value"))
                .containsExactly(id);
        assertThat(patchUser(id, "{'op':'Replace','path':'active','value':'True'}")
                        .at("/groups/0/value"))
                .isEqualTo(group);
        assertThat(tenant.explain("ada@contoso.example").at("/state/state").asString())
                .isEqualTo("active");

        assertThat(entra.scim().delete("/Users/" + id).status()).isEqualTo(204);
        assertThat(entra.scim().delete("/Users/" + id).status()).isEqualTo(404);
        assertThat(entra.scim().get("/Users/" + id).status()).isEqualTo(404);
        assertThat(create("ada@contoso.example").id()).isNotEqualTo(id);
    }

    /** Q-P55, Q-P48: a group is created empty with a schema of its own; members come and go one PATCH each. */
    @Test
    void pushesAGroupOneMemberAtATime() {
        Answer created = entra.scim().post("/Groups", body("""
                {'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group',
                  'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
                 'externalId':'8aa1a0c0','displayName':'Sales','meta':{'resourceType':'Group'}}"""));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String group = created.id();
        assertThat(entra.scim()
                        .get("/Groups?excludedAttributes=members&filter=displayName+eq+%22sales%22")
                        .at("/Resources/0/id"))
                .isEqualTo(group);
        List<String> people = List.of(entra.user("a"), entra.user("b"), entra.user("c"));
        for (String person : people) {
            patchGroup(group, "{'op':'Add','path':'members','value':[{'$ref':null,'value':'%s'}]}".formatted(person));
        }
        assertThat(members(group)).containsExactlyInAnyOrderElementsOf(people);
        patchGroup(
                group,
                "{'op':'Remove','path':'members','value':[{'$ref':null,'value':'%s'}]}".formatted(people.get(0)));
        assertThat(members(group)).containsExactlyInAnyOrder(people.get(1), people.get(2));
        patchGroup(
                group,
                "{'op':'Replace','path':'displayName','value':'Sales EMEA'},{'op':'Replace','path':'externalId','value':'x'}");
        assertThat(entra.scim().get("/Groups/" + group).at("/displayName")).isEqualTo("Sales EMEA");
        assertThat(members(group)).hasSize(2);
        assertThat(entra.scim().delete("/Groups/" + group).status()).isEqualTo(204);
    }

    /** With aadOptscim062020: lower case, real booleans, no path, dotted and qualified keys (Q-P42). */
    @Test
    void patchesInTheShapesOfItsFeatureFlag() {
        String id = create("ada@contoso.example").id();
        String path = "/Users/" + id + "?aadOptscim062020";
        Answer answer = entra.scim().patch(path, body(PATCH.formatted("""
                {'op':'replace','value':{'displayName':'Ada','name.givenName':'A','name.familyName':'L','active':false,
                   '%1$s:employeeNumber':'7','%1$s:department':'Math'}},
                {'op':'replace','path':'emails[type eq \\'work\\'].value','value':'f@contoso.example'},
                {'op':'add','value':{'phoneNumbers':[{'type':'work','value':'1'}]}}""".formatted(ENTERPRISE))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("name").toString()).contains("\"givenName\":\"A\"", "\"familyName\":\"L\"");
        assertThat(answer.json().get(ENTERPRISE).toString()).contains("\"employeeNumber\":\"7\"", "Math");
        assertThat(answer.at("/active")).isEqualTo("false");
        assertThat(answer.json().has("name.givenName")).isFalse();

        String group = entra.group("Flagged", id, entra.user("other"));
        patchGroup(group, "{'op':'remove','path':'members[value eq \\'%s\\']'}".formatted(id));
        assertThat(members(group)).hasSize(1).doesNotContain(id);
        patchGroup(group, "{'op':'add','path':'members','value':[{'value':'%s'}]}".formatted(id));
        assertThat(members(group)).hasSize(2);
    }

    /** The tests of its validator that concern several operations in one request, and deletion. */
    @Test
    void passesItsValidator() {
        String id = create("validator").id();
        assertThat(patchUser(
                                id,
                                "{'op':'remove','path':'displayName'},{'op':'add','path':'title','value':'a'},{'op':'replace','path':'nickName','value':'b'}")
                        .json()
                        .toString())
                .contains("\"title\":\"a\"", "\"nickName\":\"b\"")
                .doesNotContain("displayName");
        assertThat(patchUser(
                                id,
                                "{'op':'add','path':'title','value':'1'},{'op':'replace','path':'title','value':'2'},{'op':'remove','path':'title'},{'op':'add','path':'title','value':'3'}")
                        .at("/title"))
                .isEqualTo("3");
        assertThat(patchUser(id, "{'op':'replace','path':'userName','value':'validator2'}")
                        .at("/userName"))
                .isEqualTo("validator2");
        assertThat(entra.scim()
                        .delete("/Users/" + UUID.nameUUIDFromBytes(new byte[] {2}))
                        .status())
                .isEqualTo(404);
        assertThat(entra.scim()
                        .delete("/Groups/" + UUID.nameUUIDFromBytes(new byte[] {2}))
                        .status())
                .isEqualTo(404);
    }

    private Answer create(String userName) {
        return entra.scim().post("/Users", body("""
                {'schemas':['urn:ietf:params:scim:schemas:core:2.0:User','%s'],'externalId':'0a21f0f2-%s','userName':'%s',
                 'active':true,'addresses':null,'displayName':'Ada','emails':[{'primary':true,'type':'work','value':'ada@contoso.example'}],
                 'meta':{'resourceType':'User'},'name':{'formatted':'Ada','familyName':null},'roles':[],'title':'',
                 '%1$s':{'employeeNumber':'1','manager':null}}""".formatted(ENTERPRISE, userName, userName)));
    }

    private Answer patchUser(String id, String operations) {
        return entra.scim().patch("/Users/" + id, body(PATCH.formatted(operations)));
    }

    private void patchGroup(String id, String operations) {
        Answer answer = entra.scim().patch("/Groups/" + id, body(PATCH.formatted(operations)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        assertThat(answer.text()).isEmpty();
    }

    private List<String> members(String group) {
        JsonNode found = entra.scim().get("/Groups/" + group).json();
        return found.has("members") ? found.get("members").findValuesAsString("value") : List.of();
    }
}
