package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import tools.jackson.databind.JsonNode;

/** What is read: one form whatever the request, the parts that are asked for, versions, and discovery. */
class ReadingTest {

    private static final String ENTERPRISE = Schemas.ENTERPRISE_USER;

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static TestProvider okta;
    private static Answer created;
    private static String ana;
    private static String group;

    @BeforeAll
    static void aUserWithEverything() {
        okta = server.tenant().provider("okta");
        created = okta.scim().post("/Users", body("""
                {'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],
                 'userName':'ana','externalId':'x-1','displayName':'Ana','password':'pass',
                 'name':{'givenName':'Ana','familyName':'L','formatted':'Ana L'},
                 'emails':[{'value':'a@x.example','type':'work','primary':true},{'value':'b@x.example','type':'home'}],
                 'phoneNumbers':[{'value':' +49 (0)30 / 123 ','type':'work'}],
                 '%s':{'department':'R&D','manager':{'value':'m'}},'urn:example:desk:1.0:User':{'floor':3}}""".formatted(ENTERPRISE)));
        assertThat(created.status()).isEqualTo(201);
        ana = created.id();
        group = okta.group("Staff", ana, okta.user("ben"));
    }

    // ---- one form (Q-P25, B016, B017)

    @Test
    void aUserHasOneFormWhateverTheRequest() {
        JsonNode read = okta.scim().get("/Users/" + ana).json();
        assertThat(okta.find("Users", "userName eq \"ana\"").at("/Resources/0")).isEqualTo(read);
        assertThat(okta.patchUser(ana, "{'op':'replace','path':'displayName','value':'Ana'}")
                        .json())
                .isEqualTo(read);
        assertThat(okta.scim().put("/Users/" + ana, read.toString()).json()).isEqualTo(read);
        assertThat(withoutGroups(read)).isEqualTo(withoutGroups(created.json()));
        assertThat(strings(created.json().get("schemas")))
                .containsExactlyInAnyOrderElementsOf(strings(read.get("schemas")));
        assertThat(created.header("Location"))
                .isEqualTo(created.at("/meta/location"))
                .isEqualTo(okta.scim().base() + "/Users/" + ana);
        assertThat(created.header("ETag")).isEqualTo(created.at("/meta/version"));
        assertThat(read.at("/phoneNumbers/0/value").asString())
                .as("echoed as sent (Q-P78)")
                .isEqualTo(" +49 (0)30 / 123 ");
        assertThat(read.at("/meta/created").asString())
                .isEqualTo(read.at("/meta/lastModified").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(strings(read.get("schemas")))
                .containsExactlyInAnyOrder(Schemas.USER, ENTERPRISE, "urn:example:desk:1.0:User");
    }

    @Test
    void aGroupHasOneFormWhateverTheRequest() {
        JsonNode read = okta.scim().get("/Groups/" + group).json();
        assertThat(read.get("members")).hasSize(2);
        assertThat(read.at("/members/0/type").asString()).isEqualTo("User");
        assertThat(read.at("/members/0/$ref").asString()).startsWith(okta.scim().base() + "/Users/");
        assertThat(okta.scim().put("/Groups/" + group, read.toString()).json()).isEqualTo(read);
        assertThat(okta.find("Groups", "displayName eq \"Staff\"")
                        .at("/Resources/0")
                        .has("members"))
                .as("a list has no members unless asked")
                .isFalse();
        JsonNode asked =
                okta.scim().get("/Groups?attributes=displayName,members").json().at("/Resources/0");
        assertThat(asked.get("members")).isEqualTo(read.get("members"));
        assertThat(okta.patchGroup(group, "{'op':'replace','path':'displayName','value':'Staff'}")
                        .text())
                .isEmpty();
    }

    /** A010, A046, A050. */
    @Test
    void aReferenceLeadsToWhatItNames() {
        JsonNode member = okta.scim().get("/Groups/" + group).json().at("/members/0");
        assertThat(at(member.get("$ref")).id()).isEqualTo(member.get("value").asString());
        JsonNode groupOf = okta.scim().get("/Users/" + ana).json().at("/groups/0");
        assertThat(at(groupOf.get("$ref")).id()).isEqualTo(group);
        assertThat(groupOf)
                .isEqualTo(json("{'value':'%s','$ref':'%s','display':'Staff','type':'direct'}"
                        .formatted(group, okta.scim().base() + "/Groups/" + group)));
    }

    private static Answer at(JsonNode reference) {
        return new Client(reference.asString(), okta.scim().authorization()).get("");
    }

    /** A027. */
    @Test
    void aChangeMovesTheTimeOfModificationAlone() {
        String user = okta.user("moved");
        JsonNode before = okta.scim().get("/Users/" + user).json().get("meta");
        okta.patchUser(user, "{'op':'add','path':'title','value':'t'}");
        JsonNode after = okta.scim().get("/Users/" + user).json().get("meta");
        assertThat(before.get("lastModified")).isEqualTo(before.get("created"));
        assertThat(after.get("created")).isEqualTo(before.get("created"));
        assertThat(Instant.parse(after.get("lastModified").asString()))
                .isAfter(Instant.parse(before.get("created").asString()));
    }

    // ---- parts (B046 to B049, A062, A063)

    @Test
    void attributesNameWhatIsAnsweredBesideWhatIsAlwaysThere() {
        attributes("userName", "userName");
        attributes("USERNAME", "userName");
        attributes("userName,displayName", "userName", "displayName");
        attributes("userName,,unknown, displayName ", "userName", "displayName");
        attributes("unknown");
        attributes("password");
        attributes("name.givenName", "name");
        attributes("emails.value", "emails");
        attributes("groups", "groups");
        attributes("meta", "meta");
        attributes("meta.version", "meta");
        attributes("urn:ietf:params:scim:schemas:core:2.0:User:userName", "userName");
        attributes(ENTERPRISE + ":department", ENTERPRISE);
        attributes(ENTERPRISE, ENTERPRISE);
        attributes(ENTERPRISE.toUpperCase(java.util.Locale.ROOT) + ":DEPARTMENT", ENTERPRISE);
        attributes("urn:example:desk:1.0:User", "urn:example:desk:1.0:User");
        assertThat(get("?attributes=name.givenName").at("/name")).isEqualTo(json("{'givenName':'Ana'}"));
        assertThat(get("?attributes=emails.value").at("/emails"))
                .isEqualTo(json("[{'value':'a@x.example'},{'value':'b@x.example'}]"));
        assertThat(get("?attributes=" + ENTERPRISE + ":department").get(ENTERPRISE))
                .isEqualTo(json("{'department':'R&D'}"));
    }

    private static void attributes(String asked, String... expected) {
        Set<String> names = new TreeSet<>(List.of("schemas", "id"));
        names.addAll(List.of(expected));
        String query = "?attributes=" + asked.replace(" ", "%20");
        assertThat(names(get(query))).as(asked).isEqualTo(names);
        assertThat(names(okta.scim()
                        .get("/Users" + query + "&filter=userName%20eq%20%22ana%22")
                        .json()
                        .at("/Resources/0")))
                .as("%s in a list", asked)
                .isEqualTo(names);
    }

    @Test
    void excludedAttributesNameWhatIsLeftOut() {
        Set<String> all = names(get(""));
        for (String excluded :
                List.of("emails", "EMAILS", "displayName", "groups", "meta", ENTERPRISE, "urn:example:desk:1.0:User")) {
            Set<String> expected = new TreeSet<>(all);
            expected.removeIf(name -> name.equalsIgnoreCase(excluded));
            assertThat(names(get("?excludedAttributes=" + excluded)))
                    .as(excluded)
                    .isEqualTo(expected);
        }
        assertThat(names(get("?excludedAttributes=id,schemas,unknown,")))
                .as("always there")
                .isEqualTo(all);
        assertThat(names(get("?excludedAttributes="))).isEqualTo(all);
        assertThat(names(get("?attributes="))).isEqualTo(all);
        assertThat(names(get("?attributes=userName&excludedAttributes=userName")))
                .containsExactly("id", "schemas", "userName");
        assertThat(get("?excludedAttributes=name.familyName").get("name"))
                .isEqualTo(json("{'givenName':'Ana','formatted':'Ana L'}"));
        JsonNode group = okta.scim()
                .get("/Groups/" + ReadingTest.group + "?excludedAttributes=members")
                .json();
        assertThat(names(group)).containsExactly("displayName", "id", "meta", "schemas");
    }

    /** B066: a write answers with what is asked for, too. */
    @Test
    void writesAnswerWithThePartsThatAreAskedFor() {
        Answer post = okta.scim().post("/Users?attributes=userName", body("{'userName':'parts','title':'t'}"));
        assertThat(names(post.json())).containsExactly("id", "schemas", "userName");
        String patch = body("{'Operations':[{'op':'add','path':'title','value':'u'}]}");
        assertThat(names(okta.scim()
                        .patch("/Users/" + post.id() + "?attributes=title", patch)
                        .json()))
                .containsExactly("id", "schemas", "title");
        String add = body("{'Operations':[{'op':'add','path':'externalId','value':'g'}]}");
        Answer asked = okta.scim().patch("/Groups/" + group + "?attributes=externalId", add);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(names(asked.json())).containsExactly("externalId", "id", "schemas");
        Answer without = okta.scim().patch("/Groups/" + group + "?excludedAttributes=members", add);
        assertThat(without.status()).as("nothing changed, and it was asked for").isEqualTo(200);
        assertThat(without.json().has("members")).isFalse();
        String remove = body("{'Operations':[{'op':'remove','path':'externalId'}]}");
        Answer members = okta.scim().patch("/Groups/" + group + "?attributes=members.value", remove);
        assertThat(members.json().get("members")).hasSize(2);
        assertThat(names(members.json().at("/members/0"))).containsExactly("value");
    }

    /** B022, Q-P08. */
    @Test
    void parametersThatNobodyKnowsAreIgnored() {
        assertThat(get("?aadOptscim062020&x=y&sortBy=userName&sortOrder=descending"))
                .isEqualTo(get(""));
    }

    // ---- versions (B103, B104)

    @Test
    void whoHasTheVersionIsNotSentItAgain() {
        String user = okta.user("versions");
        for (String path : List.of("/Users/" + user, "/Groups/" + okta.group("Versions", user))) {
            String tag = okta.scim().get(path).header("ETag");
            for (String known : List.of(tag, "*", "W/\"7\", " + tag, tag + ",\"x\"", "\"1\"")) {
                Answer answer = okta.scim().get(path, "If-None-Match", known);
                assertThat(answer.status()).as(known).isEqualTo(304);
                assertThat(answer.text()).isEmpty();
                assertThat(answer.header("ETag")).isEqualTo(tag);
            }
            for (String other : List.of("W/\"2\"", "\"x\"", "1", "W/\"11\"")) {
                assertThat(okta.scim().get(path, "If-None-Match", other).status())
                        .as(other)
                        .isEqualTo(200);
            }
        }
        okta.patchUser(user, "{'op':'add','path':'title','value':'t'}");
        Answer changed = okta.scim().get("/Users/" + user, "If-None-Match", "W/\"1\"");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("W/\"2\"");
    }

    // ---- discovery (B106 to B109, Q-P04 to Q-P07, Q-P86)

    @Test
    void theServiceProviderConfigSaysWhatIsTrue() {
        JsonNode config = okta.scim().get("/ServiceProviderConfig").json();
        assertThat(config.at("/patch/supported").asBoolean()).isTrue();
        assertThat(config.at("/etag/supported").asBoolean()).isTrue();
        assertThat(config.at("/filter/supported").asBoolean()).isTrue();
        assertThat(config.at("/filter/maxResults").asInt()).isEqualTo(Limits.PAGE_MAX);
        assertThat(config.at("/changePassword/supported").asBoolean()).isFalse();
        assertThat(config.at("/sort/supported").asBoolean()).isTrue();
        assertThat(config.at("/bulk/supported").asBoolean()).isTrue();
        assertThat(config.at("/bulk/maxOperations").asInt()).isEqualTo(Limits.BULK_OPERATIONS);
        assertThat(config.at("/bulk/maxPayloadSize").asInt()).isEqualTo(Limits.BULK_BYTES);
        assertThat(config.at("/authenticationSchemes").findValuesAsString("type"))
                .containsExactly("oauthbearertoken", "httpbasic");
        assertThat(config.has("securityEvents")).isFalse();
        assertThat(config.at("/meta/location").asString()).isEqualTo(okta.scim().base() + "/ServiceProviderConfig");
        assertThat(okta.scim().get("/ServiceProviderConfig/").json()).isEqualTo(config);
    }

    @Test
    void everySchemaAndResourceTypeIsListedAndFoundAtItsLocation() {
        for (String path : List.of("/Schemas", "/ResourceTypes")) {
            JsonNode list = okta.scim().get(path).json();
            assertThat(list.at("/schemas/0").asString())
                    .isEqualTo("urn:ietf:params:scim:api:messages:2.0:ListResponse");
            assertThat(list.get("Resources")).hasSize(list.get("totalResults").asInt());
            for (JsonNode resource : list.get("Resources")) {
                String location = resource.at("/meta/location").asString();
                assertThat(location).startsWith(okta.scim().base());
                Answer one =
                        okta.scim().get(location.substring(okta.scim().base().length()));
                assertThat(one.json()).isEqualTo(resource);
            }
            assertThat(okta.scim()
                            .get(path + "?startIndex=5&count=1&sortBy=x&attributes=id")
                            .json())
                    .as("parameters of lists are ignored (B109)")
                    .isEqualTo(list);
            assertThat(okta.scim().get(path + "?filter=id%20pr").status()).isEqualTo(403);
            assertThat(okta.scim().get(path + "/nothing").status()).isEqualTo(404);
        }
        assertThat(strings(okta.scim().get("/ResourceTypes").json().get("Resources"), "id"))
                .containsExactly("User", "Group", "Role", "Entitlement", "OktaRole", "OktaEntitlement");
        assertThat(strings(okta.scim().get("/Schemas").json().get("Resources"), "id"))
                .contains(Schemas.USER, Schemas.GROUP, ENTERPRISE);
    }

    /** A056, B011. */
    @Test
    void discoveryIsOnlyRead() {
        server.unchangedBy(() -> {
            for (String path : List.of("/ServiceProviderConfig", "/Schemas", "/ResourceTypes", "/ResourceTypes/User")) {
                for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
                    Answer answer = okta.scim().send(method, path, "{}");
                    assertThat(answer.status()).as("%s %s", method, path).isEqualTo(405);
                    assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
                }
            }
            return true;
        });
    }

