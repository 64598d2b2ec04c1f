package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import tools.jackson.databind.JsonNode;

/** Filters over the wire: each operator, the shapes that providers send, and what is refused. */
class FiltersTest {

    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final Map<String, String> names = new HashMap<>();
    private static TestProvider okta;
    private static String ana;
    private static String created;

    @BeforeAll
    static void people() {
        okta = server.tenant().provider("okta");
        ana = user("ana", """
                {'userName':'Ana@Example.org','externalId':'Ext-1','displayName':'Ana Lovelace','title':'Engineer',
                 'name':{'familyName':'Lovelace','givenName':'Ana'},'active':true,
                 'emails':[{'value':'ana@work.example','type':'work','primary':true},{'value':'ana@home.example','type':'home'}],
                 '%s':{'department':'R&D','employeeNumber':'007','manager':{'value':'m-1'}}}""".formatted(ENTERPRISE));
        user("ben", """
                {'userName':'ben@example.org','externalId':'ext-1','displayName':'Ben','title':'100%%_\\\\',
                 'name':{'familyName':'Babbage'},'active':false,
                 'emails':[{'value':'ben@work.example','type':'work'}],'%s':{'department':'Sales'}}""".formatted(ENTERPRISE));
        user("eve", """
                {'userName':'eve','displayName':'Ève','emails':[{'value':'eve@home.example','type':'home'}]}""");
        created = okta.scim().get("/Users/" + ana).at("/meta/created");
        group("staff", "{'displayName':'Staff','externalId':'G-1','members':[{'value':'%s'}]}".formatted(ana));
        group("empty", "{'displayName':'Empty Ones'}");
    }

    private static String user(String name, String json) {
        return created("/Users", name, json);
    }

    private static void group(String name, String json) {
        created("/Groups", name, json);
    }

    private static String created(String path, String name, String json) {
        Answer answer = okta.scim().post(path, body(json));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        names.put(answer.id(), name);
        return answer.id();
    }

    // ---- operators

    @Test
    void compareUserNamesWithoutCase() {
        users("userName eq \"ANA@example.ORG\"", "ana");
        users("userName ne \"ANA@example.ORG\"", "ben", "eve");
        users("userName co \"EXAMPLE\"", "ana", "ben");
        users("userName sw \"ANA\"", "ana");
        users("userName ew \".ORG\"", "ana", "ben");
        users("userName gt \"ben@\"", "ben", "eve");
        users("userName ge \"eve\"", "eve");
        users("userName lt \"BEN\"", "ana");
        users("userName le \"EVE\"", "ana", "ben", "eve");
        users("userName pr", "ana", "ben", "eve");
        users("userName eq \"nobody\"");
    }

    @Test
    void compareAnyOfTheEmails() {
        users("emails.value eq \"ANA@home.example\"", "ana");
        users("emails eq \"ana@work.example\"", "ana");
        users("emails co \"home\"", "ana", "eve");
        users("emails.value sw \"ben\"", "ben");
        users("emails.value ew \"work.example\"", "ana", "ben");
        users("emails.type eq \"WORK\"", "ana", "ben");
        users("emails.type ne \"work\"", "ana", "eve");
        users("emails.primary eq true", "ana");
        users("emails pr", "ana", "ben", "eve");
        users("emails.primary pr", "ana");
        users("emails[type eq \"work\" and value co \"home\"]");
        users("emails[type eq \"home\" and value co \"home\"]", "ana", "eve");
        users("emails[not (type eq \"work\")]", "ana", "eve");
        users("emails[type eq \"work\" or (type eq \"home\" and value sw \"eve\")]", "ana", "ben", "eve");
    }

    @Test
    void comparePartsOfComplexAttributes() {
        users("name.familyName eq \"lovelace\"", "ana");
        users("name.familyName ne \"Lovelace\"", "ben", "eve");
        users("name.familyName co \"B\"", "ben");
        users("name.familyName gt \"M\"");
        users("name.familyName pr", "ana", "ben");
        users("name pr", "ana", "ben");
        users("not (name pr)", "eve");
        users("name[familyName eq \"Babbage\"]", "ben");
        users("name[not (familyName eq \"Babbage\")]", "ana");
    }

