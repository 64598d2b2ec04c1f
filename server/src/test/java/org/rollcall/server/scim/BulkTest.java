package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** {@code POST /Bulk}: many operations in one request, each as if it had come alone (B083 to B091, H-D5, F23). */
class BulkTest {

    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final String MANAGER = "'" + ENTERPRISE + "':{'manager':{'value':'%s'}}";
    private static final String SCHEMAS = "'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest']";

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aProvider() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
    }

    // ---- writing bulks

    private static String request(String envelope, String... operations) {
        return body("{%s%s,'Operations':[%s]}".formatted(SCHEMAS, envelope, String.join(",", operations)));
    }

    private Answer send(String... operations) {
        return okta.scim().post("/Bulk", request("", operations));
    }

    /** The results of a bulk, which are as many as the operations. */
    private List<JsonNode> bulk(String... operations) {
        Answer answer = send(operations);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at("/schemas/0")).isEqualTo("urn:ietf:params:scim:api:messages:2.0:BulkResponse");
        List<JsonNode> results = answer.json().get("Operations").valueStream().toList();
        assertThat(results).as(answer.text()).hasSize(operations.length);
        return results;
    }

    private static String post(String type, String bulkId, String data) {
        return "{'method':'POST','path':'/%s','bulkId':'%s','data':{%s}}".formatted(type, bulkId, data);
    }

    private static String user(String userName, String... more) {
        String rest = Arrays.stream(more).map(text -> "," + text).collect(Collectors.joining());
        return post("Users", userName, "'userName':'%s','active':true%s".formatted(userName, rest));
    }

    private static String group(String displayName, String... members) {
        return post("Groups", displayName, "'displayName':'%s','members':[%s]".formatted(displayName, values(members)));
    }

    private static String values(String... ids) {
        return Arrays.stream(ids).map("{'value':'%s'}"::formatted).collect(Collectors.joining(","));
    }

    private static String change(String method, String path, String data) {
        return "{'method':'%s','path':'%s','data':{%s}}".formatted(method, path, data);
    }

    private static String adding(String path, String... members) {
        return change(
                "PATCH", path, "'Operations':[{'op':'add','path':'members','value':[%s]}]".formatted(values(members)));
    }

    private static String delete(String path) {
        return "{'method':'DELETE','path':'%s'}".formatted(path);
    }

    private static List<String> statuses(List<JsonNode> results) {
        return results.stream().map(result -> result.get("status").asString()).toList();
    }

    private static String id(JsonNode result) {
        return result.get("location").asString().replaceAll(".*/", "");
    }

    private List<String> members(String group) {
        return okta.scim().get("/Groups/" + group).json().path("members").findValuesAsString("value");
    }

    private String manager(String user) {
        return okta.scim()
                .get("/Users/" + user)
                .json()
                .path(ENTERPRISE)
                .at("/manager/value")
                .asString("");
    }

    // ---- the life of users and groups

    @Test
    void usersAndGroupsAreMadeChangedAndRemovedInOneRequest() {
        List<JsonNode> results = bulk(
                user("ana"),
                user("ben", MANAGER.formatted("bulkId:ana")),
                group("Staff", "bulkId:ana"),
                adding("/Groups/bulkId:Staff", "bulkId:ben"),
                change("PUT", "/Users/bulkId:ana", "'userName':'ana','title':'Head'"),
                change("PATCH", "/Users/bulkId:ben", "'Operations':[{'op':'replace','path':'title','value':'Hand'}]"),
                user("cleo"),
                delete("/Users/bulkId:cleo"));

        assertThat(statuses(results)).containsExactly("201", "201", "201", "204", "200", "200", "201", "204");
        String ana = id(results.get(0));
        String ben = id(results.get(1));
        String staff = id(results.get(2));
        assertThat(members(staff)).containsExactlyInAnyOrder(ana, ben);
        assertThat(manager(ben)).isEqualTo(ana);
        assertThat(okta.scim().get("/Users/" + ana).at("/title")).isEqualTo("Head");
        assertThat(okta.scim().get("/Users/" + ben).at("/title")).isEqualTo("Hand");
        assertThat(okta.scim().get("/Users/" + id(results.get(6))).status()).isEqualTo(404);
    }

    /** B087, B089: whoever refers to something further down waits for it; the results stay in their places. */
    @Test
    void aReferenceMayComeBeforeWhatItRefersTo() {
        List<JsonNode> results = bulk(
                adding("/Groups/bulkId:Staff", "bulkId:ben"),
                group("Staff", "bulkId:ana"),
                user("ana", MANAGER.formatted("bulkId:ben")),
                user("ben"));

        assertThat(statuses(results)).containsExactly("204", "201", "201", "201");
        assertThat(results.stream().map(result -> result.path("bulkId").asString("")))
                .containsExactly("", "Staff", "ana", "ben");
        assertThat(members(id(results.get(1)))).containsExactlyInAnyOrder(id(results.get(2)), id(results.get(3)));
        assertThat(manager(id(results.get(2)))).isEqualTo(id(results.get(3)));
    }

    /** B088. */
    @Test
    void twoWhoManageEachOtherAreMadeAndThenIntroduced() {
        List<JsonNode> results = bulk(
                user("ana", MANAGER.formatted("bulkId:ben")),
                user("ben", MANAGER.formatted("bulkId:ana")),
                user("own", MANAGER.formatted("bulkId:own")));

        assertThat(statuses(results)).containsExactly("201", "201", "201");
        String ana = id(results.get(0));
        assertThat(manager(ana)).isEqualTo(id(results.get(1)));
        assertThat(manager(id(results.get(1)))).isEqualTo(ana);
        assertThat(manager(id(results.get(2)))).isEqualTo(id(results.get(2)));
        assertThat(results.get(0).get("version").asString())
                .isEqualTo(okta.scim().get("/Users/" + ana).at("/meta/version"));
    }

    @Test
    void aCircleOfWhichOneFailsSaysWhatIsThereAllTheSame() {
        okta.user("ben");
        List<JsonNode> results =
                bulk(user("ana", MANAGER.formatted("bulkId:ben")), user("ben", MANAGER.formatted("bulkId:ana")));

        assertThat(statuses(results)).containsExactly("409", "409");
        assertThat(results.get(0).at("/response/detail").asString()).contains("created", "bulkId \"ben\"");
        assertThat(okta.scim().get("/Users/" + id(results.get(0))).at("/userName"))
                .isEqualTo("ana");
        assertThat(results.get(1).has("location")).isFalse();
    }

    @Test
    void whatIsRemovedAndWhatIsMadeKeepTheirOrder() {
        String ana = okta.user("ana");
        String group = okta.group("Staff", ana);
        List<JsonNode> results = bulk(
                delete("/Users/" + ana),
                user("ana"),
                adding("/Groups/" + group, "bulkId:ben"),
                change("PATCH", "/Groups/" + group, "'Operations':[{'op':'remove','path':'members'}]"),
                user("ben"));

        assertThat(statuses(results)).containsExactly("204", "201", "204", "204", "201");
        assertThat(id(results.get(1))).isNotEqualTo(ana);
        assertThat(members(group)).isEmpty();
    }

    // ---- results

    /** B084, Q-P94. */
    @Test
    void aResultHasLocationVersionAndAStatusThatIsAString() {
        String ana = okta.user("ana");
        List<JsonNode> results = bulk(
                user("ben"),
                change("PUT", "/Users/" + ana, "'userName':'ana','title':'x'"),
                delete("/Users/" + ana),
                delete("/Users/" + ana));

        JsonNode created = results.get(0);
        assertThat(created.get("status").isString()).isTrue();
        assertThat(created.get("method").asString()).isEqualTo("POST");
        assertThat(created.get("bulkId").asString()).isEqualTo("ben");
        assertThat(created.get("version").asString()).isEqualTo("W/\"1\"");
        assertThat(created.get("location").asString()).startsWith(okta.scim().base() + "/Users/");
        assertThat(created.has("response")).isFalse();
        assertThat(results.get(1).get("version").asString()).isEqualTo("W/\"2\"");
        for (JsonNode result : results.subList(1, 4)) {
            assertThat(result.get("location").asString()).isEqualTo(okta.scim().base() + "/Users/" + ana);
        }
        assertThat(statuses(results)).containsExactly("201", "200", "204", "404");
        assertThat(results.get(3).at("/response/schemas/0").asString()).isEqualTo(ScimError.SCHEMA);
        assertThat(results.get(3).at("/response/status").asString()).isEqualTo("404");
    }

    @Test
    void anOperationIsRefusedAsItWouldBeAloneAndTheOthersGoOn() {
        okta.user("ana");
        List<JsonNode> results = bulk(
                user("ana"),
                user("ben"),
                post("Users", "x", "'title':'nobody'"),
                user("cleo", MANAGER.formatted("bulkId:ana")),
                user("dora", MANAGER.formatted("bulkId:nobody")),
                adding("/Groups/bulkId:x", "bulkId:ben"),
                delete("/Users/bulkId:ana"));

        assertThat(statuses(results)).containsExactly("409", "201", "400", "409", "400", "409", "409");
        assertThat(results.get(0).at("/response/scimType").asString()).isEqualTo("uniqueness");
        assertThat(results.get(0).has("location")).isFalse();
        assertThat(results.get(3).at("/response/detail").asString()).contains("\"ana\"");
        assertThat(results.get(4).at("/response/detail").asString()).contains("\"nobody\"");
        assertThat(okta.find("Users", "userName pr").get("totalResults").asInt())
                .isEqualTo(2);
    }

    @Test
    void aRepeatedBulkConflictsWithItself() {
        assertThat(statuses(bulk(user("ana"), group("Staff", "bulkId:ana")))).containsExactly("201", "201");
        assertThat(statuses(bulk(user("ana"), group("Staff", "bulkId:ana")))).containsExactly("409", "409");
    }

    /** B086. */
    @Test
    void failOnErrorsEndsTheWorkAndOnlyWhatWasDoneIsAnswered() {
        String[] operations = {
            user("ana"), user("ana-again", "'nonsense':1"), delete("/Users/1"), delete("/Users/2"), user("late")
        };
        for (int allowed : List.of(1, 2, 3)) {
            TestProvider other = tenant.provider("provider-" + allowed);
            Answer answer = other.scim()
                    .post(
                            "/Bulk",
                            request(",'failOnErrors':" + allowed, operations)
                                    .replace("\"ana", "\"ana-" + allowed)
                                    .replace("\"late", "\"late-" + allowed));
            List<JsonNode> results =
                    answer.json().get("Operations").valueStream().toList();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(statuses(results))
                    .isEqualTo(List.of("201", "201", "404", "404", "201").subList(0, allowed == 3 ? 5 : 2 + allowed));
            assertThat(other.find("Users", "userName sw \"late\"")
                            .get("totalResults")
                            .asInt())
                    .isEqualTo(allowed == 3 ? 1 : 0);
        }
    }

    /** The version of an operation is its If-Match. */
    @Test
    void aVersionThatIsNotTheCurrentOneIsAFailedPrecondition() {
        String ana = okta.user("ana");
        String put = "{'method':'%s','path':'/Users/%s','version':'W/\\'%d\\'','data':{'userName':'ana','title':'%s'}}";
        List<JsonNode> results = bulk(
                put.formatted("PUT", ana, 1, "first"),
                put.formatted("PUT", ana, 1, "second"),
                put.formatted("DELETE", ana, 7, ""),
                put.formatted("PUT", ana, 2, "third"));

        assertThat(statuses(results)).containsExactly("200", "412", "412", "200");
        assertThat(results.get(1).get("location").asString()).endsWith(ana);
        assertThat(okta.scim().get("/Users/" + ana).at("/title")).isEqualTo("third");
    }

    // ---- what an operation may not be

    @Test
    void anOperationThatIsMalformedIsAnErrorOfItsOwn() {
        String ana = okta.user("ana");
        List<JsonNode> results = server.unchangedBy(() -> bulk(
                "{}",
                "{'method':'GET','path':'/Users/%s'}".formatted(ana),
                "{'method':'delete','path':'/Users/%s'}".formatted(ana),
                "{'method':'DELETE'}",
                "{'method':'PUT','path':'/Users/%s'}".formatted(ana),
                "{'method':'POST','path':'/Users','data':{'userName':'ben'}}",
                "{'method':'POST','path':'/Users','bulkId':'b'}",
                user("twice"),
                user("twice"),
                "{'method':'PATCH','path':'/Users/%s','data':'x'}".formatted(ana)));

        assertThat(statuses(results)).containsOnly("400");
        assertThat(results)
                .allSatisfy(result ->
                        assertThat(result.at("/response/scimType").asString()).isEqualTo("invalidSyntax"));
        assertThat(results)
                .allSatisfy(result ->
                        assertThat(result.at("/response/detail").asString()).isNotBlank());
    }

    /** H-D5: a path leads to users and groups of the provider that asks, and nowhere else. */
    @Test
    void aPathLeadsNowhereElse() {
        String ana = okta.user("ana");
        TestProvider entra = tenant.provider("entra");
        TestProvider stranger = server.tenant().provider("okta");
        String eve = entra.user("eve");
        String zoe = stranger.user("zoe");
        List<String> paths = List.of(
                "/",
                "/Bulk",
                "/Me",
                "/.search",
                "/Users/.search",
                "/Schemas",
                "/Users/" + ana + "/manager",
                "/Users/../Users",
                "/Users/./" + ana,
                "/Groups/../Users/" + ana,
                "/%55sers/" + ana,
                "/Users%2F" + ana,
                "/Users?x=1",
                "/users/" + ana,
                "/../../" + entra.scim().base().replaceAll(".*/scim", "scim") + "/Users/" + eve,
                entra.scim().base().replaceAll(".*/scim", "/scim") + "/Users/" + eve,
                entra.scim().base() + "/Users/" + eve,
                stranger.scim().base() + "/Users/" + zoe,
                okta.scim().base().replace("v2", "v3") + "/Users/" + ana,
                "https://elsewhere.example/scim/v2/Users/" + ana,
                "/api/v1/users/ana",
                "/Users/" + eve,
                "/Users/" + zoe,
                "/Users/" + new UUID(7, 7),
                "/Groups/" + ana);
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            String[] operations = IntStream.range(0, paths.size())
                    .mapToObj(i ->
                            "{'method':'%s','path':'%s','bulkId':'%d','data':{'userName':'x','displayName':'x','Operations':[{'op':'add','path':'externalId','value':'x'}]}}"
                                    .formatted(method, paths.get(i), i))
                    .toArray(String[]::new);
            List<JsonNode> results = server.unchangedBy(() -> bulk(operations));
            assertThat(results)
                    .allSatisfy(result -> assertThat(result.get("status").asString())
                            .as(result.toString())
                            .isIn("404", "405"));
        }
        assertThat(statuses(bulk(
                        delete(okta.scim().base() + "/Users/" + ana),
                        delete(okta.scim().base().replaceAll(".*/scim", "/scim") + "/Users/" + ana + "/"))))
                .as("its own base may stand before it")
                .containsExactly("204", "404");
    }

    /** H-T1: members of others are as unknown as nobody's. */
    @Test
    void membersOfAnotherProviderAreNotReached() {
        String eve = tenant.provider("entra").user("eve");
        List<JsonNode> results = bulk(group("Staff", eve));

        assertThat(statuses(results)).containsExactly("201");
        assertThat(members(id(results.getFirst()))).isEmpty();
    }

    @Test
    void aBulkIsForItsOwnProviderOnly() {
        TestProvider entra = tenant.provider("entra");
        assertThat(server.unchangedBy(() -> entra.scim()
                                .post(
                                        "/Bulk",
                                        request("", user("ana")),
                                        "Authorization",
                                        okta.scim().authorization()))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aMalformedEnvelopeChangesNothing() {
        for (String text : List.of(
                "",
                "[]",
                "null",
                "{}",
                "{'Operations':[%s]}".formatted(user("ana")),
                "{'schemas':[],'Operations':[%s]}".formatted(user("ana")),
                "{%s}".formatted(SCHEMAS),
                "{%s,'Operations':[]}".formatted(SCHEMAS),
                "{%s,'Operations':{'0':%s}}".formatted(SCHEMAS, user("ana")),
                "{%s,'Operations':[%s,1]}".formatted(SCHEMAS, user("ana")),
                "{%s,'Operations':[%s],'operations':[]}".formatted(SCHEMAS, user("ana")),
                "{%s,'failOnErrors':'x','Operations':[%s]}".formatted(SCHEMAS, user("ana")),
                "{%s,'Operations':[%s]".formatted(SCHEMAS, user("ana")))) {
            Answer answer = server.unchangedBy(() -> okta.scim().post("/Bulk", body(text)));
            assertThat(answer.status()).as(text).isEqualTo(400);
            assertThat(answer.at("/scimType")).as(text).isEqualTo("invalidSyntax");
        }
    }

    @Test
    void refusedOperationsAreKeptWithTheRefusalsLikeOthers() {
        bulk(
                user("ana"),
                post("Users", "again", "'userName':'ana'"),
                delete("/Users/1"),
                "{'method':'\\u0007','path':'/Users/\\u202e'}");

        List<JsonNode> refusals = tenant.refusals().valueStream().toList();
        assertThat(refusals).hasSize(3);
        assertThat(refusals.stream().map(refusal -> refusal.get("method").asString()))
                .containsExactlyInAnyOrder("POST", "DELETE", "\"\\u0007\"");
        assertThat(refusals.stream().map(refusal -> refusal.get("path").asString()))
                .allSatisfy(path -> assertThat(path).contains("/v2/Users"))
                .anySatisfy(path -> assertThat(path).endsWith("/v2/Users/1"));
    }

    // ---- limits

    @Test
    void ofOperationsIsKeptAndNamed() {
        Answer most = send(deletions(Limits.BULK_OPERATIONS));
        assertThat(most.status()).as(most.text()).isEqualTo(200);
        assertThat(most.json().get("Operations")).hasSize(Limits.BULK_OPERATIONS);
        Answer more = server.unchangedBy(() -> send(deletions(Limits.BULK_OPERATIONS + 1)));
        assertThat(more.status()).isEqualTo(413);
        assertThat(more.at("/detail")).contains("1000", "maxOperations");
    }

    private static String[] deletions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> delete("/Users/" + new UUID(7, i)))
                .toArray(String[]::new);
    }

    @Test
    void ofBytesIsKeptAndNamed() {
        String text = request("", user("ana"));
        String full = text + " ".repeat(Limits.BULK_BYTES - text.length());
        Answer more = server.unchangedBy(() -> okta.scim().post("/Bulk", full + " "));
        assertThat(more.status()).isEqualTo(413);
        assertThat(more.at("/detail")).contains("1048576", "maxPayloadSize");
        assertThat(okta.scim().post("/Bulk", full).status()).isEqualTo(200);
    }

    @Test
    void ofAPatchHoldsInsideABulkToo() {
        String ana = okta.user("ana");
        String operations = IntStream.rangeClosed(0, Limits.PATCH_OPERATIONS)
                .mapToObj("{'op':'replace','path':'title','value':'%d'}"::formatted)
                .collect(Collectors.joining(","));
        assertThat(statuses(bulk(change("PATCH", "/Users/" + ana, "'Operations':[" + operations + "]"))))
                .containsExactly("413");
    }
}
