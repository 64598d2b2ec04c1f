package org.rollcall.server.scim;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.AtOnce;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestTenant;

/** A provider that is taken by the letter, beside one that is not; the engine's rules are in {@code StrictTest}. */
class StrictDialectTest {

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
    private static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
    private static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private final TestTenant tenant = SERVER.tenant();
    private final Client client = tenant.provider("okta").scim();

    StrictDialectTest() {
        dialect("strict");
    }

    private void dialect(String mode) {
        tenant.apply("{'providers':[{'name':'okta','organization':{'fixed':'Default'},'dialect':'" + mode + "'}]}");
    }

    @Nested
    class TheMode {

        @Test
        void countsFromTheNextRequestOnAndCanBeTakenBack() {
            assertThat(user("'active':'True'").status()).isEqualTo(400);

            dialect("compat");
            assertThat(user("'active':'True'").status()).isEqualTo(201);

            dialect("strict");
            assertThat(patch("/Users/" + user("'title':'t'").id(), "'op':'Replace','path':'title','value':'x'")
                            .status())
                    .isEqualTo(400);
        }

        @Test
        void isShownAndReadBack() {
            assertThat(tenant.admin()
                            .get("/api/v1/providers")
                            .json()
                            .at("/items/0/dialect")
                            .asString())
                    .isEqualTo("strict");
            assertThat(tenant.admin()
                            .get("/api/v1/configuration")
                            .json()
                            .at("/providers/0/dialect")
                            .asString())
                    .isEqualTo("strict");
            assertThat(tenant.log("configuration changed"))
                    .extracting(row -> row.toString())
                    .anySatisfy(row -> assertThat(row).contains("providers/okta/dialect"));
        }

