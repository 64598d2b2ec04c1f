package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who is the same person, and who only looks so (H-I1, H-I2, H-I3, H-I5, H-I8, H-I10, H-I15). */
class IdentityTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aTenant() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
    }

    // ---- externalId (H-I1)

    /** A022, A023: whatever it says, it is the provider's word for its own person and selects nothing of ours. */
    @Test
    void anExternalIdIsOpaque() {
        String victim = okta.user("victim");
        JsonNode before = okta.scim().get("/Users/" + victim).json();
        List<String> ids = List.of(
                "1",
                "0",
                "-1",
                "01",
                "1e0",
                "admin",
                "null",
                "true",
                victim,
                " ",
                "../..",
                "' or 1=1 --",
                "\u65e5\u672c",
                "x".repeat(10_240),
                okta.id(),
                tenant.id().value().toString());
        for (int i = 0; i < ids.size(); i++) {
            Answer created = create("person" + i, ids.get(i));
            assertThat(created.status()).as(created.text()).isEqualTo(201);
            assertThat(created.at("/externalId")).isEqualTo(ids.get(i));
            assertThat(created.id()).isNotEqualTo(victim).isNotEqualTo(ids.get(i));
            if (ids.get(i).length() < 1_000) {
                JsonNode found = okta.find("Users", "externalId eq " + JSON.writeValueAsString(ids.get(i)));
                assertThat(found.get("totalResults").asInt()).as(ids.get(i)).isEqualTo(1);
                assertThat(found.at("/Resources/0/id").asString()).isEqualTo(created.id());
            }
        }
        assertThat(okta.scim().get("/Users/" + victim).json()).isEqualTo(before);
        assertThat(okta.scim().get("/Users/1").status()).isEqualTo(404);
    }

    @Test
    void anExternalIdIsAStringOrNothing() {
        server.unchangedBy(() -> {
            for (String value : List.of("1", "1.5", "true", "{}", "['a','b']", "{'a':'b'}")) {
                Answer answer =
                        okta.scim().post("/Users", body("{'userName':'typed','externalId':%s}".formatted(value)));
                assertThat(answer.status()).as(value).isEqualTo(400);
                assertThat(answer.at("/scimType")).as(value).isEqualTo("invalidValue");
            }
            return true;
        });
        for (String value : List.of("null", "''", "[]")) {
            String name = "no-external-id-" + value.length();
            Answer answer =
                    okta.scim().post("/Users", body("{'userName':'%s','externalId':%s}".formatted(name, value)));
            assertThat(answer.status()).as(value).isEqualTo(201);
            assertThat(answer.json().has("externalId")).isFalse();
            okta.scim().delete("/Users/" + answer.id());
        }
    }

    /** P-7, compat: the provider's business whether it is unique; a second active person is a second person. */
    @Test
    void anExternalIdMayBeGivenTwice() {
        assertThat(create("first", "same").id())
                .isNotEqualTo(create("second", "same").id());
        assertThat(okta.find("Users", "externalId eq \"same\"")
                        .get("totalResults")
                        .asInt())
                .isEqualTo(2);
    }

    // ---- userName (H-I2, H-I3, H-I5)

    /** H-I2. */
    @Test
    void aUserNameIsTheSameInAnyCase() {
        String id = okta.user("A@x.example");
        assertConflict(create("a@X.example"));
        for (String name : List.of("A@X.EXAMPLE", "a@x.example")) {
            assertThat(okta.find("Users", "userName eq \"" + name + "\"")
                            .at("/Resources/0/id")
                            .asString())
                    .isEqualTo(id);
        }
        String other = okta.user("b@x.example");
        assertConflict(okta.patchUser(other, "{'op':'replace','path':'userName','value':'a@x.EXAMPLE'}"));
        assertConflict(okta.scim().put("/Users/" + other, body("{'userName':'A@x.example'}")));
        assertThat(okta.patchUser(id, "{'op':'replace','path':'userName','value':'a@x.example'}")
                        .at("/userName"))
                .as("one's own name in another case is no conflict, and is kept as sent")
                .isEqualTo("a@x.example");
    }

    /**
     * H-I3: the documented canonical form is PRECIS UsernameCaseMapped (RFC 8265 §3.3), and for what that profile
     * refuses NFKC in lower case. Each row holds names that are one, as the first group, and names that are others.
     */
    @Test
    void userNamesThatAreOneFormAreOneName() {
        for (String[] same : new String[][] {
            {"mike", "MIKE", "Mike", "\uff4d\uff49\uff4b\uff45", "mi\u212ae", " mike ", "\tmike".strip()},
            {"stra\u00dfe", "STRA\u00dfE", "Stra\u00dfe"},
            {"\u00e9mile", "e\u0301mile", "\u00c9MILE", "E\u0301mile"},
            {"\u01c6uro", "\u01c4URO", "\u01c5uro"},
            {"jos\u00e9 garc\u00eda", "JOS\u00c9 GARC\u00cdA", "Jose\u0301 Garc\u00eda"},
            {"\ufb01nn two", "finn two", "FINN TWO"},
            {"\u5c71\u7530", "\u5c71\u7530"},
        }) {
            Answer first = create(same[0]);
            assertThat(first.status()).as(same[0]).isEqualTo(201);
            for (String name : Arrays.asList(same).subList(1, same.length)) {
                assertConflict(create(name));
                assertThat(okta.find("Users", "userName eq " + JSON.writeValueAsString(name))
                                .at("/Resources/0/id")
                                .asString())
                        .as(name)
                        .isEqualTo(first.id());
            }
        }
    }

    @Test
    void userNamesThatOnlyLookAlikeAreOthers() {
        for (String[] different : new String[][] {
            {"mike", "m\u0131ke"},
            {"strasse", "stra\u00dfe"},
            {"admin", "\u0430dmin"},
            {"inge", "\u0130nge"},
            {"a.b", "ab"},
            {"x y", "x  y"},
            {"\u03c3", "\u03c2"},
        }) {
            TestProvider apart = server.tenant().provider("okta");
            for (String name : different) {
                Answer created =
                        apart.scim().post("/Users", JSON.writeValueAsString(java.util.Map.of("userName", name)));
                assertThat(created.status()).as(name).isEqualTo(201);
                assertThat(created.at("/userName")).as("echoed as sent").isEqualTo(name);
            }
        }
    }

    /** The long s is an s to NFKC, so that it collides with the name it imitates. */
    @Test
    void aUserNameThatImitatesAnotherCollides() {
        okta.user("session");
        assertConflict(create("\u017fe\u017fsion"));
        okta.user("file");
        assertConflict(create("\ufb01le"));
    }

    /** H-I5. */
    @Test
    void aUserNameWithWhatNobodySeesIsRefused() {
        server.unchangedBy(() -> {
            for (String name : List.of(
                    "",
                    " ",
                    "\u00a0",
                    "\u3000",
                    "\u2003\u00a0",
                    "a\u200bb",
                    "a\u200db",
                    "\u202egnp.exe",
                    "a\u2066b",
                    "a\tb",
                    "a\nb",
                    "a\rb",
                    "a\u0007b",
                    "a\u007fb",
                    "\ufeffa",
                    "a\u00adb",
                    "a\u2028b",
                    "a\u2029b",
                    "a\u0085b",
                    "\udb40\udc41a",
                    "a\ufff9b",
                    "\u0378",
                    "x".repeat(513))) {
                Answer answer = create(name);
                assertThat(answer.status()).as(JSON.writeValueAsString(name)).isEqualTo(400);
                assertThat(answer.at("/scimType")).isEqualTo("invalidValue");
            }
            for (String escaped : List.of("\\u0000", "\\ud800", "\\udfff\\ud800", "a\\u0000b")) {
                assertThat(okta.scim()
                                .post("/Users", "{\"userName\":\"" + escaped + "\"}")
                                .at("/scimType"))
                        .isEqualTo("invalidSyntax");
            }
            return true;
        });
        for (String name : List.of(
                "\ud83d\ude00",
                "o'neil",
                "a\"b",
                "a\\b",
                "x".repeat(512),
                "guest#EXT#@x.example",
                "a/b",
                "%",
                "<b>",
                "${x}")) {
            assertThat(create(name).at("/userName")).isEqualTo(name);
        }
    }

    /** H-I5: a display name is shown, not compared, so it is kept as it is. */
    @Test
    void aDisplayNameIsKeptAsSent() {
        List<String> odd = List.of(
                "a\u200bb",
                "\u202egnp.exe",
                "a\nb\r\n\tc",
                "\u00a0",
                "\ud83d\ude00",
                "<script>alert(1)</script>",
                "=1+1",
                "${jndi:ldap://x}",
                " x ");
        for (int i = 0; i < odd.size(); i++) {
            Answer created = okta.scim()
                    .post(
                            "/Users",
                            JSON.writeValueAsString(
                                    java.util.Map.of("userName", "odd" + i, "displayName", odd.get(i))));
            assertThat(created.status()).isEqualTo(201);
            assertThat(okta.scim().get("/Users/" + created.id()).at("/displayName"))
                    .isEqualTo(odd.get(i));
        }
    }

    /** H-I15. */
    @Test
    void anEmailMayBeSharedAndMayBeAnothersUserName() {
        String ana = okta.user("ana@x.example");
        Answer ben = okta.scim()
                .post(
                        "/Users",
                        body("{'userName':'ben@x.example','emails':[{'value':'ana@x.example','primary':true}]}"));
        assertThat(ben.status()).isEqualTo(201);
        assertThat(okta.find("Users", "userName eq \"ana@x.example\"")
                        .at("/Resources/0/id")
                        .asString())
                .isEqualTo(ana);
        assertThat(okta.find("Users", "emails.value eq \"ana@x.example\"")
                        .at("/Resources/0/id")
                        .asString())
                .isEqualTo(ben.id());
        assertThat(tenant.explain("ana@x.example").at("/id").asString()).isEqualTo(ana);
    }

    /** H-I7, Q-P26: an address is what a provider says and no proof of anything; nobody is told that it is verified. */
    @Test
    void anEmailIsNotBelieved() {
        String owner = okta.user("owner@x.example");
        Answer claims = tenant.provider("entra")
                .scim()
                .post(
                        "/Users",
                        body("{'userName':'claims','emailVerified':true,"
                                + "'emails':[{'value':'owner@x.example','primary':true,'verified':true}]}"));
        assertThat(claims.status()).isEqualTo(201);
        assertThat(claims.id()).isNotEqualTo(owner);
        assertThat(claims.text()).doesNotContainIgnoringCase("verified");
        assertThat(tenant.events().toString()).doesNotContainIgnoringCase("verified");
        assertThat(tenant.explain("claims").toString()).doesNotContainIgnoringCase("verified");
        assertThat(okta.scim().get("/Users/" + owner).at("/userName")).isEqualTo("owner@x.example");
    }

    /** A034. */
    @Test
    void aNickNameMayBeAnothersUserName() {
        String ana = okta.user("ana");
        Answer ben = okta.scim().post("/Users", body("{'userName':'ben','nickName':'ana'}"));
        assertThat(ben.status()).isEqualTo(201);
        assertThat(okta.find("Users", "userName eq \"ana\"").get("Resources").findValuesAsString("id"))
                .containsExactly(ana);
        assertThat(tenant.explain("ana").at("/id").asString()).isEqualTo(ana);
    }

    /** H-I8, P-53. */
    @Test
    void whoIsCreatedAgainIsSomebodyNew() {
        Answer first = create("again", "ext-again");
        String group = okta.group("Staff", first.id());
        okta.scim().delete("/Users/" + first.id());
        Answer second = create("again", "ext-again");
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(okta.scim().get("/Groups/" + group).json().has("members")).isFalse();
        assertThat(okta.scim().get("/Users/" + first.id()).status()).isEqualTo(404);
        assertThat(okta.setActive(first.id(), false).status()).isEqualTo(404);
        assertThat(okta.scim().get("/Users/" + second.id()).at("/active")).isEqualTo("true");
    }

    // ---- at once (H-I10)

    @Test
    void fiftyEqualPostsAtOnceCreateOnePerson() throws Exception {
        String person = body("{'userName':'rush','externalId':'rush-1','displayName':'Rush'}");
        List<Answer> answers = atOnce(50, () -> okta.scim().post("/Users", person));
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 409)
                .hasSize(49)
                .allSatisfy(answer -> assertThat(answer.at("/scimType")).isEqualTo("uniqueness"));
        assertThat(okta.find("Users", "externalId eq \"rush-1\"")
                        .get("totalResults")
                        .asInt())
                .isEqualTo(1);
        assertThat(tenant.log().findValuesAsString("action"))
                .filteredOn("user added"::equals)
                .hasSize(1);
        assertThat(tenant.events().findValuesAsString("type")).containsExactly("user.added");
    }

    @Test
    void fiftyEqualGroupsAtOnceAreOne() throws Exception {
        List<Answer> answers = atOnce(50, () -> okta.scim().post("/Groups", body("{'displayName':'Rush'}")));
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(49);
        assertThat(okta.find("Groups", "displayName eq \"rush\"")
                        .get("totalResults")
                        .asInt())
                .isEqualTo(1);
    }

    /** Two providers that claim one name at once: one has it, the other is told. */
    @Test
    void oneNameAtTwoProvidersAtOnceIsOnePerson() throws Exception {
        TestProvider entra = tenant.provider("entra");
        List<Answer> answers = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            String person = body("{'userName':'round%d'}".formatted(round));
            answers.addAll(atOnce(4, i -> (i % 2 == 0 ? okta : entra).scim().post("/Users", person)));
        }
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(10);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(30);
    }

    /** Swapping names by way of renames that meet: never two people of one name, never an error of ours. */
    @Test
    void renamesThatMeetLeaveNamesUnique() throws Exception {
        List<String> ids = List.of(okta.user("left"), okta.user("right"));
        List<Answer> answers = atOnce(
                20,
                i -> okta.patchUser(
                        ids.get(i % 2),
                        "{'op':'replace','path':'userName','value':'%s'}"
                                .formatted(i % 3 == 0 ? "middle" : i % 3 == 1 ? "left" : "right")));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 409));
    }

    private interface Numbered<T> {
        T call(int number);
    }

    private static List<Answer> atOnce(int times, Callable<Answer> call) throws Exception {
        return atOnce(times, i -> {
            try {
                return call.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static List<Answer> atOnce(int times, Numbered<Answer> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> futures = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int number = i;
                futures.add(threads.submit(() -> call.call(number)));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> future : futures) {
                answers.add(future.get());
            }
            return answers;
        }
    }

    // ---- how

    private Answer create(String userName) {
        return okta.scim().post("/Users", JSON.writeValueAsString(java.util.Map.of("userName", userName)));
    }

    private Answer create(String userName, String externalId) {
        return okta.scim()
                .post(
                        "/Users",
                        JSON.writeValueAsString(java.util.Map.of("userName", userName, "externalId", externalId)));
    }

    private static void assertConflict(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        assertThat(answer.at("/scimType")).isEqualTo("uniqueness");
    }
}
