package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import tools.jackson.databind.json.JsonMapper;

/** At each limit a request works; one above it is a clear refusal that changes nothing (principle 10). */
class LimitsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static TestProvider okta;
    private static String user;

    @BeforeAll
    static void aUser() {
        okta = server.tenant().provider("okta");
        user = okta.user("ana");
    }

    @Test
    void ofOperationsInAPatch() {
        assertThat(okta.patchUser(user, operations(Limits.PATCH_OPERATIONS)).status())
                .isEqualTo(200);
        refused(413, () -> okta.patchUser(user, operations(Limits.PATCH_OPERATIONS + 1)));
    }

    private static String operations(int count) {
        return IntStream.range(0, count)
                .mapToObj("{'op':'replace','path':'title','value':'%d'}"::formatted)
                .collect(Collectors.joining(","));
    }

    @Test
    void ofValuesOfAnAttribute() {
        assertThat(create("many", "emails", emails(0, Limits.ATTRIBUTE_VALUES)).status())
                .isEqualTo(201);
        refused(400, () -> create("too-many", "emails", emails(0, Limits.ATTRIBUTE_VALUES + 1)));
        String id = okta.user("growing");
        assertThat(add(id, emails(0, Limits.ATTRIBUTE_VALUES)).status()).isEqualTo(200);
        refused(400, () -> add(id, emails(Limits.ATTRIBUTE_VALUES, 1)));
    }

    private static List<Map<String, String>> emails(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> Map.of("value", i + "@x"))
                .toList();
    }

    private static Answer add(String id, List<Map<String, String>> emails) {
        return okta.scim()
                .patch(
                        "/Users/" + id,
                        JSON.writeValueAsString(
                                Map.of("Operations", List.of(Map.of("op", "add", "path", "emails", "value", emails)))));
    }

    @Test
    void ofMembersInARequest() {
        String group = okta.group("Large");
        assertThat(members(group, Limits.REQUEST_MEMBERS).status()).isEqualTo(204);
        refused(413, () -> members(group, Limits.REQUEST_MEMBERS + 1));
    }

    private static Answer members(String group, int count) {
        String values = IntStream.range(0, count)
                .mapToObj("{\"value\":\"00000000-0000-7000-8000-%012x\"}"::formatted)
                .collect(Collectors.joining(","));
        return okta.scim()
                .patch(
                        "/Groups/" + group,
                        "{\"Operations\":[{\"op\":\"add\",\"path\":\"members\",\"value\":[" + values + "]}]}");
    }

    /** A number is stored without its exponent, and must be readable then. */
    @Test
    void ofDigitsOfANumber() {
        String extension = "{'op':'add','value':{'urn:example:x:1.0:User':{'n':%s}}}";
        String id = create("numbers", "title", "x").id();
        for (String number : List.of("1e99", "1e-99", "9".repeat(100), "-0.5e-3", "1.50e1")) {
            Answer written = okta.patchUser(id, extension.formatted(number));
            assertThat(written.status()).as(number).isEqualTo(200);
            Answer read = okta.scim().get("/Users/" + id);
            assertThat(read.json().get("urn:example:x:1.0:User"))
                    .isEqualTo(written.json().get("urn:example:x:1.0:User"));
            assertThat(okta.patchUser(id, extension.formatted(number)).at("/meta/version"))
                    .as("said again: %s", number)
                    .isEqualTo(read.at("/meta/version"));
        }
        refused(400, () -> okta.patchUser(id, extension.formatted("12e99")));
        refused(400, () -> okta.patchUser(id, extension.formatted("1e-100")));
    }

    @Test
    void ofTheSizeOfAUser() {
        int rest = "{'active':true,'userName':'large','title':''}".length();
        String id = create("large", "title", "x".repeat(Limits.RESOURCE_BYTES - rest))
                .id();
        refused(413, () -> create("larger", "title", "x".repeat(Limits.RESOURCE_BYTES - rest)));
        refused(413, () -> okta.patchUser(id, "{'op':'add','path':'nickName','value':'x'}"));
        refused(
                413,
                () -> okta.scim()
                        .put(
                                "/Users/" + id,
                                body("{'userName':'large','title':'%s'}"
                                        .formatted("\u00fc".repeat(Limits.RESOURCE_BYTES / 2)))));
        refused(
                413,
                () -> okta.patchUser(
                        id,
                        "{'op':'add','path':'urn:example:x:1.0:User','value':{'a':'%s'}}"
                                .formatted("x".repeat(Limits.RESOURCE_BYTES))));
        assertThat(okta.scim().get("/Users/" + id).at("/title")).hasSize(Limits.RESOURCE_BYTES - rest);
    }

    @Test
    void ofTheSizeOfAGroup() {
        String extension = "{'displayName':'%s','urn:example:x:1.0:Group':{'a':'%s'}}";
        refused(
                413,
                () -> okta.scim()
                        .post("/Groups", body(extension.formatted("Huge", "x".repeat(Limits.RESOURCE_BYTES)))));
        String group = okta.group("Small");
        refused(
                413,
                () -> okta.scim()
                        .put("/Groups/" + group, body(extension.formatted("Huge", "x".repeat(Limits.RESOURCE_BYTES)))));
    }

    /** Of a name the form that is compared is bounded, too: some characters stand for many. */
    @Test
    void ofNames() {
        assertThat(create("x".repeat(512), "title", "t").status()).isEqualTo(201);
        refused(400, () -> create("x".repeat(513), "title", "t"));
        refused(400, () -> create("\ufdfa".repeat(512), "title", "t"));
        assertThat(create("\ud842\udfb7".repeat(256), "title", "t").status()).isEqualTo(201);
        assertThat(group("y".repeat(512)).status()).isEqualTo(201);
        refused(400, () -> group("y".repeat(513)));
        refused(400, () -> group("\u0390".repeat(512)));
        assertThat(group(random(512, 'a')).status()).isEqualTo(201);
        assertThat(group(random(512, '\u4e00')).status()).isEqualTo(201);
        assertThat(create(random(512, '\u4e00'), "title", "t").status()).isEqualTo(201);
        String id = okta.group("Renamed");
        refused(
                400,
                () -> okta.patchGroup(
                        id, "{'op':'replace','path':'displayName','value':'%s'}".formatted("z".repeat(10_000))));
    }

    private static Answer group(String displayName) {
        return okta.scim().post("/Groups", JSON.writeValueAsString(Map.of("displayName", displayName)));
    }

    /** What an index holds has no limit of its own. */
    @Test
    void notOfValuesThatAreLookedUp() {
        String longest = random(100_000, 'a');
        Answer created = okta.scim()
                .post(
                        "/Users",
                        JSON.writeValueAsString(Map.of(
                                "userName",
                                "long-values",
                                "externalId",
                                longest,
                                "emails",
                                List.of(Map.of("value", longest)))));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.at("/externalId")).isEqualTo(longest);
        assertThat(created.at("/emails/0/value")).isEqualTo(longest);
        assertThat(okta.scim()
                        .post("/Groups", JSON.writeValueAsString(Map.of("displayName", "Long", "externalId", longest)))
                        .status())
                .isEqualTo(201);
        for (int length : List.of(319, 320, 321, 3_000)) {
            String email = random(length, 'a');
            Answer indexed = create("email" + length, "emails", List.of(Map.of("value", email)));
            assertThat(okta.find("Users", "emails.value eq \"%s\"".formatted(email.toUpperCase(java.util.Locale.ROOT)))
                            .at("/Resources/0/id")
                            .asString())
                    .isEqualTo(indexed.id());
        }
        assertThat(okta.scim()
                        .post(
                                "/Users/.search",
                                body("{'filter':'emails.value eq \\'%s\\'','count':1}"
                                        .formatted("x".repeat(5_000))
                                        .replace("\\'", "\\\"")))
                        .json()
                        .get("totalResults")
                        .asInt())
                .isZero();
    }

    /** Text that does not compress. */
    private static String random(int length, char first) {
        java.util.Random random = new java.util.Random(length);
        return random.ints(length, first, first + 26)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static Answer create(String userName, String name, Object value) {
        return okta.scim().post("/Users", JSON.writeValueAsString(Map.of("userName", userName, name, value)));
    }

    private static void refused(int status, java.util.function.Supplier<Answer> request) {
        Answer answer = server.unchangedBy(request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.at("/detail")).matches("(?s).*[0-9].*");
    }
}
