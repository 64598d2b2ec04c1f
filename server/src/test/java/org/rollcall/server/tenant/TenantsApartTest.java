package org.rollcall.server.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/**
 * What belongs to another tenant, another provider or to administrators alone is, to a provider, what does not exist:
 * the same status, headers and words (H-T1 to H-T5, P-3, P-4).
 */
class TenantsApartTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static TestTenant tenant;
    private static TestTenant other;
    private static TestProvider mine;
    private static String myUser;
    private static String myGroup;
    private static List<String> users;
    private static List<String> groups;

    @BeforeAll
    static void twoTenantsWithTheSameNames() {
        tenant = server.tenant();
        other = server.tenant();
        mine = tenant.provider("okta");
        myUser = mine.user("ana");
        myGroup = mine.group("Staff", myUser);
        TestProvider theirs = other.provider("okta");
        TestProvider neighbour = tenant.provider("entra");
        String theirUser = created(theirs.scim().post("/Users", body("{'userName':'ana','externalId':'ana-1'}")));
        String neighbourUser = neighbour.user("neighbour");
        Answer local = tenant.admin()
                .post("/api/v1/users", body("{'userName':'local','organization':'Default','displayName':'L'}"));
        users = List.of(theirUser, neighbourUser, created(local));
        groups = List.of(theirs.group("Staff", theirUser), neighbour.group("Staff", neighbourUser));
    }

    private static String created(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.id();
    }

    // ---- H-T1

    @Test
    void aUserOfSomebodyElseDoesNotExist() {
        String patch = body("{'Operations':[{'op':'replace','path':'active','value':false}]}");
        sameAsUnknown(
                users,
                List.of(
                        id -> mine.scim().get("/Users/" + id),
                        id -> mine.scim().get("/Users/" + id, "If-None-Match", "W/\"1\""),
                        id -> mine.scim().get("/Users/" + id + "?attributes=userName"),
                        id -> mine.scim().put("/Users/" + id, body("{'userName':'taken over'}")),
                        id -> mine.scim().patch("/Users/" + id, patch),
                        id -> mine.scim().patch("/Users/" + id, patch, "If-Match", "W/\"1\""),
                        id -> mine.scim().patch("/Users/" + id, patch, "If-Match", "W/\"99\""),
                        id -> mine.scim().delete("/Users/" + id),
                        id -> mine.scim().delete("/Users/" + id, "If-Match", "*"),
                        id -> mine.scim().get("/Groups/" + id),
                        id -> mine.scim().delete("/Groups/" + id)));
    }

    @Test
    void aGroupOfSomebodyElseDoesNotExist() {
        String patch =
                body("{'Operations':[{'op':'add','path':'members','value':[{'value':'%s'}]}]}".formatted(myUser));
        sameAsUnknown(
                groups,
                List.of(
                        id -> mine.scim().get("/Groups/" + id),
                        id -> mine.scim().put("/Groups/" + id, body("{'displayName':'taken over','members':[]}")),
                        id -> mine.scim().patch("/Groups/" + id, patch),
                        id -> mine.scim().patch("/Groups/" + id, patch, "If-Match", "W/\"1\""),
                        id -> mine.scim().delete("/Groups/" + id),
                        id -> mine.scim().get("/Users/" + id),
                        id -> mine.scim().delete("/Users/" + id)));
    }

    @Test
    void nobodyElseIsListedOrFound() {
        for (String id : users) {
            for (String filter : List.of(
                    "id eq \"%s\"", "id sw \"%s\"", "not (id ne \"%s\")", "meta.location pr and id eq \"%s\"")) {
                assertThat(total("Users", filter.formatted(id))).as(filter).isZero();
            }
        }
        for (String filter : List.of(
                "userName eq \"neighbour\"",
                "userName eq \"local\"",
                "externalId eq \"ana-1\"",
                "userName co \"o\"",
                "groups.display eq \"Staff\" and userName ne \"ana\"")) {
            assertThat(total("Users", filter)).as(filter).isZero();
        }
        assertThat(total("Users", "id pr")).isEqualTo(1);
        assertThat(total("Groups", "displayName eq \"Staff\"")).isEqualTo(1);
        assertThat(total("Groups", "members.value eq \"%s\"".formatted(users.getFirst())))
                .isZero();
        assertThat(mine.scim().get("/Users").json().get("totalResults").asInt()).isEqualTo(1);
        assertThat(mine.scim().get("/Groups").json().get("totalResults").asInt())
                .isEqualTo(1);
    }

    /** H-T1, H-T8: a member id that is somebody else's is treated as one that is nobody's. */
    @Test
    void nobodyElseBecomesAMember() {
        List<Function<String, Answer>> calls = List.of(
                id -> mine.addMembers(myGroup, id),
                id -> mine.removeMembers(myGroup, id),
                id -> mine.patchGroup(myGroup, "{'op':'remove','path':'members[value eq \\'%s\\']'}".formatted(id)),
                id -> mine.patchGroup(
                        myGroup,
                        "{'op':'replace','value':{'members':[{'value':'%s'},{'value':'%s'}]}}".formatted(id, myUser)),
                id -> mine.scim()
                        .put(
                                "/Groups/" + myGroup,
                                body("{'displayName':'Staff','members':[{'value':'%s'},{'value':'%s'}]}"
                                        .formatted(id, myUser))));
        sameAsUnknown(users, calls);
        assertThat(members(myGroup)).containsExactly(myUser);
    }

    /** H-T8, H-E6: nor does a group, one's own or another, nor an id that is no id. */
    @Test
    void onlyUsersBecomeMembers() {
        server.unchangedBy(() -> {
            for (String id :
                    List.of(myGroup, groups.getFirst(), "x", "1", myUser.toUpperCase(java.util.Locale.ROOT), " ")) {
                assertThat(mine.addMembers(myGroup, id).status()).as(id).isEqualTo(204);
            }
            return true;
        });
        assertThat(members(myGroup)).containsExactly(myUser);
    }

    /** H-E13 */
    @Test
    void anAdministratorReachesNobodyOfAnotherTenant() {
        String theirUser = users.getFirst();
        server.unchangedBy(() -> {
            for (String act : List.of("block", "unblock", "deactivate", "reactivate", "move", "unpin", "grants")) {
                String reason = body("{'reason':'x','organization':'Default','role':'Member'}");
                Answer foreign = tenant.admin().post("/api/v1/users/" + theirUser + "/" + act, reason);
                Answer unknown = tenant.admin().post("/api/v1/users/" + unknown() + "/" + act, reason);
                assertThat(foreign.status()).as(act).isIn(400, 404).isEqualTo(unknown.status());
            }
            assertThat(tenant.admin()
                            .get("/api/v1/users/" + theirUser + "/explanation")
                            .status())
                    .isEqualTo(404);
            return true;
        });
        String provider =
                other.admin().get("/api/v1/providers").json().at("/items/0/id").asString();
        server.unchangedBy(() -> {
            for (String act : List.of("disable", "enable", "pause", "resume", "credentials")) {
                assertThat(tenant.admin()
                                .post("/api/v1/providers/" + provider + "/" + act, "{}")
                                .status())
                        .as(act)
                        .isEqualTo(404);
            }
            return true;
        });
        String seen = tenant.admin().get("/api/v1/users").text() + tenant.log() + tenant.events();
        assertThat(seen).doesNotContain(theirUser, provider, groups.getFirst());
    }

    // ---- H-T2 to H-T5

    /** H-T2. */
    @Test
    void theSamePersonInTwoTenantsIsTwoPeople() {
        TestProvider here = server.tenant().provider("okta");
        TestProvider there = server.tenant().provider("okta");
        String person =
                body("{'userName':'eva@example.org','externalId':'e-1','emails':[{'value':'eva@example.org'}]}");
        Answer first = here.scim().post("/Users", person);
        Answer second = there.scim().post("/Users", person);
        assertThat(created(first)).isNotEqualTo(created(second));
        assertThat(here.setActive(first.id(), false).status()).isEqualTo(200);
        assertThat(here.scim().delete("/Users/" + first.id()).status()).isEqualTo(204);
        assertThat(there.scim().get("/Users/" + second.id()).json()).isEqualTo(second.json());
    }

    /** H-T3: whose id and location a body claims does not matter. */
    @Test
    void anIdInABodyAddressesNobody() {
        String ben = mine.user("ben");
        for (String claimed : List.of(users.get(0), users.get(1), users.get(2), myUser, unknown())) {
            String location = mine.scim().base() + "/Users/" + claimed;
            String claims = "'id':'%s','meta':{'location':'%s','resourceType':'Group','version':'W/\\'9\\''}"
                    .formatted(claimed, location)
                    .replace("\\'", "");
            JsonNode before = mine.scim().get("/Users/" + myUser).json();
            Answer put = mine.scim().put("/Users/" + ben, body("{'userName':'ben','title':'t',%s}".formatted(claims)));
            assertThat(put.status()).as(put.text()).isEqualTo(200);
            assertThat(put.id()).isEqualTo(ben);
            assertThat(put.at("/meta/location")).endsWith("/Users/" + ben);
            assertThat(put.at("/meta/resourceType")).isEqualTo("User");
            Answer patch =
                    mine.patchUser(ben, "{'op':'replace','value':{'nickName':'%s',%s}}".formatted(claimed, claims));
            assertThat(patch.status()).as(patch.text()).isEqualTo(200);
            assertThat(patch.id()).isEqualTo(ben);
            assertThat(mine.patchUser(ben, "{'op':'replace','path':'id','value':'%s'}".formatted(claimed))
                            .id())
                    .isEqualTo(ben);
            assertThat(mine.scim().get("/Users/" + myUser).json()).isEqualTo(before);
        }
        Answer post = mine.scim().post("/Users", body("{'userName':'eve','id':'%s'}".formatted(unknown())));
        assertThat(created(post)).isNotEqualTo(unknown());
        mine.scim().delete("/Users/" + ben);
        mine.scim().delete("/Users/" + post.id());
    }

    /** H-T4: names belong to a tenant. */
    @Test
    void theSameProviderNameInTwoTenantsIsTwoProviders() {
        TestProvider here = server.tenant().provider("Okta");
        TestProvider there = server.tenant().provider("okta");
        assertThat(here.id()).isNotEqualTo(there.id());
        assertThat(new Client(here.scim().base(), there.scim().authorization())
                        .get("/Users")
                        .status())
                .isEqualTo(401);
        here.user("only-here");
        assertThat(there.find("Users", "userName pr").get("totalResults").asInt())
                .isZero();
    }

    /** H-T5: what a body says of tenants and organizations is data, or nothing. */
    @Test
    void noBodyChangesTheScope() {
        TestTenant scope = server.tenant();
        TestProvider okta = scope.provider("okta");
        String otherTenant = other.id().value().toString();
        Answer post = okta.scim().post("/Users", body("""
                {'userName':'scope','tenant':'%1$s','tenant_id':'%1$s','tenantId':'%1$s','organization':'Elsewhere',
                 'provider':'entra','provider_id':'%1$s','account_id':'%1$s',
                 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'organization':'Elsewhere'},
                 'urn:example:scope:2.0:User':{'tenant':'%1$s','organization':'Elsewhere'}}""".formatted(otherTenant)));
        assertThat(created(post)).isNotEmpty();
        for (String op : List.of(
                "{'op':'replace','path':'tenant','value':'%s'},{'op':'replace','path':'title','value':'a'}",
                "{'op':'replace','value':{'tenant_id':'%s','organization':'Elsewhere'}}",
                "{'op':'add','path':'urn:example:scope:2.0:User:tenant','value':'%s'}")) {
            assertThat(okta.patchUser(post.id(), op.formatted(otherTenant)).status())
                    .isEqualTo(200);
        }
        JsonNode explained = scope.explain("scope");
        assertThat(explained.at("/organization/path").asString()).isEqualTo("Default");
        assertThat(explained.at("/provider").asString("okta")).isEqualTo("okta");
        JsonNode stored = okta.scim().get("/Users/" + post.id()).json();
        assertThat(stored.at("/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/organization")
                        .asString())
                .isEqualTo("Elsewhere");
        assertThat(stored.has("tenant") || stored.has("tenant_id") || stored.has("organization"))
                .isFalse();
        assertThat(other.admin()
                        .get("/api/v1/users?userName=scope")
                        .json()
                        .get("items")
                        .size())
                .isZero();
    }

    // ---- 404-same

    /** Each call answers for each of these ids as for one that nobody has, and changes nothing. */
    private static void sameAsUnknown(List<String> ids, List<Function<String, Answer>> calls) {
        server.unchangedBy(() -> {
            for (int i = 0; i < calls.size(); i++) {
                Map<String, Object> expected = comparable(calls.get(i).apply(unknown()), unknown());
                for (String id : ids) {
                    assertThat(comparable(calls.get(i).apply(id), id))
                            .as("call %d", i)
                            .isEqualTo(expected);
                }
            }
            return true;
        });
    }

    private static Map<String, Object> comparable(Answer answer, String id) {
        Map<String, Object> result = new TreeMap<>(answer.http().headers().map());
        result.remove("date");
        result.remove("x-request-id");
        result.put("status", answer.status());
        result.put("body", answer.text().replace(id, "ID"));
        return result;
    }

    private static String unknown() {
        return new UUID(0x0123_4567_89ab_7defL, 0x8123_4567_89ab_cdefL).toString();
    }

    private static int total(String resource, String filter) {
        return mine.find(resource, filter).get("totalResults").asInt();
    }

    private static List<String> members(String group) {
        return mine.scim().get("/Groups/" + group).json().findValuesAsString("value");
    }
}
