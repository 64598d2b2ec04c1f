package org.rollcall.server.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.app.App;
import org.rollcall.server.db.Faults;
import org.rollcall.server.testing.AtOnce;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** Schema extensions that an administrator defines in the configuration: in force for one tenant, and only by data. */
class TenantSchemasTest {

    private static final String URN = "urn:example:params:scim:schemas:extension:hr:2.0:User";
    private static final String TEAM = "urn:example:params:scim:schemas:extension:team:2.0:Group";

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aTenant() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
    }

    /** The extension of users with these attributes. */
    private static String schema(String attributes) {
        return "{'id':'%s','name':'HR','description':'Of HR','resourceType':'User','attributes':[%s]}"
                .formatted(URN, attributes);
    }

    private JsonNode define(String attributes) {
        return tenant.apply("{'schemas':[%s]}".formatted(schema(attributes)));
    }

    private Answer user(String name, String hr) {
        return okta.scim().post("/Users", body("{'userName':'%s','%s':{%s}}".formatted(name, URN, hr)));
    }

    private Answer find(String filter) {
        return okta.scim().get("/Users?filter=" + URLEncoder.encode(URN + filter, StandardCharsets.UTF_8));
    }

    private List<String> found(String filter) {
        Answer answer = find(filter);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("Resources").findValuesAsString("userName");
    }

    // ---- defining

    @Test
    void isPublishedToTheProvidersOfItsTenantOnly() {
        tenant.apply(
                "{'schemas':[%s,{'id':'%s','resourceType':'Group','required':true,'attributes':[{'name':'colour'}]}]}"
                        .formatted(schema("{'name':'badge','type':'string','description':'Badge'}"), TEAM));
        Answer published = okta.scim().get("/Schemas/" + URN);
        assertThat(published.at("/name")).isEqualTo("HR");
        assertThat(published.at("/attributes/0/name")).isEqualTo("badge");
        assertThat(okta.scim()
                        .get("/ResourceTypes/User")
                        .json()
                        .get("schemaExtensions")
                        .toString())
                .contains("{\"schema\":\"%s\",\"required\":false}".formatted(URN));
        assertThat(okta.scim()
                        .get("/ResourceTypes/Group")
                        .json()
                        .get("schemaExtensions")
                        .toString())
                .contains("{\"schema\":\"%s\",\"required\":true}".formatted(TEAM));
        TestProvider stranger = server.tenant().provider("okta");
        assertThat(stranger.scim().get("/Schemas/" + URN).status()).isEqualTo(404);
        assertThat(stranger.scim().get("/Schemas").text()).doesNotContain(URN);
    }

    @Test
    void isAComparedSectionThatIsLeftAloneWhenAbsent() {
        JsonNode first = define(
                "{'name':'badge'},{'name':'desk','type':'complex','subAttributes':[{'name':'floor','type':'integer'}]}");
        assertThat(first.get("changes").findValuesAsString("path"))
                .containsExactly(
                        "schemas/" + URN,
                        "schemas/" + URN + "/badge",
                        "schemas/" + URN + "/desk",
                        "schemas/" + URN + "/desk.floor");
        assertThat(tenant.apply("{}").get("changes").size()).isZero();
        assertThat(okta.scim().get("/Schemas/" + URN).status()).isEqualTo(200);
        JsonNode read = tenant.admin().get("/api/v1/configuration").json();
        assertThat(tenant.apply("{'schemas':%s}".formatted(read.get("schemas")))
                        .get("changes")
                        .size())
                .isZero();
        JsonNode second = define(
                "{'name':'badge','uniqueness':'server'},{'name':'desk','type':'complex','subAttributes':[{'name':'floor','type':'integer'}]}");
        assertThat(second.get("changes").toString())
                .contains("unique on the server")
                .doesNotContain("desk");
        JsonNode none = tenant.apply("{'schemas':[]}");
        assertThat(none.at("/changes/0/op").asString()).isEqualTo("remove");
        assertThat(okta.scim().get("/Schemas/" + URN).status()).isEqualTo(404);
        assertThat(tenant.log("configuration changed").toString()).contains("schemas/" + URN + "/badge");
    }

    @Test
    void isRefusedWithAPointerToWhatIsWrong() {
        problem(
                "{'schemas':[{'id':'urn:ietf:params:scim:schemas:core:2.0:User','resourceType':'User','attributes':[{'name':'a'}]}]}",
                "/schemas/0/id",
                "cannot be defined again");
        problem(
                "{'schemas':[{'id':'URN:ietf:params:scim:schemas:extension:enterprise:2.0:user','resourceType':'User','attributes':[{'name':'a'}]}]}",
                "/schemas/0/id",
                "already");
        problem(
                "{'schemas':[{'id':'%1$s:more','resourceType':'User','attributes':[{'name':'a'}]},{'id':'%1$s','resourceType':'User','attributes':[{'name':'a'}]}]}"
                        .formatted(URN),
                "/schemas/1/id",
                "mistaken");
        problem(
                "{'schemas':[{'id':'%s','resourceType':'Printer','attributes':[{'name':'a'}]}]}".formatted(URN),
                "/schemas/0/resourceType",
                "User or Group");
        problem(
                "{'schemas':[{'id':'%s','resourceType':'User','attributes':[]}]}".formatted(URN),
                "/schemas/0/attributes",
                "not be empty");
        attributeProblem("{'name':'a','typ':'string'}", "/0/typ", "unknown key");
        attributeProblem("{'name':'a b'}", "/0", "needs a name");
        attributeProblem("{'name':'a','type':'text'}", "/0", "type cannot be");
        attributeProblem("{'name':'a'},{'name':'A'}", "/1", "defined twice");
        attributeProblem(
                "{'name':'a','type':'complex','subAttributes':[{'name':'b','type':'complex','subAttributes':[{'name':'c'}]}]}",
                "/0/subAttributes/0/subAttributes",
                "no sub-attributes");
        attributeProblem("{'name':'a','uniqueness':'global'}", "/0", "write server");
        attributeProblem("{'name':'a','type':'boolean','uniqueness':'server'}", "/0", "neither uniqueness");
        attributeProblem("{'name':'a','mutability':'writeOnly'}", "/0", "returned: never");
        attributeProblem("{'name':'a','returned':'never','required':true}", "/0", "not kept");
        attributeProblem("{'name':'a','mutability':'readOnly','required':true}", "/0", "cannot be required");
        attributeProblem("{'name':'password'}", "/0", "password");
    }

    private void attributeProblem(String attributes, String pointer, String words) {
        problem("{'schemas':[%s]}".formatted(schema(attributes)), "/schemas/0/attributes" + pointer, words);
    }

    private void problem(String configuration, String pointer, String words) {
        Answer refused = server.unchangedBy(() -> tenant.admin().put("/api/v1/configuration", body(configuration)));
        assertThat(refused.status()).as(configuration).isEqualTo(400);
        assertThat(refused.json().toString()).as(configuration).contains("\"" + pointer + "\"", words);
    }

    // ---- meaning

    @Test
    void isReadFilteredPatchedSortedAndProjectedByItsTypes() {
        define(
                "{'name':'grade','type':'integer'},{'name':'note','returned':'request'},{'name':'pin','mutability':'writeOnly','returned':'never'},"
                        + "{'name':'number','mutability':'immutable'},{'name':'rank','mutability':'readOnly'},{'name':'tags','multiValued':true}");
        Answer ana = user("ana", "'GRADE':3,'note':'n','pin':'1','number':'7','rank':'x','tags':['a'],'other':1");
        assertThat(ana.status()).as(ana.text()).isEqualTo(201);
        assertThat(ana.json().get(URN).toString())
                .isEqualTo("{\"grade\":3,\"note\":\"n\",\"number\":\"7\",\"tags\":[\"a\"]}");
        user("ben", "'grade':10");
        assertThat(found(":grade gt 3")).containsExactly("ben");
        assertThat(okta.scim()
                        .get("/Users?sortOrder=descending&sortBy=" + URN + ":grade")
                        .json()
                        .get("Resources")
                        .findValuesAsString("userName"))
                .containsExactly("ben", "ana");
        assertThat(okta.scim().get("/Users/" + ana.id()).json().get(URN).toString())
                .doesNotContain("note", "pin");
        assertThat(okta.scim()
                        .get("/Users/" + ana.id() + "?attributes=" + URN + ":note")
                        .json()
                        .get(URN)
                        .toString())
                .isEqualTo("{\"note\":\"n\"}");
        assertThat(okta.patchUser(ana.id(), "{'op':'replace','path':'%s:number','value':'8'}".formatted(URN))
                        .at("/scimType"))
                .isEqualTo("mutability");
        assertThat(user("eve", "'grade':'high'").at("/scimType")).isEqualTo("invalidValue");
        assertThat(find(":pin eq \"1\"").at("/scimType")).isEqualTo("invalidFilter");
    }

    @Test
    void whatIsReturnedOnRequestIsAnsweredToTheWriteThatSetsItA064() {
        define("{'name':'note','returned':'request'},{'name':'grade','type':'integer'}");
        String id = user("ana", "'note':'one'").id();
        Answer other = okta.patchUser(id, "{'op':'add','path':'%s:grade','value':1}".formatted(URN));
        assertThat(other.json().get(URN).toString()).isEqualTo("{\"grade\":1}");
        Answer set = okta.patchUser(id, "{'op':'replace','path':'%s:note','value':'two'}".formatted(URN));
        assertThat(set.at("/" + URN + "/note")).isEqualTo("two");
        Answer put = okta.scim().put("/Users/" + id, body("{'userName':'ana','%s':{'note':'three'}}".formatted(URN)));
        assertThat(put.at("/" + URN + "/note")).isEqualTo("three");
    }

    @Test
    void whatIsRequiredIsNeededWhereTheExtensionIsAndEverywhereOnceItIsRequired() {
        define("{'name':'badge','required':true},{'name':'grade','type':'integer'}");
        assertThat(user("ana", "'grade':1").at("/scimType")).isEqualTo("invalidValue");
        String id = user("ana", "'badge':'1'").id();
        assertThat(okta.patchUser(id, "{'op':'remove','path':'%s:badge'}".formatted(URN))
                        .status())
                .isEqualTo(400);
        okta.user("without");
        tenant.apply("{'schemas':[%s]}"
                .formatted(schema("{'name':'badge','required':true}")
                        .replace("'resourceType'", "'required':true,'resourceType'")));
        Answer refused = okta.scim().post("/Users", body("{'userName':'more'}"));
        assertThat(refused.at("/detail")).contains(URN + ":badge", "required");
    }

    // ---- unique

    @Test
    void aUniqueValueBelongsToOneUserOfItsProvider() {
        define(
                "{'name':'badge','uniqueness':'server'},{'name':'keys','type':'complex','multiValued':true,'subAttributes':["
                        + "{'name':'value','type':'integer','uniqueness':'server'},{'name':'type'}]}");
        Answer ana = user("ana", "'badge':'B1','keys':[{'value':1},{'value':2}]");
        assertThat(ana.status()).as(ana.text()).isEqualTo(201);
        Answer taken = user("ben", "'badge':'b1'");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.at("/scimType")).isEqualTo("uniqueness");
        assertThat(taken.at("/detail")).contains(URN + ":badge");
        assertThat(user("ben", "'keys':[{'value':2,'type':'x'}]").status()).isEqualTo(409);
        String ben = user("ben", "'badge':'b2'").id();
        assertThat(okta.patchUser(ben, "{'op':'replace','path':'%s:badge','value':'B1'}".formatted(URN))
                        .status())
                .isEqualTo(409);
        okta.patchUser(ana.id(), "{'op':'replace','path':'%s:badge','value':'B3'}".formatted(URN));
        assertThat(okta.patchUser(ben, "{'op':'replace','path':'%s:badge','value':'B1'}".formatted(URN))
                        .status())
                .isEqualTo(200);
        okta.scim().delete("/Users/" + ben);
        assertThat(user("eve", "'badge':'B1'").status()).isEqualTo(201);
        assertThat(tenant.act(ben, "restore", "{'reason':'mistake'}").status()).isEqualTo(409);
        TestProvider entra = tenant.provider("entra");
        assertThat(entra.scim()
                        .post("/Users", body("{'userName':'far','%s':{'badge':'B1'}}".formatted(URN)))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void ofTwentyWhoWantTheSameUniqueValueAtOnceOneGetsIt() {
        define("{'name':'badge','uniqueness':'server'}");
        List<Callable<Integer>> posts = IntStream.range(0, 20)
                .<Callable<Integer>>mapToObj(
                        i -> () -> user("user" + i, "'badge':'same'").status())
                .toList();
        List<Integer> answers = AtOnce.run(posts);
        assertThat(answers).containsOnly(201, 409);
        assertThat(answers.stream().filter(status -> status == 201)).hasSize(1);
        assertThat(found(":badge eq \"same\"")).hasSize(1);
    }

    @Test
    void valuesThatAreThereTwiceCannotBecomeUniqueAndOthersAreClaimed() {
        user("ana", "'badge':'1'");
        String ben = user("ben", "'badge':'1'").id();
        Answer refused = tenant.admin()
                .put(
                        "/api/v1/configuration",
                        body("{'schemas':[%s]}".formatted(schema("{'name':'badge','uniqueness':'server'}"))));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("badge cannot be unique", ben);
        okta.patchUser(ben, "{'op':'replace','path':'%s:badge','value':'2'}".formatted(URN));
        define("{'name':'badge','uniqueness':'server'}");
        assertThat(user("eve", "'badge':'2'").status()).isEqualTo(409);
        define("{'name':'badge'}");
        assertThat(user("eve", "'badge':'2'").status()).isEqualTo(201);
    }

    // ---- change of definitions

    @Test
    void whatWasStoredBeforeAndDoesNotFitIsKeptAndCountsAsNoValue() {
        Answer odd = user(
                "odd",
                "'grade':'high','since':'2026-02-31T00:00:00Z','tags':'one','keys':'none','desk':[1],'number':{'a':1},'more':true");
        assertThat(odd.status()).isEqualTo(201);
        define(
                "{'name':'grade','type':'integer'},{'name':'since','type':'dateTime'},{'name':'tags','multiValued':true},"
                        + "{'name':'keys','type':'complex','multiValued':true,'subAttributes':[{'name':'value'},{'name':'type'}]},"
                        + "{'name':'desk','type':'complex','subAttributes':[{'name':'floor','type':'integer'}]},{'name':'number','mutability':'immutable'}");
        user("even", "'grade':1,'since':'2026-01-01T00:00:00Z'");
        assertThat(okta.scim().get("/Users/" + odd.id()).json().get(URN).toString())
                .contains("high", "more");
        assertThat(found(":grade gt 0")).containsExactly("even");
        assertThat(found(":since gt \"2020-01-01T00:00:00Z\"")).containsExactly("even");
        assertThat(found(":tags eq \"one\"")).containsExactly("odd");
        assertThat(found(":keys[type eq \"x\"]")).isEmpty();
        assertThat(found(":keys.value pr")).isEmpty();
        assertThat(found(":desk.floor eq 1")).isEmpty();
        for (String by : List.of("grade", "since", "tags", "keys", "desk.floor", "number")) {
            assertThat(okta.scim().get("/Users?sortBy=" + URN + ":" + by).status())
                    .as(by)
                    .isEqualTo(200);
        }
        Answer patched = okta.patchUser(
                odd.id(),
                "{'op':'replace','path':'%1$s:grade','value':5},{'op':'add','path':'%1$s:tags','value':['two']},{'op':'add','path':'%1$s:keys','value':[{'value':'k'}]}"
                        .formatted(URN));
        assertThat(patched.status()).as(patched.text()).isEqualTo(200);
        assertThat(patched.json().get(URN).toString()).contains("\"grade\":5", "[\"one\",\"two\"]");
        assertThat(found(":grade eq 5")).containsExactly("odd");
    }

    @Test
    void whatWasDefinedIsDataAgainWhenTheDefinitionGoes() {
        define("{'name':'badge','uniqueness':'server'}");
        String id = user("ana", "'badge':'1'").id();
        tenant.apply("{'schemas':[]}");
        assertThat(okta.scim().get("/Users/" + id).at("/" + URN + "/badge")).isEqualTo("1");
        assertThat(user("ben", "'badge':'1','anything':[1]").status()).isEqualTo(201);
        assertThat(find(":badge eq \"1\"").at("/scimType")).isEqualTo("invalidFilter");
        assertThat(server.count("select count(*) from unique_value where tenant_id = '%s'"
                        .formatted(tenant.id().value())))
                .isZero();
    }

    @Test
    void aChangeIsInForceOnEveryNodeWithTheNextRequest() {
        App second = server.anotherNode(Faults.NONE);
        TestProvider there = okta.at(second.url());
        for (int i = 0; i < 5; i++) {
            define("{'name':'badge%d','type':'integer'}".formatted(i));
            assertThat(there.scim().get("/Schemas/" + URN).at("/attributes/0/name"))
                    .isEqualTo("badge" + i);
            Answer wrong =
                    there.scim().post("/Users", body("{'userName':'u%d','%s':{'badge%d':'x'}}".formatted(i, URN, i)));
            assertThat(wrong.at("/scimType")).isEqualTo("invalidValue");
            String filter = URLEncoder.encode("%s:badge%d eq 1".formatted(URN, i), StandardCharsets.UTF_8);
            assertThat(there.scim().get("/Users?filter=" + filter).status()).isEqualTo(200);
        }
    }
}