    @Test
    void compareAttributesOfTheEnterpriseExtension() {
        users(ENTERPRISE + ":department eq \"r&d\"", "ana");
        users(ENTERPRISE + ":department ne \"R&D\"", "ben", "eve");
        users(ENTERPRISE + ":department sw \"s\"", "ben");
        users(ENTERPRISE + ":employeeNumber eq \"007\"", "ana");
        users(ENTERPRISE + ":employeeNumber eq 007", "ana");
        users(ENTERPRISE + ":manager eq \"m-1\"", "ana");
        users(ENTERPRISE + ":manager.value eq \"m-1\"", "ana");
        users(ENTERPRISE + ":manager.value eq \"M-1\"");
        users(ENTERPRISE + ":manager pr", "ana");
        users(ENTERPRISE.toUpperCase(java.util.Locale.ROOT) + ":DEPARTMENT eq \"Sales\"", "ben");
    }

    /** Q-P40, Q-P106. */
    @Test
    void compareBooleans() {
        users("active eq true", "ana", "eve");
        users("active eq false", "ben");
        users("active ne true", "ben");
        users("active eq \"False\"", "ben");
        users("active eq \"True\"", "ana", "eve");
        users("active pr", "ana", "ben", "eve");
    }

    /** B039: chronologically, whatever the offset. */
    @Test
    void compareTimes() {
        String later = Instant.parse(created).plusSeconds(3_600).toString();
        String withOffset = created.replace("Z", "+00:00");
        users("id eq \"%s\" and meta.created eq \"%s\"".formatted(ana, created), "ana");
        users("id eq \"%s\" and meta.created eq \"%s\"".formatted(ana, withOffset), "ana");
        users("meta.created lt \"%s\"".formatted(later), "ana", "ben", "eve");
        users("meta.created gt \"%s\"".formatted(later));
        users("meta.created ge \"%s\"".formatted(created), "ana", "ben", "eve");
        users("meta.lastModified le \"%s\" and id eq \"%s\"".formatted(created, ana), "ana");
        users("meta.created gt \"0001-01-01T00:00:00Z\"", "ana", "ben", "eve");
        users("meta.created lt \"9999-12-31T23:59:59-14:00\"", "ana", "ben", "eve");
        users("meta.resourceType eq \"User\"", "ana", "ben", "eve");
        users("meta.resourceType eq \"Group\"");
        users("meta[resourceType eq \"User\" and not (created gt \"%s\")]".formatted(later), "ana", "ben", "eve");
        users("meta[resourceType eq \"Group\" or created gt \"%s\"]".formatted(later));
    }

    /** A023, Q-P14: exact in case, opaque, also without quotes. */
    @Test
    void compareExternalIdsExactly() {
        users("externalId eq \"Ext-1\"", "ana");
        users("externalId eq Ext-1", "ana");
        users("externalId eq \"EXT-1\"");
        users("externalId sw \"e\"", "ben");
        users("externalId pr", "ana", "ben");
        users("externalId eq null", "eve");
        users("externalId ne null", "ana", "ben");
    }

    @Test
    void compareIdsExactly() {
        users("id eq \"%s\"".formatted(ana), "ana");
        users("id eq \"%s\"".formatted(ana.toUpperCase(java.util.Locale.ROOT)));
        users("id eq \"1\"");
        users("id sw \"%s\"".formatted(ana.substring(0, 30)), "ana");
    }

    @Test
    void findGroups() {
        groups("displayName eq \"STAFF\"", "staff");
        groups("displayName co \"t\"", "staff", "empty");
        groups("displayName ne \"staff\"", "empty");
        groups("externalId eq \"G-1\"", "staff");
        groups("externalId ne \"G-1\"", "empty");
        groups("members.value eq \"%s\"".formatted(ana), "staff");
        groups("members eq \"%s\"".formatted(ana), "staff");
        groups("members[value eq \"%s\"]".formatted(ana), "staff");
        groups("members.value ne \"%s\"".formatted(ana), "empty");
        groups("members.value eq \"nobody\"");
        groups("members.display co \"love\"", "staff");
        groups("not (members pr)", "empty");
        groups("members[type eq \"User\"]", "staff");
        users("groups.display eq \"staff\"", "ana");
        users("groups.value pr", "ana");
        users("not (groups pr)", "ben", "eve");
    }