    /** B097: what is not there says that it is not there. */
    @Test
    void whatIsNotSupportedSaysSo() {
        assertThat(okta.scim().get("/Me").status()).isEqualTo(501);
        assertThat(okta.scim().patch("/Me", "{}").status()).isEqualTo(501);
    }

    // ---- .search (B050)

    @Test
    void aSearchIsAListWhoseParametersComeInTheBody() {
        String schemas = "'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest']";
        Answer search = okta.scim()
                .post(
                        "/Users/.search",
                        body(
                                "{%s,'filter':'userName eq \\'ana\\'','startIndex':1,'count':10,'attributes':['userName','name.givenName']}"
                                        .formatted(schemas)
                                        .replace("\\'", "\\\"")));
        assertThat(search.status()).as(search.text()).isEqualTo(200);
        assertThat(search.json())
                .isEqualTo(okta.scim()
                        .get("/Users?filter=userName+eq+%22ana%22&count=10&attributes=userName,name.givenName")
                        .json());
        assertThat(okta.scim().post("/Users/.search", body("{'COUNT':0}")).json())
                .isEqualTo(okta.scim().get("/Users?count=0").json());
        assertThat(okta.scim()
                        .post("/Groups/.search", body("{'excludedAttributes':'meta','count':'1','sortBy':null}"))
                        .json())
                .isEqualTo(okta.scim()
                        .get("/Groups?excludedAttributes=meta&count=1")
                        .json());
        server.unchangedBy(() -> {
            for (String wrong : List.of(
                    "[]",
                    "{'filter':'nothing eq 1'}",
                    "{'count':true}",
                    "{'count':1,'Count':2}",
                    "{'count':1.5}",
                    "{'filter':{}}",
                    "")) {
                assertThat(okta.scim().post("/Users/.search", body(wrong)).status())
                        .as(wrong)
                        .isEqualTo(400);
            }
            return true;
        });
    }

    private static JsonNode get(String query) {
        Answer answer = okta.scim().get("/Users/" + ana + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static JsonNode json(String text) {
        return tools.jackson.databind.json.JsonMapper.builder().build().readTree(body(text));
    }

    private static JsonNode withoutGroups(JsonNode user) {
        return ((tools.jackson.databind.node.ObjectNode) user.deepCopy()).without(List.of("groups", "schemas"));
    }

    private static Set<String> names(JsonNode object) {
        return new TreeSet<>(object.propertyNames());
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.asString()));
        return strings;
    }

    private static List<String> strings(JsonNode array, String name) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.get(name).asString()));
        return strings;
    }
}
