package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** PATCH and PUT do what they say, all of it or nothing (H-P1 to H-P7, H-P10, H-P11, B058 to B080). */
class PatchMeaningTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static TestTenant tenant;
    private static TestProvider okta;
    private static String ana;
    private static String ben;
    private static String eve;

    @BeforeAll
    static void people() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        ana = okta.user("ana");
        ben = okta.scim()
                .post("/Users", body("{'userName':'ben','displayName':'Ben'}"))
                .id();
        eve = okta.scim()
                .post("/Users", body("{'userName':'eve','displayName':'Eve'}"))
                .id();
    }

    // ---- members (H-P1 to H-P4)

    /** H-P1. */
    @Test
    void removingMembersByFilterRemovesExactlyThose() {
        for (Map.Entry<String, List<String>> removal : Map.of(
                        "members[value eq '%s']".formatted(ana),
                        List.of(ben, eve),
                        "members[value eq '%s' or value eq '%s']".formatted(ana, ben),
                        List.of(eve),
                        "members[display eq 'BEN']",
                        List.of(ana, eve),
                        "members[display sw 'B' or display sw 'E']",
                        List.of(ana),
                        "members[not (display pr)]",
                        List.of(ben, eve),
                        "members[value ne '%s']".formatted(ana),
                        List.of(ana),
                        "members[type eq 'User']",
                        List.<String>of(),
                        "members[type eq 'Group']",
                        List.of(ana, ben, eve),
                        "members[value eq 'nobody']",
                        List.of(ana, ben, eve),
                        "members[display eq 'Nobody' and value pr]",
                        List.of(ana, ben, eve))
                .entrySet()) {
            String group = okta.group("Filtered " + removal.getKey().replace("'", ""), ana, ben, eve);
            String path = removal.getKey().replace("'", "\\'");
            Answer answer = okta.patchGroup(group, "{'op':'remove','path':'%s'}".formatted(path));
            assertThat(answer.status()).as(removal.getKey()).isEqualTo(204);
            assertThat(members(group)).as(removal.getKey()).containsExactlyInAnyOrderElementsOf(removal.getValue());
        }
    }

    /** H-P1: RFC 7644 §3.5.2.3 has noTarget for replace only. */
    @Test
    void removingNobodyIsASuccessAndNoChange() {
        String group = okta.group("Unchanged", ana);
        server.unchangedBy(() -> {
            for (String operation : List.of(
                    "{'op':'remove','path':'members[value eq \\'%s\\']'}".formatted(ben),
                    "{'op':'remove','path':'members','value':[{'value':'%s'}]}".formatted(ben),
                    "{'op':'remove','path':'members','value':[]}",
                    "{'op':'remove','path':'externalId'}",
                    "{'op':'add','path':'members','value':[{'value':'%s'}]}".formatted(ana),
                    "{'op':'add','path':'members','value':[]}",
                    "{'op':'replace','path':'members','value':[{'value':'%s'}]}".formatted(ana),
                    "{'op':'replace','path':'displayName','value':'Unchanged'}",
                    "{'op':'add','path':'members','value':[{'value':'%1$s'}]},{'op':'remove','path':'members','value':[{'value':'%1$s'}]}"
                            .formatted(ben))) {
                Answer answer = okta.patchGroup(group, operation);
                assertThat(answer.status()).as(operation).isEqualTo(204);
                assertThat(answer.header("ETag")).isEqualTo("W/\"1\"");
            }
            return true;
        });
    }

    /** H-P2, Q-P48. */
    @Test
    void removingWithAListRemovesWhatIsListedAndNeverAll() {
        for (String value : List.of(
                "[{'value':'%s'}]",
                "[{'$ref':null,'value':'%s'}]",
                "{'value':'%s'}",
                "['%s']",
                "'%s'",
                "[{'value':'%s'},{'value':'nobody'}]",
                "{'members':[{'value':'%s'}]}")) {
            String group = okta.group("Listed " + value.replace("'", ""), ana, ben, eve);
            String operation = "{'op':'Remove','path':'members','value':%s}".formatted(value.formatted(ben));
            assertThat(okta.patchGroup(group, operation).status()).as(operation).isEqualTo(204);
            assertThat(members(group)).as(operation).containsExactlyInAnyOrder(ana, eve);
        }
        String group = okta.group("All of them", ana, ben);
        assertThat(okta.patchGroup(group, "{'op':'remove','path':'members'}").status())
                .isEqualTo(204);
        assertThat(members(group)).isEmpty();
    }

    /** H-P3. */
    @Test
    void addingNeverRemoves() {
        String group = okta.group("Adding", ana);
        for (String value : List.of("[{'value':'%s'}]", "{'value':'%s'}", "[{'value':'%s'},{'value':'%1$s'}]")) {
            okta.patchGroup(group, "{'op':'add','path':'members','value':%s}".formatted(value.formatted(ben)));
            assertThat(members(group)).containsExactlyInAnyOrder(ana, ben);
        }
        okta.patchUser(ana, "{'op':'replace','path':'emails','value':[{'value':'a@x.example','type':'work'}]}");
        okta.patchUser(ana, "{'op':'add','path':'emails','value':[{'value':'b@x.example','type':'home'}]}");
        okta.patchUser(ana, "{'op':'add','value':{'emails':[{'value':'c@x.example'}]}}");
        JsonNode before = user(ana);
        assertThat(before.get("emails").findValuesAsString("value"))
                .containsExactly("a@x.example", "b@x.example", "c@x.example");
        server.unchangedBy(() ->
                okta.patchUser(ana, "{'op':'add','path':'emails','value':[{'value':'b@x.example','type':'home'}]}"));
        assertThat(user(ana)).isEqualTo(before);
    }

    /** H-P4. */
    @Test
    void replacingMembersLeavesExactlyThose() {
        String group = okta.group("Replacing", ana, ben);
        okta.patchGroup(
                group, "{'op':'replace','path':'members','value':[{'value':'%s'},{'value':'%s'}]}".formatted(ben, eve));
        assertThat(members(group)).containsExactlyInAnyOrder(ben, eve);
        okta.patchGroup(group, "{'op':'replace','value':{'members':[{'value':'%s'}]}}".formatted(ana));
        assertThat(members(group)).containsExactly(ana);
        for (String nothing : List.of("[]", "null")) {
            okta.patchGroup(group, "{'op':'add','path':'members','value':[{'value':'%s'}]}".formatted(eve));
            okta.patchGroup(group, "{'op':'replace','path':'members','value':%s}".formatted(nothing));
            assertThat(members(group)).as(nothing).isEmpty();
        }
    }

    /** H-P4: without members a PUT says nothing of them; null or an empty list says there are none. */
    @Test
    void puttingAGroupKeepsMembersItDoesNotSpeakOf() {
        String group = okta.group("Putting", ana, ben);
        Answer renamed = okta.scim().put("/Groups/" + group, body("{'displayName':'Put','externalId':'p'}"));
        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.json().get("members").findValuesAsString("value")).containsExactlyInAnyOrder(ana, ben);
        put(group, "{'displayName':'Put','members':[{'value':'%s'}]}".formatted(eve));
        assertThat(members(group)).containsExactly(eve);
        assertThat(okta.scim().get("/Groups/" + group).json().has("externalId")).isFalse();
        put(group, "{'displayName':'Put','members':[]}");
        assertThat(members(group)).isEmpty();
        put(group, "{'displayName':'Put','members':[{'value':'%s'}]}".formatted(eve));
        put(group, "{'displayName':'Put','members':null}");
        assertThat(members(group)).isEmpty();
    }

    // ---- not understood is an error (H-P5)

    @Test
    void whatIsNotUnderstoodIsRefusedAndChangesNothing() {
        String group = okta.group("Refusing", ana);
        server.unchangedBy(() -> {
            for (String[] refused : new String[][] {
                {"{'op':'destroy','path':'title','value':'x'}", "invalidSyntax"},
                {"{'op':'replac','path':'title','value':'x'}", "invalidSyntax"},
                {"{'op':null,'path':'title','value':'x'}", "invalidSyntax"},
                {"{'op':1,'path':'title','value':'x'}", "invalidSyntax"},
                {"{'path':'title','value':'x'}", "invalidSyntax"},
                {"'replace'", "invalidSyntax"},
                {"[]", "invalidSyntax"},
                {"null", "invalidSyntax"},
                {"{'op':'replace','path':'title'}", "invalidValue"},
                {"{'op':'add','path':'emails'}", "invalidValue"},
                {"{'op':'replace'}", "invalidValue"},
                {"{'op':'replace','value':'x'}", "invalidValue"},
                {"{'op':'replace','value':[{'title':'x'},{'title':'y'}]}", "invalidValue"},
                {"{'op':'replace','path':'title','value':5}", "invalidValue"},
                {"{'op':'replace','path':'title','value':true}", "invalidValue"},
                {"{'op':'replace','path':'title','value':{'a':1}}", "invalidValue"},
                {"{'op':'replace','path':'title','value':['a','b']}", "invalidValue"},
                {"{'op':'replace','path':'emails','value':[5]}", "invalidValue"},
                {"{'op':'replace','path':'name','value':5}", "invalidValue"},
                {"{'op':'replace','path':'unknown','value':'x'}", "invalidPath"},
                {"{'op':'remove','path':'unknown'}", "invalidPath"},
                {"{'op':'replace','path':'name.unknown','value':'x'}", "invalidPath"},
                {"{'op':'replace','path':'emails[type eq \\'work\\'','value':'x'}", "invalidPath"},
                {"{'op':'replace','path':'emails[unknown eq \\'work\\'].value','value':'x'}", "invalidFilter"},
                {"{'op':'replace','path':'emails[0].value','value':'x'}", "invalidPath"},
                {"{'op':'replace','path':'emails.','value':'x'}", "invalidPath"},
                {"{'op':'replace','path':'.title','value':'x'}", "invalidPath"},
                {"{'op':'replace','path':'ti tle','value':'x'}", "invalidPath"},
                {"{'op':'replace','path':5,'value':'x'}", "invalidPath"},
                {"{'op':'replace','path':'__proto__','value':'x'}", "invalidPath"},
                {"{'op':'replace','path':'class.classLoader','value':'x'}", "invalidPath"},
                {"{'op':'replace','path':'[\\'x\\']','value':'x'}", "invalidPath"},
                {"{'op':'remove'}", "noTarget"},
                {"{'op':'remove','value':{'title':'x'}}", "noTarget"},
                {"{'op':'remove','path':'userName'}", "mutability"},
                {"{'op':'remove','path':'id'}", "mutability"},
                {"{'op':'remove','path':'meta'}", "mutability"},
                {"{'op':'remove','path':'groups'}", "mutability"},
                {"{'op':'replace','path':'userName','value':''}", "invalidValue"},
                {"{'op':'replace','path':'userName','value':null}", "invalidValue"},
            }) {
                assertRefused(okta.patchUser(ana, refused[0]), refused[0], refused[1]);
            }
            for (String[] refused : new String[][] {
                {"{'op':'add','path':'members','value':[{'display':'x'}]}", "invalidValue"},
                {"{'op':'add','path':'members','value':[5]}", "invalidValue"},
                {"{'op':'add','path':'members','value':true}", "invalidValue"},
                {"{'op':'replace','path':'members.value','value':'x'}", "mutability"},
                {"{'op':'replace','path':'members[value eq \\'x\\']','value':[]}", "invalidPath"},
                {"{'op':'remove','path':'displayName'}", "mutability"},
            }) {
                assertRefused(okta.patchGroup(group, refused[0]), refused[0], refused[1]);
            }
            for (String patch : List.of(
                    "{}",
                    "{'Operations':[]}",
                    "{'Operations':{}}",
                    "{'Operation':[]}",
                    "{'operation':[{'op':'remove','path':'title'}]}",
                    "[]",
                    "{'Operations':'x'}")) {
                assertRefused(okta.scim().patch("/Users/" + ana, body(patch)), patch, "invalidSyntax");
            }
            return true;
        });
    }

    private static void assertRefused(Answer answer, String sent, String type) {
        assertThat(answer.status()).as("%s: %s", sent, answer.text()).isEqualTo(400);
        assertThat(answer.at("/scimType")).as("%s: %s", sent, answer.text()).isEqualTo(type);
    }

    // ---- active (H-P6)

    @Test
    void activeIsTrueOrFalseAndNothingThatLooksLikeIt() {
        String user = okta.user("active-shapes");
        for (String[] shape : new String[][] {
            {"false", "false"},
            {"true", "true"},
            {"'False'", "false"},
            {"'True'", "true"},
            {"'false'", "false"},
            {"'true'", "true"},
            {"'FALSE'", "false"},
            {"'tRuE'", "true"},
            {"[false]", "false"},
            {"[{'value':'True'}]", "true"}
        }) {
            for (String operation : List.of(
                    "{'op':'replace','path':'active','value':%s}",
                    "{'op':'Replace','path':'active','value':%s}",
                    "{'op':'replace','value':{'active':%s}}",
                    "{'op':'add','path':'active','value':%s}",
                    "{'op':'replace','path':'urn:ietf:params:scim:schemas:core:2.0:User:active','value':%s}",
                    "{'op':'replace','value':{'Active':%s}}")) {
                Answer answer = okta.patchUser(user, operation.formatted(shape[0]));
                assertThat(answer.status()).as(operation, shape[0]).isEqualTo(200);
                assertThat(answer.at("/active")).as(operation, shape[0]).isEqualTo(shape[1]);
            }
            Answer put = okta.scim()
                    .put("/Users/" + user, body("{'userName':'active-shapes','active':%s}".formatted(shape[0])));
            assertThat(put.at("/active")).isEqualTo(shape[1]);
        }
        server.unchangedBy(() -> {
            for (String value : List.of(
                    "0",
                    "1",
                    "'0'",
                    "'1'",
                    "'no'",
                    "'yes'",
                    "' true'",
                    "'true '",
                    "''",
                    "null",
                    "[]",
                    "[true,false]",
                    "{}",
                    "'TRU\\u0045 '",
                    "'disabled'",
                    "-1",
                    "{'active':true}")) {
                for (String operation : List.of(
                        "{'op':'replace','path':'active','value':%s}", "{'op':'replace','value':{'active':%s}}")) {
                    assertRefused(okta.patchUser(user, operation.formatted(value)), value, "invalidValue");
                }
                assertRefused(
                        okta.scim()
                                .put(
                                        "/Users/" + user,
                                        body("{'userName':'active-shapes','active':%s}".formatted(value))),
                        value,
                        "invalidValue");
                assertRefused(
                        okta.scim().post("/Users", body("{'userName':'active-new','active':%s}".formatted(value))),
                        value,
                        "invalidValue");
            }
            return true;
        });
        assertThat(okta.scim()
                        .put("/Users/" + user, body("{'userName':'active-shapes'}"))
                        .at("/active"))
                .as("a PUT that does not speak of it keeps it")
                .isEqualTo("true");
        okta.setActive(user, false);
        assertThat(okta.scim()
                        .put("/Users/" + user, body("{'userName':'active-shapes'}"))
                        .at("/active"))
                .isEqualTo("false");
        assertThat(okta.patchUser(user, "{'op':'remove','path':'active'}").at("/active"))
                .isIn("false", "");
    }

    // ---- all or nothing (H-P7, H-P10)

    /** H-P7. */
    @Test
    void oneRefusedOperationRefusesAll() {
        String group = okta.group("Atomic", ana);
        String good = "{'op':'replace','path':'title','value':'%d'},";
        StringBuilder operations = new StringBuilder();
        for (int i = 1; i <= 10; i++) {
            operations.append(i == 7 ? "{'op':'replace','path':'active','value':'maybe'}," : good.formatted(i));
        }
        server.unchangedBy(() -> {
            assertThat(okta.patchUser(ana, operations.substring(0, operations.length() - 1))
                            .status())
                    .isEqualTo(400);
            assertThat(okta.patchGroup(
                                    group,
                                    "{'op':'replace','path':'displayName','value':'Renamed'},"
                                            + "{'op':'add','path':'members','value':[{'value':'%s'}]},".formatted(ben)
                                            + "{'op':'add','path':'members','value':[{}]}")
                            .status())
                    .isEqualTo(400);
            return true;
        });
    }

    /** B063: each operation sees what those before it left. */
    @Test
    void operationsFollowEachOther() {
        String group = okta.group("In order", ana);
        okta.patchGroup(
                group,
                "{'op':'remove','path':'members'},{'op':'add','path':'members','value':[{'value':'%s'}]},"
                                .formatted(ben)
                        + "{'op':'add','path':'members','value':[{'value':'%s'}]},".formatted(eve)
                        + "{'op':'remove','path':'members[display eq \\'Eve\\']'}");
        assertThat(members(group)).containsExactly(ben);
        Answer answer = okta.patchUser(
                ana,
                "{'op':'replace','path':'title','value':'a'},{'op':'remove','path':'title'},"
                        + "{'op':'add','path':'nickName','value':'b'},{'op':'replace','path':'nickName','value':'c'}");
        assertThat(answer.json().has("title")).isFalse();
        assertThat(answer.at("/nickName")).isEqualTo("c");
    }

    /** H-P10. */
    @Test
    void aRenameAndADeactivationInOneRequestConcernTheAddressedPerson() {
        String user = okta.user("before");
        Answer answer =
                okta.patchUser(user, "{'op':'replace','value':{'userName':'after','externalId':'x','active':false}}");
        assertThat(answer.id()).isEqualTo(user);
        assertThat(answer.at("/userName")).isEqualTo("after");
        assertThat(answer.at("/active")).isEqualTo("false");
        assertThat(tenant.explain("after").at("/state/state").asString()).isEqualTo("blocked");
        server.unchangedBy(() -> {
            Answer taken = okta.patchUser(user, "{'op':'replace','value':{'userName':'ana','active':true}}");
            assertThat(taken.status()).isEqualTo(409);
            assertThat(taken.at("/scimType")).isEqualTo("uniqueness");
            return true;
        });
    }

    // ---- If-Match (H-P11, B104, B105)

    @Test
    void aWriteForAnotherVersionIsRefused() {
        String user = okta.user("versions");
        String group = okta.group("Versions");
        String title = body("{'Operations':[{'op':'replace','path':'title','value':'%s'}]}");
        server.unchangedBy(() -> {
            for (String tag :
                    List.of("W/\"2\"", "\"1\"", "W/\"0\"", "1", "W/\"01\"", "W/\"2\", W/\"3\"", "\"*\"", "", "W/1")) {
                for (Answer answer : List.of(
                        okta.scim().patch("/Users/" + user, title.formatted("x"), "If-Match", tag),
                        okta.scim().put("/Users/" + user, body("{'userName':'versions','title':'x'}"), "If-Match", tag),
                        okta.scim().delete("/Users/" + user, "If-Match", tag),
                        okta.scim().put("/Groups/" + group, body("{'displayName':'Other'}"), "If-Match", tag),
                        okta.scim().delete("/Groups/" + group, "If-Match", tag))) {
                    assertThat(answer.status()).as(tag).isEqualTo(412);
                    assertThat(answer.at("/status")).isEqualTo("412");
                }
            }
            return true;
        });
        assertThat(okta.scim().delete("/Users/" + user, "If-Match", "garbage").at("/detail"))
                .contains("no entity tag", "W/\"3\"");
        long version = 1;
        for (String tag : List.of("W/\"1\"", "*", "W/\"9\", W/\"3\"")) {
            Answer answer = okta.scim().patch("/Users/" + user, title.formatted(tag.hashCode()), "If-Match", tag);
            assertThat(answer.status()).as(tag).isEqualTo(200);
            version++;
            assertThat(answer.header("ETag")).isEqualTo("W/\"" + version + "\"").isEqualTo(answer.at("/meta/version"));
        }
        assertThat(okta.scim().patch("/Users/" + user, title.formatted("none")).status())
                .isEqualTo(200);
        assertThat(okta.scim().delete("/Users/" + user, "If-Match", "W/\"5\"").status())
                .isEqualTo(204);
    }

    /** B069, Q-P58: what changes nothing is no version and no change set. */
    @Test
    void aChangeOfNothingIsNoChange() {
        String user = okta.scim()
                .post(
                        "/Users",
                        body("{'userName':'same','title':'t','emails':[{'value':'s@x.example','type':'work'}]}"))
                .id();
        JsonNode before = user(user);
        server.unchangedBy(() -> {
            okta.patchUser(user, "{'op':'replace','path':'title','value':'t'}");
            okta.patchUser(user, "{'op':'add','value':{'title':'t','active':true}}");
            okta.patchUser(user, "{'op':'remove','path':'nickName'}");
            okta.patchUser(user, "{'op':'replace','path':'emails[type eq \\'work\\'].value','value':'s@x.example'}");
            okta.scim()
                    .put(
                            "/Users/" + user,
                            body("{'emails':[{'type':'work','value':'s@x.example'}],'title':'t','userName':'same'}"));
            okta.scim().put("/Users/" + user, before.toString());
            return true;
        });
        assertThat(user(user)).isEqualTo(before);
    }

    private static void put(String group, String json) {
        assertThat(okta.scim().put("/Groups/" + group, body(json)).status()).isEqualTo(200);
    }

    private static JsonNode user(String id) {
        return okta.scim().get("/Users/" + id).json();
    }

    private static List<String> members(String group) {
        JsonNode found = okta.scim().get("/Groups/" + group).json();
        return found.has("members") ? found.get("members").findValuesAsString("value") : List.of();
    }
}
