package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The lives that two vendors' validators lead users and groups through before they take a service. */
class ValidatorsTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final JsonMapper JSON = new JsonMapper();
    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private TestProvider provider = server.tenant().provider("validator");

    // ---- Okta

    /** The required steps of Okta's specification test, in their order. */
    @ParameterizedTest
    @ValueSource(strings = {"compat", "strict"})
    void ofOktaIsPassed(String dialect) {
        TestTenant tenant = server.tenant();
        provider = tenant.provider("okta");
        tenant.apply("{'providers':[{'name':'okta','organization':{'fixed':'Default'},'dialect':'" + dialect + "'}]}");
        Answer created = provider.scim().post("/Users", oktaUser("first"));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertEchoed(JSON.readTree(oktaUser("first")), created.json());

        JsonNode page = provider.scim().get("/Users?count=1&startIndex=1").json();
        assertThat(page.at("/schemas/0").asString()).endsWith(":ListResponse");
        assertThat(List.of(page.get("itemsPerPage"), page.get("startIndex"), page.get("totalResults")))
                .allMatch(JsonNode::isInt);
        JsonNode user = page.at("/Resources/0");
        for (String place :
                List.of("/id", "/name/familyName", "/name/givenName", "/userName", "/active", "/emails/0/value")) {
            assertThat(user.at(place).asString()).as(place).isNotEmpty();
        }
        assertThat(provider.scim().get("/Users/" + created.id()).json()).isEqualTo(user);
        JsonNode nobody = provider.find("Users", "userName eq \"abcdefgh@example.com\"");
        assertThat(nobody.get("totalResults").asInt()).isZero();
        assertThat(nobody.get("Resources")).isEmpty();
        assertError(404, provider.scim().get("/Users/010101001010101011001010101011"));

        Answer second = provider.scim().post("/Users", oktaUser("second"));
        assertThat(provider.scim().get("/Users/" + second.id()).json()).isEqualTo(second.json());
        assertError(409, provider.scim().post("/Users", oktaUser("Second")));
        assertThat(provider.scim().get("/Groups").status()).isEqualTo(200);

        Answer put = provider.scim().put("/Users/" + second.id(), second.text().replace("\"Test\"", "\"Put\""));
        assertThat(put.at("/name/givenName")).isEqualTo("Put");
        assertThat(provider.setActive(second.id(), false).at("/active")).isEqualTo("false");
        assertThat(provider.find("Users", "userName eq \"second\"")
                        .at("/Resources/0/active")
                        .asBoolean(true))
                .isFalse();
        assertThat(provider.setActive(second.id(), true).at("/active")).isEqualTo("true");
        assertError(401, provider.scim().get("/Users", "Authorization", "non-token"));
    }

    private static String oktaUser(String userName) {
        return body("""
                {'schemas':['%s'],'userName':'%s','name':{'givenName':'Test','familyName':'User'},
                 'emails':[{'primary':true,'value':'%2$s@example.com','type':'work'}],'displayName':'Test User',
                 'locale':'en-US','externalId':'00u-%2$s','active':true}""".formatted(CORE, userName));
    }

    private static void assertError(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.at("/schemas/0")).isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
        assertThat(answer.at("/status")).isEqualTo(Integer.toString(status));
        assertThat(answer.at("/detail")).isNotBlank();
    }

    private static void assertEchoed(JsonNode sent, JsonNode answered) {
        sent.properties()
                .forEach(one ->
                        assertThat(answered.get(one.getKey())).as(one.getKey()).isEqualTo(one.getValue()));
    }

    // ---- Entra ID

    /** It takes {@code /Schemas} literally: it sends whatever is there, and expects to read it back (Q-P25, Q-P80, Q-P81). */
    @Test
    void whatTheSchemasNameIsEchoedWhateverItIs() {
        ObjectNode sent = filled(schema(CORE), "1");
        sent.set(ENTERPRISE, filled(schema(ENTERPRISE), "1"));
        sent.putArray("schemas").add(CORE).add(ENTERPRISE);
        assertThat(sent.propertyNames()).contains("emails", "addresses", "photos", "x509Certificates", "timezone");

        Answer created = provider.scim().post("/Users", sent.toString());
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertEchoed(sent, created.json());
        assertThat(provider.scim().get("/Users/" + created.id()).json()).isEqualTo(created.json());
        assertThat(provider.scim()
                        .put("/Users/" + created.id(), sent.toString())
                        .json())
                .isEqualTo(created.json());
    }

    /** One operation for each attribute and part, on whoever has values and on whoever has none (Q-P44). */
    @Test
    void everyAttributeIsReplacedWhetherOrNotThereIsAValue() {
        ObjectNode full = filled(schema(CORE), "1");
        full.putArray("schemas").add(CORE);
        ObjectNode wanted = filled(schema(CORE), "2").put("userName", "replaced");
        String operations = String.join(",", operations(wanted, ""));
        for (String userName : List.of("full", "bare")) {
            full.put("userName", userName);
            String id = userName.equals("full")
                    ? provider.scim().post("/Users", full.toString()).id()
                    : provider.user(userName);
            Answer patched = provider.patchUser(id, operations);
            assertThat(patched.status()).as(patched.text()).isEqualTo(200);
            JsonNode read = provider.scim().get("/Users/" + id).json();
            assertEchoed(wanted, read);
            assertThat(provider.scim().delete("/Users/" + id).status()).isEqualTo(204);
            assertError(404, provider.scim().get("/Users/" + id));
            assertError(404, provider.scim().delete("/Users/" + id));
        }
    }

    private JsonNode schema(String urn) {
        return provider.scim().get("/Schemas/" + urn).json().get("attributes");
    }

    /** A value for each attribute that can be written and is answered. */
    private static ObjectNode filled(JsonNode attributes, String mark) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (JsonNode attribute : attributes) {
            boolean echoed = !attribute.at("/mutability").asString().matches("readOnly|writeOnly")
                    && !attribute.at("/returned").asString().equals("never");
            if (echoed) {
                JsonNode one = value(attribute, mark);
                boolean many = attribute.get("multiValued").asBoolean();
                object.set(
                        attribute.get("name").asString(),
                        many ? JSON.createArrayNode().add(one) : one);
            }
        }
        return object;
    }

    private static JsonNode value(JsonNode attribute, String mark) {
        String name = attribute.get("name").asString();
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (attribute.get("type").asString()) {
            case "complex" -> filled(attribute.get("subAttributes"), mark);
            case "boolean" -> json.booleanNode(true);
            case "reference" -> json.stringNode("https://example.com/" + name + "/" + mark);
            case "binary" -> json.stringNode(mark.equals("1") ? "YQ==" : "Yg==");
            default -> name.equals("type") ? json.stringNode(kind(attribute)) : json.stringNode(name + mark);
        };
    }

    private static String kind(JsonNode type) {
        return type.has("canonicalValues") ? type.at("/canonicalValues/0").asString() : "work";
    }

    private static List<String> operations(JsonNode wanted, String before) {
        return wanted.properties().stream()
                .flatMap(one -> operations(before + one.getKey(), one))
                .toList();
    }

    private static Stream<String> operations(String path, Map.Entry<String, JsonNode> one) {
        JsonNode value = one.getValue();
        if (value.isArray()) {
            ObjectNode element = (ObjectNode) value.get(0).deepCopy();
            String type = element.remove("type").asString();
            return operations(element, "%s[type eq \\'%s\\'].".formatted(path, type)).stream();
        }
        if (value.isObject()) {
            return operations(value, path + ".").stream();
        }
        return Stream.of("{'op':'Replace','path':'%s','value':%s}".formatted(path, value));
    }

    @Test
    void aManagerIsSetChangedAndTakenAway() {
        String boss = provider.user("boss");
        Answer created = provider.scim().post("/Users", body("""
                {'schemas':['%s','%s'],'userName':'ada','externalId':'e-1','active':true,
                 'emails':[{'type':'work','value':'ada@contoso.example'},{'type':'home','value':'a@home.example'}],
                 '%2$s':{'manager':{'value':'%s'}}}""".formatted(CORE, ENTERPRISE, boss)));
        assertThat(created.json().get(ENTERPRISE).at("/manager/value").asString())
                .isEqualTo(boss);
        for (String filter : List.of(
                "externalId eq \"e-1\"",
                "emails[type eq \"work\"].value eq \"ADA@contoso.example\"",
                "emails[type eq \"work\" and value co \"contoso\"]",
                "id eq \"%s\" and %s:manager.value eq \"%s\"".formatted(created.id(), ENTERPRISE, boss))) {
            assertThat(provider.find("Users", filter).at("/Resources/0/id").asString())
                    .as(filter)
                    .isEqualTo(created.id());
        }
        assertThat(provider.find("Users", "emails[type eq \"home\" and value co \"contoso\"]")
                        .get("totalResults")
                        .asInt())
                .isZero();
        String path = ENTERPRISE + ":manager";
        provider.patchUser(created.id(), "{'op':'Replace','path':'%s','value':'other'}".formatted(path));
        assertThat(manager(created.id())).isEqualTo("other");
        provider.patchUser(created.id(), "{'op':'Remove','path':'%s'}".formatted(path));
        assertThat(manager(created.id())).isEmpty();
    }

    private String manager(String user) {
        return provider.scim()
                .get("/Users/" + user)
                .json()
                .path(ENTERPRISE)
                .at("/manager/value")
                .asString("");
    }

    @Test
    void aGroupTakesMembersInEveryForm() {
        String a = provider.user("a");
        String b = provider.user("b");
        String group = provider.group("Sales");
        assertError(409, provider.scim().post("/Groups", body("{'displayName':'SALES'}")));
        assertThat(provider.scim()
                        .get("/Groups?excludedAttributes=members&filter=displayName+eq+%22sales%22")
                        .at("/Resources/0/id"))
                .isEqualTo(group);
        String[][] steps = {
            {"{'op':'Add','path':'members','value':[{'$ref':null,'value':'<a>'}]}", "A"},
            {"{'op':'Add','path':'members','value':[{'value':'<a>'},{'value':'<b>'}]}", "AB"},
            {"{'op':'Remove','path':'members[value eq \\'<a>\\']'}", "B"},
            {"{'op':'Add','path':'members','value':'<a>'}", "AB"},
            {"{'op':'Remove','path':'members','value':[{'value':'<b>'}]}", "A"},
            {"{'op':'add','value':{'members':[{'value':'<b>'}]}}", "AB"},
            {"{'op':'Replace','path':'members','value':[{'value':'<b>'}]}", "B"},
            {"{'op':'Remove','path':'members'}", ""},
            {"{'op':'Add','path':'members','value':{'value':'<a>'}}", "A"},
            {"{'op':'Remove','path':'members[value eq \\'<b>\\']'}", "A"},
            {
                "{'op':'Replace','path':'displayName','value':'Sold'},{'op':'Remove','path':'members','value':[{'value':'<a>'}]}",
                ""
            },
        };
        for (String[] step : steps) {
            Answer answer = provider.patchGroup(group, step[0].replace("<a>", a).replace("<b>", b));
            assertThat(answer.status()).as(step[0] + answer.text()).isEqualTo(204);
            assertThat(members(group))
                    .as(step[0])
                    .isEqualTo(sorted(step[1].replace("A", a + " ").replace("B", b)));
        }
        assertThat(provider.scim().get("/Groups/" + group).at("/displayName")).isEqualTo("Sold");
        assertThat(provider.scim().delete("/Groups/" + group).status()).isEqualTo(204);
        assertError(404, provider.scim().delete("/Groups/" + group));
    }

    private List<String> members(String group) {
        JsonNode members = provider.scim().get("/Groups/" + group).json().path("members");
        List<String> ids = new ArrayList<>(members.findValuesAsString("value"));
        ids.sort(null);
        return ids;
    }

    private static List<String> sorted(String ids) {
        return Stream.of(ids.strip().split(" "))
                .filter(id -> !id.isEmpty())
                .sorted()
                .toList();
    }
}