        @Test
        void thatDoesNotExistIsAProblemWithItsPlace() {
            Answer refused = tenant.admin()
                    .put(
                            "/api/v1/configuration",
                            "{\"providers\":[{\"name\":\"okta\",\"organization\":{\"fixed\":\"Default\"},\"dialect\":\"lax\"}]}");

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text()).contains("must be compat or strict").contains("/providers/0/dialect");
        }
    }

    @Nested
    class Users {

        @Test
        void withAnAttributeThatNobodyKnowsAreRefusedAndNothingChanges() {
            Answer refused = SERVER.unchangedBy(() -> user("'shoeSize':45"));

            assertThat(refused.at("/scimType")).isEqualTo("invalidSyntax");
            assertThat(refused.at("/detail")).contains("shoeSize");
        }

        @Test
        void canBePutBackAsTheyWereRead() {
            Answer made = user("'externalId':'e1','name':{'givenName':'Ann'}");
            Answer read = client.get("/Users/" + made.id());

            assertThat(client.put("/Users/" + made.id(), read.text()).text()).isEqualTo(read.text());
        }

        /** RFC 7644 §3.5.1: values of what is read-only are ignored in a PUT. */
        @Test
        void arePutWithWhateverIsReadOnlyIgnored() {
            Answer made = user("'title':'t'");
            String stale = "'id':'other','meta':{'version':'9','resourceType':'Group'},'groups':[{'value':'g'}]";

            Answer put = client.put("/Users/" + made.id(), body("'userName':'" + made.at("/userName") + "'," + stale));

            assertThat(put.status()).isEqualTo(200);
            assertThat(put.id()).isEqualTo(made.id());
            assertThat(put.json().has("groups")).isFalse();
        }

        @Test
        void canNotBeGivenAnotherIdOrOtherGroupsByPatch() {
            Answer made = user("'title':'t'");

            assertThat(patch("/Users/" + made.id(), "'op':'add','path':'groups','value':[{'value':'g'}]")
                            .at("/scimType"))
                    .isEqualTo("mutability");
            assertThat(patch("/Users/" + made.id(), "'op':'replace','value':{'id':'" + made.id() + "','title':'x'}")
                            .at("/title"))
                    .isEqualTo("x");
        }

        @Test
        void thatAreInactiveAreNotRevivedByPost() {
            String who = "'userName':'back@x.example','externalId':'back'";
            Answer gone = client.post("/Users", body(who + ",'active':false"));
            assertThat(gone.status()).isEqualTo(201);

            Answer again = client.post("/Users", body(who));

            assertThat(again.status()).isEqualTo(409);
            assertThat(again.at("/scimType")).isEqualTo("uniqueness");
            assertThat(client.get("/Users/" + gone.id()).json().get("active").asBoolean())
                    .isFalse();
        }

        @Test
        void haveAnExternalIdOfTheirOwn() {
            Answer first = user("'externalId':'x1'");
            Answer second = user("'externalId':'x2'");

            assertThat(user("'externalId':'x1'").status()).isEqualTo(409);
            assertThat(patch("/Users/" + second.id(), "'op':'replace','path':'externalId','value':'x1'")
                            .at("/scimType"))
                    .isEqualTo("uniqueness");
            assertThat(client.delete("/Users/" + first.id()).status()).isEqualTo(204);
            assertThat(user("'externalId':'x1'").status()).isEqualTo(201);
        }

        @Test
        void haveAnExternalIdOfTheirOwnAlsoWhenManyAskAtOnce() {
            List<Answer> answers = AtOnce.run(IntStream.range(0, 8)
                    .<java.util.concurrent.Callable<Answer>>mapToObj(i -> () -> user("'externalId':'rush'"))
                    .toList());

            assertThat(answers)
                    .extracting(Answer::status)
                    .containsOnlyOnce(201)
                    .contains(409)
                    .containsOnly(201, 409);
        }

        @Test
        void whomTheFilterOfAPathDoesNotFindAreNotMadeUp() {
            Answer made = user("'emails':[{'value':'a@x.example','type':'home'}]");

            assertThat(patch(
                                    "/Users/" + made.id(),
                                    "'op':'replace','path':'emails[type eq \\'work\\'].value','value':'b@x'")
                            .at("/scimType"))
                    .isEqualTo("noTarget");
        }
    }

    @Nested
    class Reading {

        @Test
        void findsByValuesInQuotesOnly() {
            String name = user("'externalId':'701984'").at("/userName");

            for (String filter : List.of("userName eq " + name, "externalId eq 701984", "emails[type eq work]")) {
                Answer refused = client.get("/Users?filter=" + encoded(filter));
                assertThat(refused.at("/scimType")).as(filter).isEqualTo("invalidFilter");
                assertThat(refused.at("/detail")).as(filter).contains("quotes");
            }
            assertThat(found("externalId eq \"701984\" and active eq true")).isEqualTo(1);

            dialect("compat");
            assertThat(found("externalId eq 701984")).isEqualTo(1);
        }

        /** B039. */
        @Test
        void comparesBooleansWithBooleansOnly() {
            String named = "userName eq \"" + user("'title':'t'").at("/userName") + "\" and ";
            List<String> loose =
                    List.of("active eq \"true\"", "active eq \"True\"", "active eq True", "active ne \"false\"");

            for (String filter : loose) {
                Answer refused = client.get("/Users?filter=" + encoded(named + filter));
                assertThat(refused.at("/scimType")).as(filter).isEqualTo("invalidFilter");
                assertThat(refused.at("/detail")).as(filter).contains("active", "true or false");
            }
            assertThat(found(named + "active eq true")).isEqualTo(1);

            dialect("compat");
            assertThat(loose)
                    .allSatisfy(filter -> assertThat(found(named + filter)).isEqualTo(1));
        }

        private int found(String filter) {
            return client.get("/Users?filter=" + encoded(filter))
                    .json()
                    .get("totalResults")
                    .asInt();
        }

        @Test
        void discoversWhatTheStandardHasAndNothingElse() {
            assertThat(client.get("/ResourceTypes").json().at("/Resources").findValuesAsString("name"))
                    .containsExactly("User", "Group");
            assertThat(client.get("/Schemas").json().at("/Resources").findValuesAsString("id"))
                    .allMatch(urn -> urn.startsWith("urn:ietf:params:scim:schemas:"))
                    .hasSize(6);
        }

        @Test
        void listsGroupsWithTheirMembers() {
            Answer known = user("'title':'t'");
            group("'displayName':'Listed','members':[{'value':'" + known.id() + "'}]");

            assertThat(client.get("/Groups").at("/Resources/0/members/0/value")).isEqualTo(known.id());
            assertThat(client.get("/Groups?excludedAttributes=members").text()).doesNotContain(known.id());
        }
    }

    @Nested
    class Groups {

        @Test
        void mayHaveTheSameName() {
            assertThat(group("'displayName':'Twins'").status()).isEqualTo(201);
            assertThat(group("'displayName':'Twins'").status()).isEqualTo(201);

            dialect("compat");
            assertThat(group("'displayName':'Twins'").status()).isEqualTo(409);
        }

        @Test
        void thatShareANameKeepAThirdFromItOnceNamesAreOnesOwn() {
            Answer one = group("'displayName':'Twins'");
            group("'displayName':'Twins'");
            Answer third = group("'displayName':'Third'");
            dialect("compat");

            Answer refused = patch("/Groups/" + third.id(), "'op':'replace','path':'displayName','value':'TWINS'");

            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.at("/scimType")).isEqualTo("uniqueness");
            assertThat(patch("/Groups/" + one.id(), "'op':'replace','path':'displayName','value':'twins'")
                            .status())
                    .isEqualTo(204);
        }

        @Test
        void doNotTakeWhomNobodyKnowsAndSayWho() {
            Answer known = user("'title':'t'");
            Answer group = group("'displayName':'Some'");
            String nobody = "01890000-0000-7000-8000-000000000000";

            Answer refused = patch(
                    "/Groups/" + group.id(),
                    "'op':'add','path':'members','value':[{'value':'" + known.id() + "'},{'value':'" + nobody + "'}]");

            assertThat(refused.at("/scimType")).isEqualTo("invalidValue");
            assertThat(refused.at("/detail")).contains(nobody);
            assertThat(members(group)).isEmpty();
            assertThat(group("'displayName':'Others','members':[{'value':'" + nobody + "'}]")
                            .status())
                    .isEqualTo(400);
        }

        @Test
        void loseTheirMembersByAPutThatHasNone() {
            Answer known = user("'title':'t'");
            Answer group = group("'displayName':'Crew','members':[{'value':'" + known.id() + "'}]");
            assertThat(members(group)).hasSize(1);

            client.put(
                    "/Groups/" + group.id(),
                    "{'schemas':['%s'],'displayName':'Crew'}".formatted(GROUP).replace('\'', '"'));

            assertThat(members(group)).isEmpty();
        }
    }

    private static String encoded(String filter) {
        return URLEncoder.encode(filter, StandardCharsets.UTF_8);
    }

    private int users;

    private Answer user(String members) {
        return client.post("/Users", body("'userName':'user" + number() + "@x.example'," + members));
    }

    private synchronized int number() {
        return ++users;
    }

    private static String body(String members) {
        return "{'schemas':['%s'],%s}".formatted(USER, members).replace('\'', '"');
    }

    private Answer group(String members) {
        return client.post(
                "/Groups", "{'schemas':['%s'],%s}".formatted(GROUP, members).replace('\'', '"'));
    }

    private Answer patch(String path, String operation) {
        String body = "{'schemas':['%s'],'Operations':[{%s}]}".formatted(PATCH, operation);
        return client.patch(path, body.replace("\\'", "\\\"").replace('\'', '"'));
    }

    private List<String> members(Answer group) {
        return client.get("/Groups/" + group.id()).json().at("/members").findValuesAsString("value");
    }
}