    /** An example of the standard; what is listed is what an answer would list. */
    @Test
    void findBySchema() {
        users("schemas eq \"" + ENTERPRISE + "\"", "ana", "ben");
        users("schemas eq \"" + CORE + "\"", "ana", "ben", "eve");
        users("not (schemas eq \"" + ENTERPRISE + "\")", "eve");
        users("schemas co \"enterprise\" and userName sw \"ana\"", "ana");
        users("schemas[value eq \"" + ENTERPRISE + "\"]", "ana", "ben");
        users("schemas eq \"urn:example:none\"");
        users("schemas pr", "ana", "ben", "eve");
        groups("schemas eq \"urn:ietf:params:scim:schemas:core:2.0:Group\"", "staff", "empty");
    }

    /** A location is the resource's own, whatever version and host its URI names. */
    @Test
    void findByLocation() {
        String location = get("userName sw \"ana\"").at("/Resources/0/meta/location");
        users("meta.location eq \"" + location + "\"", "ana");
        users("meta.location ne \"" + location + "\"", "ben", "eve");
        users("meta.location eq \"https://x.example/Users/nobody\"");
        users("meta.location eq \"" + location.replace("/Users/", "/Groups/") + "\"");
        groups("meta.location eq \"" + location + "\"");
    }

    @Test
    void mayBeJoinedNegatedAndGrouped() {
        users("userName eq \"eve\" or active eq false and title pr", "ben", "eve");
        users("(userName eq \"eve\" or active eq false) and title pr", "ben");
        users("not (userName eq \"eve\") and not(active eq false)", "ana");
        users("NOT (userName EQ \"eve\") AND Active Eq TRUE", "ana");
        users("userName  eq   \"eve\"   ", "eve");
    }

    // ---- what providers send

    /** Q-P16, Q-P19, Q-P102, Q-P92: shapes outside of the grammar, or rare in it. */
    @Test
    void areReadAsProvidersWriteThem() {
        users("emails[type eq \"work\"].value eq \"ana@work.example\"", "ana");
        users("emails[type eq \"home\"].value eq \"ana@work.example\"");
        users(CORE + ":userName eq \"eve\"", "eve");
        users(CORE + ":emails[type eq \"home\"].value ew \"home.example\"", "ana", "eve");
        users("USERNAME eq eve", "eve");
        users("id eq \"%s\" and %s:manager eq \"m-1\"".formatted(ana, ENTERPRISE), "ana");
    }

    /** B001: {@code +} and {@code %20} are blanks, {@code %2B} is a plus. */
    @Test
    void areDecodedFromTheQuery() {
        String plus = okta.user("plus+sign");
        for (String query : List.of(
                "userName+eq+%22plus%2Bsign%22",
                "userName%20eq%20%22plus%2Bsign%22", "userName%09eq%20%22plus%2bsign%22")) {
            assertThat(okta.scim().get("/Users?filter=" + query).at("/Resources/0/id"))
                    .isEqualTo(plus);
        }
        okta.scim().delete("/Users/" + plus);
    }

    // ---- literal text (H-D11)

    @Test
    void takeEveryCharacterLiterally() {
        users("title co \"%\"", "ben");
        users("title co \"_\"", "ben");
        users("title ew \"\\\\\"", "ben");
        users("title eq \"100%_\\\\\"", "ben");
        users("title eq \"1%\"");
        users("title sw \"10_\"");
        for (String text : List.of(
                "' or 1=1 --",
                "'; drop table user_record; --",
                "\\\\'",
                "') or true or ('",
                "$$",
                "?",
                "??",
                ":x",
                "{ts '1'}",
                "\\u0027",
                "${jndi:ldap://x}")) {
            for (String attribute :
                    List.of("userName", "title", "emails", "externalId", "id", ENTERPRISE + ":department")) {
                for (String operator : List.of("eq", "co", "sw", "ew", "gt")) {
                    String filter = "%s %s \"%s\"".formatted(attribute, operator, text);
                    Answer answer = get(filter);
                    assertThat(answer.status()).as(filter).isEqualTo(200);
                    if (!operator.equals("gt")) {
                        assertThat(answer.json().get("totalResults").asInt())
                                .as(filter)
                                .isZero();
                    }
                }
            }
        }
        users("userName pr", "ana", "ben", "eve");
    }

