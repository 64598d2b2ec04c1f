package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.scim.schema.Schema;
import org.rollcall.scim.schema.SchemaReader;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.db.Faults;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import tools.jackson.databind.JsonNode;

/**
 * A schema that arrives as data is all it takes: no code, no table and no index knows of it, and yet it is read, stored,
 * filtered, patched, projected and published.
 */
class CustomSchemaTest {

    private static final String URN = "urn:example:params:scim:schemas:desk:1.0:User";
    private static final String TEAM = "urn:example:params:scim:schemas:team:1.0:Group";
    private static final Schema DESK = schema("""
            {'id':'%s','name':'Desk','description':'Where a user sits','attributes':[
              {'name':'floor','type':'integer','description':'Floor'},
              {'name':'height','type':'decimal','description':'Metres'},
              {'name':'reserved','type':'boolean','description':'Reserved'},
              {'name':'since','type':'dateTime','description':'Since when'},
              {'name':'plan','type':'reference','referenceTypes':['external'],'description':'Plan'},
              {'name':'badge','type':'binary','description':'Badge'},
              {'name':'code','type':'string','caseExact':true,'description':'Code'},
              {'name':'number','type':'string','mutability':'immutable','description':'Set once'},
              {'name':'pin','type':'string','mutability':'writeOnly','returned':'never','description':'Secret'},
              {'name':'note','type':'string','returned':'request','description':'On request'},
              {'name':'tags','type':'string','multiValued':true,'description':'Tags'},
              {'name':'keys','type':'complex','multiValued':true,'description':'Keys','subAttributes':[
                {'name':'value','type':'string','description':'Key'},{'name':'type','type':'string','description':'Kind'},
                {'name':'copies','type':'integer','description':'How many'},
                {'name':'primary','type':'boolean','description':'First'}]}]}""".formatted(URN));

    @RegisterExtension
    static final RunningServer server = new RunningServer(
            Schemas.standard()
                    .withExtension("User", DESK, false)
                    .withExtension(
                            "Group",
                            schema(
                                    "{'id':'%s','name':'Team','description':'Team','attributes':[{'name':'colour','type':'string','description':'Colour'}]}"
                                            .formatted(TEAM)),
                            false),
            Faults.NONE);

    private static final Map<String, String> names = new HashMap<>();
    private static TestProvider okta;

    @BeforeAll
    static void peopleAtDesks() {
        okta = server.tenant().provider("okta");
        user(
                "ana",
                "'floor':3,'height':1.25,'reserved':true,'since':'2026-01-31T12:00:00+02:00','code':'Ab',"
                        + "'tags':['red','Blue'],'keys':[{'value':'k1','type':'drawer','copies':2},{'value':'k2','type':'door','primary':true}]");
        user(
                "ben",
                "'floor':-1,'height':0.5,'reserved':false,'since':'2025-06-01T00:00:00Z','code':'ab','tags':['green']");
        user("eve", "'plan':'https://plans.example/1','badge':'AAEC'");
        names.put(okta.user("guest"), "guest");
    }

