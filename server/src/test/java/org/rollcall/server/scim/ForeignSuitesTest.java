package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** What public suites of tests ask of any SCIM server, asked of a provider of each dialect. */
@ParameterizedClass
@ValueSource(strings = {"compat", "strict"})
class ForeignSuitesTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
    private static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private final String mode;
    private TestProvider provider;
    private String user;

    ForeignSuitesTest(String mode) {
        this.mode = mode;
    }

    @BeforeEach
    void aUserWithEverything() {
        TestTenant tenant = server.tenant();
        provider = tenant.provider("suite");
        tenant.apply("{'providers':[{'name':'suite','organization':{'fixed':'Default'},'dialect':'" + mode + "'}]}");
        user = created("/Users", """
                {'schemas':['%s','%s'],'userName':'bjensen','externalId':'701984','displayName':'Babs','title':'Guide',
                 'name':{'givenName':'Barbara','familyName':'Jensen'},'active':true,
                 'emails':[{'value':'b@work.example','type':'work','primary':true},{'value':'b@home.example','type':'home'}],
                 'phoneNumbers':[{'value':'1','type':'work'}],'ims':[{'value':'i'}],'photos':[{'value':'https://x.test/p'}],
                 'addresses':[{'type':'work','locality':'L','country':'US'}],'entitlements':[{'value':'e'}],
                 'roles':[{'value':'r'}],'x509Certificates':[{'value':'YQ=='}],'userType':'Employee',
                 '%s':{'department':'D','costCenter':'4130','manager':{'value':'m-1'}}}""".formatted(CORE, ENTERPRISE, ENTERPRISE));
    }

    private String created(String path, String json) {
        Answer made = provider.scim().post(path, body(json));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.id();
    }

    private Answer patch(String operation) {
        return provider.patchUser(user, operation);
    }

    @Test
    void discoveryKnowsOnlyGet() {
        for (String path : List.of("/ServiceProviderConfig", "/Schemas", "/ResourceTypes")) {
            for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
                Answer answer = provider.scim().send(method, path, method.equals("DELETE") ? "" : "{}");
                assertThat(answer.status()).as(method + path).isEqualTo(405);
                assertThat(answer.at("/status")).isEqualTo("405");
            }
            assertThat(provider.scim().get(path + "/none").status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void everySchemaOfAResourceTypeIsFoundByItsUrn() {
        for (JsonNode type : provider.scim().get("/ResourceTypes").json().get("Resources")) {
            assertThat(provider.scim()
                            .get("/Schemas/" + type.get("schema").asString())
                            .status())
                    .isEqualTo(200);
            assertThat(provider.scim()
                            .get("/ResourceTypes/" + type.get("id").asString())
                            .status())
                    .isEqualTo(200);
        }
        assertThat(provider.scim().get("/Schemas").json().get("Resources").findValuesAsString("name"))
                .contains("User", "Group", "ResourceType", "Schema");
    }

    /** Q-P68: said in {@code /Schemas}, skipped or refused when sent, and never a way to what the other group gives. */
    @Test
    void groupsAreNoMembers() {
        String inner = created(
                "/Groups",
                "{'schemas':['%s'],'displayName':'Inner','members':[{'value':'%s'}]}".formatted(GROUP, user));
        JsonNode members = provider.scim()
                .get("/Schemas/" + GROUP)
                .json()
                .get("attributes")
                .valueStream()
                .filter(attribute -> attribute.get("name").asString().equals("members"))
                .findFirst()
                .orElseThrow();
        assertThat(members.findValues("referenceTypes").toString()).isEqualTo("[[\"User\"]]");

        Answer outer = provider.scim()
                .post(
                        "/Groups",
                        body(("{'schemas':['%s'],'displayName':'Outer'," + "'members':[{'value':'%s','type':'Group'}]}")
                                .formatted(GROUP, inner)));
        if (mode.equals("strict")) {
            assertThat(outer.at("/scimType")).isEqualTo("invalidValue");
            assertThat(outer.at("/detail")).contains(inner, "no groups");
        } else {
            assertThat(outer.status()).isEqualTo(201);
            assertThat(outer.json().has("members")).isFalse();
        }
        assertThat(provider.scim().get("/Users/" + user).json().get("groups").findValuesAsString("display"))
                .containsExactly("Inner");
    }

    /** RFC 9967 is not offered: who would rather not wait is answered at once all the same (RFC 7240 §2). */
    @Test
    void nothingIsDoneLater() {
        Answer made = provider.scim()
                .post("/Users", body("{'schemas':['%s'],'userName':'now'}".formatted(CORE)), "Prefer", "respond-async");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.id()).isNotEmpty();
    }

    /** Each attribute is added, replaced and removed by itself. */
    @Test
    void everyAttributeCanBeChangedByPatchAndRemoved() {
        List<String> values = List.of(
                "displayName 'x'",
                "nickName 'x'",
                "profileUrl 'https://x.test'",
                "title 'x'",
                "userType 'x'",
                "preferredLanguage 'en'",
                "locale 'en-US'",
                "timezone 'Europe/Vienna'",
                "externalId 'x'",
                "name {'givenName':'x','familyName':'y'}",
                "emails [{'value':'x@y.example'}]",
                "phoneNumbers [{'value':'5'}]",
                "ims [{'value':'x'}]",
                "photos [{'value':'https://x.test/1'}]",
                "addresses [{'locality':'x'}]",
                "entitlements [{'value':'x'}]",
                "roles [{'value':'x'}]",
                "x509Certificates [{'value':'Yg=='}]",
                ENTERPRISE + " {'costCenter':'x'}",
                ENTERPRISE + ":department 'x'",
                ENTERPRISE + ":manager {'value':'x'}");
        for (String line : values) {
            String path = line.substring(0, line.indexOf(' '));
            String value = line.substring(path.length() + 1);
            for (String op : List.of("add", "replace")) {
                assertThat(patch("{'op':'%s','path':'%s','value':%s}".formatted(op, path, value))
                                .status())
                        .as(op + " " + path)
                        .isEqualTo(200);
            }
            Answer removed = patch("{'op':'remove','path':'%s'}".formatted(path));
            assertThat(removed.status()).as("remove " + path).isEqualTo(200);
            assertThat(removed.json().has(path)).as(path).isFalse();
        }
    }

    @Test
    void whatIsRequiredOrReadOnlyCannotBeRemoved() {
        for (String path : List.of("userName", "id", "meta", "groups", "schemas")) {
            Answer refused = patch("{'op':'remove','path':'%s'}".formatted(path));
            assertThat(refused.status()).as(path).isEqualTo(400);
            assertThat(refused.at("/scimType")).as(path).isIn("mutability", "invalidPath");
        }
        assertThat(patch("{'op':'replace','path':'userName','value':null}").status())
                .isEqualTo(400);
    }

    @Test
    void malformedPatchesSayWhatIsWrong() {
        for (String operation : List.of(
                "{'op':'explode','path':'title','value':'x'}",
                "{'path':'title','value':'x'}",
                "{'op':'add','path':'title'}",
                "{'op':'replace','path':'title'}",
                "{'op':'remove'}",
                "{'op':'replace','path':'emails[type eq','value':'x'}",
                "{'op':'replace','path':'name[','value':'x'}",
                "{'op':'add','value':'x'}")) {
            Answer refused = patch(operation);
            assertThat(refused.status()).as(operation).isEqualTo(400);
            assertThat(refused.at("/scimType")).as(operation).isNotEmpty();
            assertThat(refused.at("/detail")).as(operation).isNotEmpty();
        }
        assertThat(provider.scim()
                        .patch(
                                "/Users/" + user,
                                body("{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],"
                                        + "'Operations':[]}"))
                        .status())
                .isEqualTo(400);
        assertThat(patch("{'op':'replace','path':'title','value':'x'}").status())
                .isEqualTo(200);
        assertThat(provider.patchUser(
                                "00000000-0000-7000-8000-000000000000", "{'op':'replace','path':'title','value':'x'}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void attributesAreNamedInAnyCaseWithOrWithoutTheirUrn() {
        for (String name : List.of(
                "displayName",
                "DISPLAYNAME",
                CORE + ":displayName",
                CORE.toUpperCase(java.util.Locale.ROOT) + ":DisplayName")) {
            JsonNode only = provider.scim()
                    .get("/Users/" + user + "?attributes=" + name)
                    .json();
            assertThat(only.propertyNames())
                    .as(name)
                    .contains("displayName", "id", "schemas")
                    .doesNotContain("title");
            JsonNode without = provider.scim()
                    .get("/Users/" + user + "?excludedAttributes=" + name)
                    .json();
            assertThat(without.propertyNames()).as(name).contains("title", "id").doesNotContain("displayName");
        }
        JsonNode part = provider.scim()
                .get("/Users?attributes=emails.value,%20" + ENTERPRISE + ":costCenter")
                .json()
                .at("/Resources/0");
        assertThat(part.at("/emails/0").propertyNames()).containsExactly("value");
        assertThat(part.get(ENTERPRISE).propertyNames()).containsExactly("costCenter");
        assertThat(provider.scim().get("/Users/?count=1").status()).isEqualTo(200);
        assertThat(provider.scim().get("/Users/" + user + "/").status()).isEqualTo(200);
    }

    @Test
    void filtersReachEveryKindOfAttribute() {
        String group = created(
                "/Groups", "{'schemas':['%s'],'displayName':'Tour','members':[{'value':'%s'}]}".formatted(GROUP, user));
        for (String filter : List.of(
                "schemas eq \"%s\"".formatted(ENTERPRISE),
                "meta.resourceType eq \"User\"",
                "meta.lastModified ge \"2011-05-13T04:42:34Z\"",
                "meta.location pr",
                "meta.version pr",
                "id pr",
                "groups.value eq \"%s\"".formatted(group),
                "groups.display eq \"Tour\"",
                "groups pr",
                "groups[value eq \"%s\"]".formatted(group),
                "addresses pr",
                "addresses[type eq \"work\" and country eq \"us\"]",
                "addresses.locality sw \"l\"",
                "name pr and emails pr and roles pr and x509Certificates pr",
                "not (nickName pr)",
                "nickName eq null",
                "emails[primary eq true].value co \"work\"",
                "%s:manager.value eq \"m-1\"".formatted(ENTERPRISE),
                "%s:costCenter eq \"4130\" and title pr".formatted(ENTERPRISE),
                "(displayName eq \"x\" or displayName eq \"babs\") and active eq true",
                "userType ne \"Intern\" and not (emails co \"example.com\" or emails.value co \"example.org\")")) {
            Answer found = provider.scim().get("/Users?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
            assertThat(found.status()).as(filter + found.text()).isEqualTo(200);
            assertThat(found.at("/Resources/0/id")).as(filter).isEqualTo(user);
        }
        assertThat(provider.find("Groups", "members.value eq \"%s\"".formatted(user))
                        .at("/Resources/0/id")
                        .asString())
                .isEqualTo(group);
        for (String filter : List.of(
                "password pr",
                "password eq \"x\"",
                "active eq \"yes\"",
                "shoeSize eq 4",
                "userName",
                "meta.created gt 5")) {
            Answer refused = provider.scim().get("/Users?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
            assertThat(refused.at("/scimType")).as(filter).isEqualTo("invalidFilter");
        }
    }

    @Test
    void pagesAreCountedFromOneAndNeverLongerThanAskedFor() {
        created("/Users", "{'schemas':['%s'],'userName':'second'}".formatted(CORE));
        for (String query :
                List.of("startIndex=0&count=1", "startIndex=-5&count=1", "startIndex=1&count=1", "count=1")) {
            JsonNode page = provider.scim().get("/Users?" + query).json();
            assertThat(page.get("startIndex").asInt()).as(query).isEqualTo(1);
            assertThat(page.get("itemsPerPage").asInt()).as(query).isEqualTo(1);
            assertThat(page.get("totalResults").asInt()).as(query).isEqualTo(2);
        }
        for (String query : List.of("count=0", "count=-1", "startIndex=3", "startIndex=99&count=1")) {
            JsonNode page = provider.scim().get("/Users?" + query).json();
            assertThat(page.get("totalResults").asInt()).as(query).isEqualTo(2);
            assertThat(page.get("Resources")).as(query).isEmpty();
        }
    }

    @Test
    void everyErrorIsAMessageOfScim() {
        List<Answer> errors = List.of(
                provider.scim().get("/Nothing"),
                provider.scim().get("/Users/unknown"),
                provider.scim().delete("/Users/unknown"),
                provider.scim().put("/Users/unknown", body("{'schemas':['%s'],'userName':'u'}".formatted(CORE))),
                provider.scim().post("/Users", "{"),
                provider.scim().post("/Users", "[]"),
                provider.scim().post("/Users", body("{'schemas':['%s']}".formatted(CORE))),
                provider.scim().post("/Users", body("{'schemas':['%s'],'userName':'BJensen'}".formatted(CORE))),
                provider.scim().post("/Users", "x", "Content-Type", "text/plain"),
                provider.scim().send("DELETE", "/Users", ""),
                provider.scim().get("/Me"),
                provider.scim().get("/Users", "Authorization", "non-token"));
        assertThat(errors)
                .extracting(Answer::status)
                .containsExactly(404, 404, 404, 404, 400, 400, 400, 409, 415, 405, 501, 401);
        for (Answer error : errors) {
            assertThat(error.header("Content-Type")).startsWith("application/scim+json");
            assertThat(error.at("/schemas/0")).isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
            assertThat(error.at("/status")).isEqualTo(Integer.toString(error.status()));
            assertThat(error.at("/detail")).isNotEmpty();
        }
    }

    /** RFC 9110 §13.1: tags are compared weakly where nothing is written, and the header of the answer is the version. */
    @Test
    void entityTagsAreOfOneForm() {
        Answer read = provider.scim().get("/Users/" + user);
        String tag = read.header("ETag");
        assertThat(tag).isEqualTo(read.at("/meta/version")).startsWith("W/\"");
        for (String known : List.of(tag, tag.substring(2), "\"x\", " + tag, "*")) {
            assertThat(provider.scim()
                            .get("/Users/" + user, "If-None-Match", known)
                            .status())
                    .as(known)
                    .isEqualTo(304);
        }
        assertThat(provider.scim()
                        .delete("/Users/" + user, "If-Match", "W/\"none\"")
                        .status())
                .isEqualTo(412);
        assertThat(provider.scim()
                        .get("/Users/" + user, "Prefer", "return=minimal")
                        .status())
                .isEqualTo(200);
        assertThat(provider.scim().delete("/Users/" + user, "If-Match", tag).status())
                .isEqualTo(204);
        assertThat(provider.scim().delete("/Users/" + user).status()).isEqualTo(404);
    }
}