    // ---- references

    @Test
    void referencesThatDifferOnlyInTheVersionInTheirPathAreEqualA017() {
        TestProvider entra = server.tenant().provider("entra");
        String eva = entra.scim()
                .post(
                        "/Users",
                        body(
                                "{'userName':'eva','%s':{'manager':{'value':'m','$ref':'https://x.example/scim/v2/Users/m'}}}"
                                        .formatted(ENTERPRISE)))
                .id();
        String group = entra.group("Staff", eva);
        entra.group("Nobody");
        String here = entra.scim().base();
        for (String base : List.of(here, here.replace("/v2", ""), here.replace("/v2", "/v2.1"), "..")) {
            assertThat(ids(entra, "/Groups", "members.$ref eq \"%s/Users/%s\"".formatted(base, eva)))
                    .containsExactly(group);
            assertThat(ids(entra, "/Groups", "members[$ref eq \"%s/Users/%s\"]".formatted(base, eva)))
                    .containsExactly(group);
            assertThat(ids(entra, "/Users", "groups.$ref eq \"%s/Groups/%s\"".formatted(base, group)))
                    .containsExactly(eva);
        }
        assertThat(ids(entra, "/Groups", "members.$ref eq \"%s/Groups/%s\"".formatted(here, eva)))
                .isEmpty();
        assertThat(ids(entra, "/Groups", "members.$ref ne \"%s/Users/%s\"".formatted(here, eva)))
                .hasSize(1);
        for (String reference : List.of(
                "https://x.example/scim/v2/Users/m",
                "https://x.example/scim/Users/m",
                "https://x.example/scim/v1/Users/m")) {
            assertThat(ids(entra, "/Users", "manager.$ref eq \"%s\"".formatted(reference)))
                    .containsExactly(eva);
        }
        assertThat(ids(entra, "/Users", "manager.$ref eq \"https://y.example/scim/v2/Users/m\""))
                .isEmpty();
    }