    private static String user(String name, String desk) {
        Answer answer = okta.scim().post("/Users", body("{'userName':'%s','%s':{%s}}".formatted(name, URN, desk)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        names.put(answer.id(), name);
        return answer.id();
    }

    // ---- published

    @Test
    void isListedAmongSchemasAndResourceTypes() {
        Answer published = okta.scim().get("/Schemas/" + URN);
        assertThat(published.at("/name")).isEqualTo("Desk");
        assertThat(published.at("/attributes/0/name")).isEqualTo("floor");
        assertThat(published.at("/attributes/0/type")).isEqualTo("integer");
        assertThat(okta.scim().get("/Schemas").json().findValuesAsString("id")).contains(URN, TEAM);
        assertThat(okta.scim()
                        .get("/ResourceTypes/User")
                        .json()
                        .get("schemaExtensions")
                        .findValuesAsString("schema"))
                .containsExactly(Schemas.ENTERPRISE_USER, URN);
        assertThat(okta.scim()
                        .get("/ResourceTypes/Group")
                        .json()
                        .get("schemaExtensions")
                        .findValuesAsString("schema"))
                .containsExactly(TEAM);
    }

    // ---- read and stored

    @Test
    void isReadInItsTypesAndInCanonicalNames() {
        Answer created = okta.scim()
                .post(
                        "/Users",
                        body(
                                "{'userName':'typed','%s':{'FLOOR':7,'Reserved':'True','keys':{'VALUE':'k'},'tags':'one','unknown':1,'pin':'1234'}}"
                                        .formatted(URN.toUpperCase(java.util.Locale.ROOT))));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        JsonNode desk = okta.scim().get("/Users/" + created.id()).json().get(URN);
        assertThat(desk.toString())
                .contains("\"floor\":7", "\"reserved\":true", "\"keys\":[{\"value\":\"k\"}]", "\"tags\":[\"one\"]")
                .doesNotContain("unknown", "pin", "1234");
        assertThat(okta.scim()
                        .get("/Users/" + created.id())
                        .json()
                        .get("schemas")
                        .toString())
                .contains(URN);
        okta.scim().delete("/Users/" + created.id());
    }

    @Test
    void ofAWrongTypeIsRefused() {
        server.unchangedBy(() -> {
            for (String wrong : List.of(
                    "'floor':'3'",
                    "'floor':1.5",
                    "'floor':true",
                    "'height':'x'",
                    "'reserved':'maybe'",
                    "'since':'yesterday'",
                    "'since':'2026-01-31'",
                    "'since':1",
                    "'badge':'***'",
                    "'tags':[1]",
                    "'keys':[{'copies':'x'}]",
                    "'code':['a','b']",
                    "'since':'0000-01-01T00:00:00Z'",
                    "'since':'2026-01-01T00:00:00+18:00'",
                    "'since':'2026-01-01T24:00:00Z'",
                    "'since':'2026-06-30T23:59:60Z'",
                    "'since':'+12026-01-01T00:00:00Z'",
                    "'keys':[{'value':'a','primary':true},{'value':'b','primary':true}]")) {
                Answer answer =
                        okta.scim().post("/Users", body("{'userName':'wrong','%s':{%s}}".formatted(URN, wrong)));
                assertThat(answer.status()).as(wrong).isEqualTo(400);
                assertThat(answer.at("/scimType")).as(wrong).isEqualTo("invalidValue");
            }
            return true;
        });
    }

    // ---- filtered

    @Test
    void isFilteredByItsTypes() {
        users(":floor eq 3", "ana");
        users(":floor gt -1", "ana");
        users(":floor le 3.0", "ana", "ben");
        users(":floor ne 3", "ben", "eve", "guest");
        users(":floor pr", "ana", "ben");
        users(":height ge 0.50", "ana", "ben");
        users(":height lt 1.25", "ben");
        users(":reserved eq true", "ana");
        users(":reserved eq \"False\"", "ben");
        users(":reserved ne true", "ben", "eve", "guest");
        users(":since eq \"2026-01-31T10:00:00Z\"", "ana");
        users(":since lt \"2026-01-31T12:00:00+03:00\"", "ben");
        users(":since gt \"0001-01-01T00:00:00Z\"", "ana", "ben");
        users(":code eq \"Ab\"", "ana");
        users(":code eq \"AB\"");
        users(":plan sw \"https://plans\"", "eve");
        users(":badge eq \"AAEC\"", "eve");
        users(":tags eq \"BLUE\"", "ana");
        users(":tags co \"re\"", "ana", "ben");
        users(":tags pr", "ana", "ben");
        users(":tags[value eq \"blue\"]", "ana");
        users(":tags[value sw \"g\" or value sw \"r\"]", "ana", "ben");
        users(":keys[type eq \"drawer\" and copies ge 2]", "ana");
        users(":keys[type eq \"door\" and copies ge 2]");
        users(":keys.copies eq 2", "ana");
        users(":keys.primary eq true", "ana");
        users(":keys eq \"K1\"", "ana");
        for (String refused : List.of(
                ":pin eq \"1\"",
                ":pin pr",
                ":unknown eq 1",
                ":floor co \"3\"",
                ":floor eq \"x\"",
                ":reserved gt true",
                ":badge gt \"A\"")) {
            assertThat(find(refused).at("/scimType")).as(refused).isEqualTo("invalidFilter");
        }
    }

    // ---- patched

    @Test
    void isPatchedByPathByKeyAndByObject() {
        String id = user("patched", "'floor':1,'tags':['a'],'keys':[{'value':'k1','type':'drawer'}]");
        Answer answer = okta.patchUser(id, """
                {'op':'replace','path':'%1$s:floor','value':2},
                {'op':'Add','path':'%1$s:tags','value':['b']},
                {'op':'replace','path':'%1$s:keys[type eq \\'drawer\\'].value','value':'k9'},
                {'op':'replace','path':'%1$s:keys[type eq \\'door\\'].value','value':'k2'},
                {'op':'add','value':{'%1$s:reserved':'true','%1$s':{'code':'x'}}}""".formatted(URN));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode desk = answer.json().get(URN);
        assertThat(desk.get("floor").asInt()).isEqualTo(2);
        assertThat(desk.get("tags").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(desk.get("keys").findValuesAsString("value")).containsExactly("k9", "k2");
        assertThat(desk.get("reserved").asBoolean()).isTrue();
        assertThat(desk.get("code").asString()).isEqualTo("x");
        assertThat(okta.patchUser(
                                id,
                                "{'op':'remove','path':'%s:keys[value eq \\'k9\\']'},{'op':'remove','path':'%1$s:tags'}"
                                        .formatted(URN))
                        .json()
                        .get(URN)
                        .toString())
                .doesNotContain("k9", "tags");
        JsonNode bare =
                okta.patchUser(id, "{'op':'remove','path':'%s'}".formatted(URN)).json();
        assertThat(bare.has(URN)).isFalse();
        assertThat(bare.get("schemas").toString()).doesNotContain(URN);
        okta.scim().delete("/Users/" + id);
    }

    @Test
    void ofImmutableAttributesIsSetOnce() {
        String id = user("immutable", "'floor':1");
        assertThat(okta.patchUser(id, "{'op':'add','path':'%s:number','value':'1'}".formatted(URN))
                        .status())
                .isEqualTo(200);
        server.unchangedBy(() -> {
            for (String operation : List.of(
                    "{'op':'replace','path':'%s:number','value':'2'}",
                    "{'op':'remove','path':'%s:number'}", "{'op':'remove','path':'%s'}")) {
                assertThat(okta.patchUser(id, operation.formatted(URN)).at("/scimType"))
                        .as(operation)
                        .isEqualTo("mutability");
            }
            assertThat(okta.scim()
                            .put("/Users/" + id, body("{'userName':'immutable','%s':{'number':'2'}}".formatted(URN)))
                            .at("/scimType"))
                    .isEqualTo("mutability");
            return true;
        });
        assertThat(okta.scim()
                        .put("/Users/" + id, body("{'userName':'immutable'}"))
                        .json()
                        .get(URN)
                        .toString())
                .isEqualTo("{\"number\":\"1\"}");
        okta.scim().delete("/Users/" + id);
    }

    // ---- projected

    @Test
    void isProjected() {
        String id = user("shown", "'floor':1,'note':'n','tags':['a'],'pin':'9'");
        assertThat(desk(id, "").toString()).contains("floor", "tags").doesNotContain("note", "pin");
        assertThat(desk(id, "?attributes=" + URN + ":floor").toString()).isEqualTo("{\"floor\":1}");
        assertThat(desk(id, "?attributes=" + URN + ":note").toString()).isEqualTo("{\"note\":\"n\"}");
        assertThat(desk(id, "?attributes=" + URN + ":pin").isMissingNode()).isTrue();
        assertThat(desk(id, "?excludedAttributes=" + URN + ":floor").toString())
                .contains("tags")
                .doesNotContain("floor");
        assertThat(desk(id, "?excludedAttributes=" + URN).isMissingNode()).isTrue();
        okta.scim().delete("/Users/" + id);
    }

    @Test
    void ofGroupsWorksAlike() {
        String group = okta.scim()
                .post("/Groups", body("{'displayName':'Reds','%s':{'colour':'Red'}}".formatted(TEAM)))
                .id();
        String filter = URLEncoder.encode(TEAM + ":colour eq \"RED\"", StandardCharsets.UTF_8);
        assertThat(okta.scim().get("/Groups?filter=" + filter).at("/Resources/0/id"))
                .isEqualTo(group);
        okta.patchGroup(group, "{'op':'replace','path':'%s:colour','value':'Blue'}".formatted(TEAM));
        assertThat(okta.scim().get("/Groups/" + group).json().get(TEAM).toString())
                .isEqualTo("{\"colour\":\"Blue\"}");
        assertThat(okta.scim()
                        .get("/Groups?filter=" + filter)
                        .json()
                        .get("totalResults")
                        .asInt())
                .isZero();
    }

    private static JsonNode desk(String id, String query) {
        return okta.scim().get("/Users/" + id + query).json().path(URN);
    }

    private static Answer find(String filter) {
        return okta.scim().get("/Users?filter=" + URLEncoder.encode(URN + filter, StandardCharsets.UTF_8));
    }

    private static void users(String filter, String... expected) {
        Answer answer = find(filter);
        assertThat(answer.status()).as("%s: %s", filter, answer.text()).isEqualTo(200);
        Set<String> found = new TreeSet<>();
        answer.json()
                .get("Resources")
                .forEach(one -> found.add(names.get(one.get("id").asString())));
        assertThat(found).as(filter).containsExactlyInAnyOrder(expected);
    }

    private static Schema schema(String text) {
        return SchemaReader.read((Json.Obj) JsonReader.parse(body(text), new JsonLimits(16, 16)));
    }
}