    private static List<String> ids(TestProvider provider, String path, String filter) {
        Answer answer = provider.scim().get(path + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("Resources").findValuesAsString("id");
    }

    // ---- refused

    /** B037, Q-P15, Q-P93: a filter that is not understood is never answered with everybody, or with nobody. */
    @Test
    void thatAreNotUnderstoodAreRefused() {
        for (String filter : List.of(
                "userName",
                "userName eq",
                "eq \"x\"",
                "userName eq \"x",
                "userName eq \"x\\",
                "userName eq \"x\\q\"",
                "userName eq \"\\u12\"",
                "userName == \"x\"",
                "userName eq \"x\" and",
                "userName eq \"x\" userName eq \"y\"",
                "and userName eq \"x\"",
                "not userName eq \"x\"",
                "(userName eq \"x\"",
                "userName eq \"x\")",
                "()",
                "emails[type eq \"work\"",
                "emails[]",
                "emails[type eq \"work\"].",
                "emails[emails[type eq \"x\"]]",
                "emails.value.x eq \"y\"",
                "unknown eq \"x\"",
                "name.unknown eq \"x\"",
                "urn:example:none:1.0:User:x eq \"y\"",
                "name eq \"x\"",
                "userName[value eq \"x\"]",
                "active gt true",
                "active co \"tru\"",
                "active eq \"yes\"",
                "active eq 1",
                "meta.created co \"2026\"",
                "meta.created eq \"yesterday\"",
                "meta.created eq \"2026-13-01T00:00:00Z\"",
                "meta.created eq \"+1000000-01-01T00:00:00Z\"",
                "meta.created gt null",
                "meta.location sw \"x\"",
                "userName like \"x\"",
                "userName matches \".*\"",
                "password eq \"x\"",
                "password pr",
                "Password sw \"a\"",
                CORE + ":password eq \"x\"",
                "members.value eq \"x\"")) {
            Answer answer = get(filter);
            assertThat(answer.status()).as(filter).isEqualTo(400);
            assertThat(answer.at("/scimType")).as(filter).isEqualTo("invalidFilter");
            assertThat(answer.at("/detail")).as(filter).isNotBlank();
        }
        assertThat(okta.scim().get("/Groups?filter=userName+eq+%22x%22").at("/scimType"))
                .isEqualTo("invalidFilter");
        assertThat(okta.scim().get("/Users?filter=userName%20eq%20%22%ff%22").status())
                .isIn(200, 400);
    }

    // ---- deep and long (H-D1, H-D2)

    @Test
    void thatAreTooDeepAreRefusedAndTheServerLives() {
        for (int depth : List.of(33, 100, 1_000, 4_000)) {
            for (String filter : List.of(
                    "(".repeat(depth) + "userName pr" + ")".repeat(depth),
                    "(".repeat(depth),
                    "not(".repeat(depth) + "userName pr" + ")".repeat(depth),
                    "emails[(".repeat(depth) + "type pr",
                    "emails[" + "(".repeat(depth) + "type pr" + ")".repeat(depth) + "]",
                    "userName pr and (".repeat(depth) + "userName pr" + ")".repeat(depth),
                    "userName pr or not (".repeat(depth) + "userName pr" + ")".repeat(depth))) {
                Answer answer = get(filter);
                assertThat(answer.status()).as("depth %d", depth).isIn(400, 414);
                assertThat(answer.at("/scimType")).isIn("invalidFilter", "");
            }
        }
        users("userName eq \"eve\"", "eve");
    }

    @Test
    void ofTheGreatestDepthWork() {
        users("(".repeat(32) + "userName eq \"eve\"" + ")".repeat(32), "eve");
        users("not (".repeat(32) + "userName eq \"eve\"" + ")".repeat(32), "eve");
        users("userName eq \"eve\"" + " or userName eq \"x\"".repeat(249), "eve");
    }

    /** H-D1: a PATCH brings a filter in its body, where 100,000 brackets fit. */
    @Test
    void inPathsThatAreTooDeepAreRefused() {
        server.unchangedBy(() -> {
            for (int depth : List.of(33, 1_000, 100_000)) {
                for (String path : List.of(
                        "emails[" + "(".repeat(depth) + "type pr" + ")".repeat(depth) + "].value",
                        "emails[" + "not(".repeat(depth) + "type pr" + ")".repeat(depth) + "]",
                        "emails[".repeat(depth),
                        "emails[type pr" + " and type pr".repeat(depth + 500) + "].value",
                        "(".repeat(depth),
                        "a.".repeat(depth))) {
                    Answer answer = okta.patchUser(ana, "{'op':'replace','path':'%s','value':'x'}".formatted(path));
                    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
                    assertThat(answer.at("/scimType")).isIn("invalidPath", "invalidFilter");
                }
            }
            return true;
        });
        users("userName eq \"eve\"", "eve");
    }

    @Test
    void thatAreTooLongAreRefused() {
        for (String filter : List.of(
                "userName eq \"" + "x".repeat(8 * 1024) + "\"",
                "userName eq \"x\"" + " or userName eq \"x\"".repeat(10_000),
                "userName eq \"" + "x".repeat(1_000_000) + "\"",
                "userName eq \"" + "x".repeat(8 * 1024))) {
            assertThat(get(filter).status()).isIn(400, 414);
        }
        users("userName eq \"" + "x".repeat(8 * 1024 - 14) + "\"");
        users("userName eq \"x\"" + " or userName eq \"eve\"".repeat(200), "eve");
    }

    // ---- how

    private static void users(String filter, String... expected) {
        found("/Users", filter, expected);
    }

    private static void groups(String filter, String... expected) {
        found("/Groups", filter, expected);
    }

    private static void found(String path, String filter, String... expected) {
        Answer answer = okta.scim().get(path + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
        assertThat(answer.status()).as("%s: %s", filter, answer.text()).isEqualTo(200);
        Set<String> found = new TreeSet<>();
        for (JsonNode one : answer.json().get("Resources")) {
            found.add(names.getOrDefault(one.get("id").asString(), one.toString()));
        }
        assertThat(found).as(filter).containsExactlyInAnyOrder(expected);
        assertThat(answer.json().get("totalResults").asInt()).isEqualTo(expected.length);
    }

    private static Answer get(String filter) {
        return okta.scim().get("/Users?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
    }
}
