package org.rollcall.server.brake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.app.App;
import org.rollcall.server.db.Faults;
import org.rollcall.server.testing.AtOnce;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-70 to P-73, H-G1 to H-G7: what a provider does by mistake to many is held, exactly above the limit. */
class BrakeTest {

    /** What the server asked the database. */
    private static final class Statements implements Faults {
        private final Set<String> seen = ConcurrentHashMap.newKeySet();

        @Override
        public String statement(String sql) {
            seen.add(sql);
            return sql;
        }
    }

    private static final Statements STATEMENTS = new Statements();

    @RegisterExtension
    static final RunningServer server = new RunningServer(Schemas.standard(), STATEMENTS);

    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default'},{'name':'Staff'},{'name':'Crew'}],
             'roles':[{'name':'Member','permissions':['read']},{'name':'Chief','administrative':true}],
             'providers':[{'name':'okta',
               'organization':{'byGroup':[{'group':'Staff','organization':'%s'}],'fallback':'Default'},'fallbackDelay':'0s',
               'roles':[{'group':'Staff','roles':['Member']},{'group':'Chiefs','roles':['Chief']}],
               'brake':%s}]}""";
    private static final String FIVE = "{'people':5,'share':'0%','window':'60m'}";

    private static App second;

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeAll
    static void anotherNode() {
        second = server.anotherNode(Faults.NONE);
    }

    @BeforeEach
    void aProvider() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        brake(FIVE);
    }

    private void brake(String brake) {
        tenant.apply(CONFIGURATION.formatted("Staff", brake));
    }

    private List<String> users(int count) {
        return AtOnce.run(
                        4,
                        part -> IntStream.range(0, count / 4)
                                .mapToObj(n -> okta.user("u%d-%d@example.org".formatted(part, n)))
                                .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private long state(String state) {
        return tenant.admin()
                .get("/api/v1/users?limit=1000&state=" + state)
                .json()
                .get("items")
                .size();
    }

    private long in(String organization) {
        return tenant
                .admin()
                .get("/api/v1/users?limit=1000")
                .json()
                .get("items")
                .findValuesAsString("organization")
                .stream()
                .filter(organization::equals)
                .count();
    }

    private JsonNode held() {
        return tenant.admin().get("/api/v1/brake?limit=1000").json().get("items");
    }

    private JsonNode decide(String verdict, String body) {
        Answer answer = tenant.admin().post("/api/v1/brake/" + verdict, body.replace('\'', '"'));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private void leave(List<String> users) {
        users.forEach(user -> assertThat(okta.setActive(user, false).status()).isEqualTo(200));
    }

    // ---- counting

    /** H-G1, H-G5 */
    @Test
    void ofHundredsUnassignedOnTwoNodesAtOnceExactlyTheThresholdIsBlocked() {
        brake("{'people':10,'share':'5%','window':'60m'}");
        List<String> users = users(320);
        TestProvider there = okta.at(second.url());
        List<Answer> answers = AtOnce.run(
                        8,
                        part -> IntStream.range(0, users.size())
                                .filter(n -> n % 8 == part)
                                .mapToObj(n -> (n % 16 < 8 ? okta : there).setActive(users.get(n), false))
                                .toList())
                .stream()
                .flatMap(List::stream)
                .toList();

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("active").asBoolean()).isFalse();
        });
        assertThat(state("blocked")).isEqualTo(16);
        assertThat(state("active")).isEqualTo(304);
        assertThat(held()).hasSize(304);
        assertThat(tenant.log("held by brake")).hasSizeLessThanOrEqualTo(304);
        assertThat(tenant.events()
                        .valueStream()
                        .filter(event -> !event.get("type").asString().equals("user.added")))
                .hasSize(16)
                .allSatisfy(event -> assertThat(event.get("type").asString()).isEqualTo("user.blocked"));
        assertThat(tenant.admin()
                        .get("/api/v1/status")
                        .json()
                        .get("heldEffects")
                        .asInt())
                .isEqualTo(304);
    }

    @Test
    void afterTheWindowAsManyPassAgainAndWhatIsHeldStaysHeld() {
        List<String> users = users(12);
        leave(users.subList(0, 6));
        server.advance(Duration.ofMinutes(61));
        leave(users.subList(6, 12));
        assertThat(held()).hasSize(2);
    }

    @Test
    void aBrakeThatIsOffHoldsNothing() {
        brake("'off'");
        leave(users(8));
        assertThat(held()).isEmpty();
        assertThat(state("active")).isZero();
    }

    @Test
    void whoChangesWhatIsHarmlessNeverAsksTheBrake() {
        String ana = okta.user("ana@example.org");
        STATEMENTS.seen.clear();
        okta.user("ben@example.org");
        okta.patchUser(ana, "{'op':'replace','value':{'displayName':'Ana'}}");
        okta.scim().delete("/Users/unknown");
        assertThat(STATEMENTS.seen)
                .isNotEmpty()
                .noneMatch(sql -> sql.contains("brake") || sql.contains("harm") || sql.contains("standing_decision"));
    }

    // ---- what is held

    @Test
    void aHeldLeaverIsInactiveForItsProviderAndUntouchedHere() {
        List<String> users = users(8);
        leave(users);
        String last = users.getLast();
        JsonNode explained = tenant.explain(last);
        assertThat(explained.at("/state/state").asString()).isEqualTo("active");
        JsonNode decision = explained.at("/decisions/0");
        assertThat(decision.get("fate").asString()).isEqualTo("held");
        assertThat(decision.get("effect").asString()).isEqualTo("state");
        assertThat(decision.get("wanted").asString()).isEqualTo("inactive");
        assertThat(decision.get("reason").asString()).isEqualTo("okta set active to false");
        assertThat(okta.scim().get("/Users/" + last).json().get("active").asBoolean())
                .isFalse();
        assertThat(tenant.eventsOf(last)).hasSize(1);
    }

    @Test
    void theRestOfAPushWhoseEffectIsHeldIsToldWithoutIt() {
        List<String> users = users(8);
        leave(users.subList(0, 7));
        okta.patchUser(users.getLast(), "{'op':'replace','value':{'active':false,'displayName':'Zoe'}}");
        JsonNode event = tenant.eventsOf(users.getLast()).getLast();
        assertThat(event.get("type").asString()).isEqualTo("user.updated");
        assertThat(event.at("/user/state").asString()).isEqualTo("active");
        assertThat(event.get("endSessions").asBoolean()).isFalse();
        assertThat(event.get("effects").findValuesAsString("field")).containsExactly("displayName");
    }

    @Test
    void whatTheProviderRevertsWhileItIsHeldDropsOut() {
        List<String> users = users(8);
        leave(users);
        okta.setActive(users.getLast(), true);
        assertThat(held()).hasSize(2);
        assertThat(tenant.log("hold ended")).hasSize(1);
        assertThat(tenant.eventsOf(users.getLast())).hasSize(1);
    }

    /** H-G7 */
    @Test
    void anAdministratorDeactivatesOneAtOnceThoughItIsHeld() {
        List<String> users = users(8);
        leave(users);
        assertThat(tenant.act(users.getLast(), "deactivate", "{'reason':'now'}").status())
                .isEqualTo(200);
        assertThat(tenant.state(users.getLast())).isEqualTo("deactivated");
        assertThat(held()).hasSize(2);
        tenant.act(users.getLast(), "reactivate", "{'reason':'oops'}");
        assertThat(tenant.state(users.getLast())).isEqualTo("blocked");
    }

    // ---- decisions

    @Test
    void whoIsReleasedGetsTheNormalDelay() {
        List<String> users = users(8);
        leave(users);
        JsonNode dry = tenant.admin()
                .post("/api/v1/brake/release?dryRun=true", "{\"reason\":\"closed\"}")
                .json();
        assertThat(dry.get("effects").asInt()).isEqualTo(3);
        assertThat(held()).hasSize(3);
        assertThat(decide("release", "{'provider':'okta','reason':'closed'}")
                        .get("people")
                        .asInt())
                .isEqualTo(3);
        assertThat(held()).isEmpty();
        assertThat(state("blocked")).isEqualTo(8);
        assertThat(tenant.log("released")).hasSize(3);
        assertThat(tenant.log("deactivation scheduled")).hasSize(8);
        JsonNode state = tenant.explain(users.getLast()).get("state");
        assertThat(state.get("reason").asString()).contains("okta set active to false; released by", "closed");
        assertThat(tenant.eventsOf(users.getLast()).getLast().get("type").asString())
                .isEqualTo("user.blocked");
    }

    /** H-G6 */
    @Test
    void whatIsRejectedIsNotCountedAgainUntilTheProviderWantsSomethingElse() {
        List<String> users = users(8);
        leave(users);
        decide("reject", "{'users':['%s'],'reason':'mistake'}".formatted(users.getLast()));
        assertThat(held()).hasSize(2);
        server.advance(Duration.ofMinutes(61));
        okta.setActive(users.getLast(), false);
        okta.patchUser(users.getLast(), "{'op':'replace','value':{'active':false,'displayName':'Zoe'}}");
        assertThat(tenant.state(users.getLast())).isEqualTo("active");
        assertThat(tenant.explain(users.getLast()).at("/decisions/0/fate").asString())
                .isEqualTo("rejected");
        okta.setActive(users.getLast(), true);
        okta.setActive(users.getLast(), false);
        assertThat(tenant.state(users.getLast())).isEqualTo("blocked");
    }

    @Test
    void anotherNodeReleasesWhatThisOneHeld() {
        leave(users(8));
        Answer released = tenant.admin().at(second.url()).post("/api/v1/brake/release", "{\"reason\":\"yes\"}");
        assertThat(released.status()).as(released.text()).isEqualTo(200);
        assertThat(state("blocked")).isEqualTo(8);
    }

    // ---- every way to do harm

    @Test
    void deletionsAreHeldAndReleasedAsDeletions() {
        List<String> users = users(8);
        users.forEach(user -> okta.scim().delete("/Users/" + user));
        assertThat(okta.scim().get("/Users/" + users.getLast()).status()).isEqualTo(404);
        assertThat(tenant.state(users.getLast())).isEqualTo("active");
        assertThat(tenant.eventsOf(users.getLast())).hasSize(1);
        decide("release", "{'reason':'yes'}");
        assertThat(tenant.state(users.getLast())).isEqualTo("deleted");
        assertThat(tenant.eventsOf(users.getLast()).getLast().get("type").asString())
                .isEqualTo("user.deleted");
    }

    @Test
    void aDeletionThatWasRejectedIsTakenBackByRestoring() {
        List<String> users = users(8);
        users.forEach(user -> okta.scim().delete("/Users/" + user));
        decide("reject", "{'reason':'mistake'}");
        Answer other = okta.scim().post("/Users", body("{'userName':'u3-1@example.org','externalId':'another'}"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(tenant.act(users.getLast(), "restore", "{'reason':'mistake'}")
                        .status())
                .isEqualTo(200);
        assertThat(okta.scim().get("/Users/" + users.getLast()).status()).isEqualTo(200);
        assertThat(tenant.state(users.getLast())).isEqualTo("active");
        assertThat(tenant.explain(users.getLast()).get("decisions")).isEmpty();
    }

    /** P-73 */
    @Test
    void whoeverIsPushedAgainBeforeTheDeletionHadEffectComesBackToTheSameAccount() {
        List<String> users = users(8);
        String last = users.getLast();
        String name = okta.scim().get("/Users/" + last).json().get("userName").asString();
        users.forEach(user -> okta.scim().delete("/Users/" + user));
        assertThat(held()).hasSize(3);

        Answer again = okta.scim().post("/Users", body("{'userName':'%s','displayName':'Back'}".formatted(name)));

        assertThat(again.status()).as(again.text()).isEqualTo(201);
        assertThat(again.json().get("id").asString()).isEqualTo(last);
        assertThat(held()).hasSize(2);
        assertThat(tenant.state(last)).isEqualTo("active");
        assertThat(tenant.explain(last).get("decisions")).isEmpty();
        assertThat(okta.setActive(last, false).status()).isEqualTo(200);
        assertThat(held()).hasSize(3);
    }

    /** P-73: a userName can be given to somebody else. */
    @Test
    void whoeverIsPushedLongAfterAHeldDeletionWithoutAnyExternalIdDoesNotGetTheAccount() {
        List<String> users = users(8);
        String last = users.getLast();
        String name = okta.scim().get("/Users/" + last).json().get("userName").asString();
        users.forEach(user -> okta.scim().delete("/Users/" + user));

        server.advance(Duration.ofMinutes(61));

        assertThat(okta.scim()
                        .post("/Users", body("{'userName':'%s'}".formatted(name)))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aMappedGroupThatIsEmptiedMovesAsManyAsPassAndTheRestIsHeldInPlace() {
        List<String> users = users(8);
        String staff = okta.group("Staff", users.toArray(String[]::new));
        assertThat(in("Staff")).isEqualTo(8);
        okta.patchGroup(staff, "{'op':'replace','path':'members','value':[]}");
        assertThat(in("Staff")).isEqualTo(3);
        assertThat(held().findValuesAsString("wanted")).containsOnly("Default").hasSize(3);
        okta.patchGroup(staff, "{'op':'replace','value':{'displayName':'Crew'}}");
        assertThat(held()).hasSize(3);
        decide("release", "{'reason':'yes'}");
        assertThat(in("Default")).isEqualTo(8);
    }

    @Test
    void aMappedGroupThatComesBackEndsWhatWasHeld() {
        List<String> users = users(8);
        String staff = okta.group("Staff", users.toArray(String[]::new));
        okta.patchGroup(staff, "{'op':'remove','path':'members'}");
        okta.addMembers(staff, users.toArray(String[]::new));
        assertThat(held()).isEmpty();
        assertThat(in("Staff")).isEqualTo(8);
    }

    @Test
    void aMappingThatMovesEverybodyMeetsTheSameCount() {
        List<String> users = users(8);
        okta.group("Staff", users.toArray(String[]::new));
        leave(users.subList(0, 2));
        tenant.apply(CONFIGURATION.formatted("Crew", FIVE));
        assertThat(in("Crew")).isEqualTo(3);
        assertThat(held()).hasSize(5);
        tenant.apply(CONFIGURATION.formatted("Staff", FIVE));
        assertThat(held().findValuesAsString("wanted")).containsOnly("Staff").hasSize(3);
    }

    @Test
    void theDeletionOfAMappedGroupAboveTheLimitTakesNothingFromItsMembers() {
        brake("{'people':2,'share':'0%','window':'60m'}");
        List<String> users = users(4);
        String staff = okta.group("Staff", users.toArray(String[]::new));
        okta.setActive(okta.user("x@example.org"), false);
        okta.setActive(okta.user("y@example.org"), false);
        assertThat(okta.scim().delete("/Groups/" + staff).status()).isEqualTo(204);
        assertThat(in("Staff")).isEqualTo(4);
        assertThat(tenant.roles(users.getFirst())).containsExactly("Member");
        assertThat(held().findValuesAsString("wanted"))
                .contains("Default", "taken Member")
                .hasSize(8);
        decide("release", "{'reason':'yes'}");
        assertThat(in("Staff")).isZero();
        assertThat(tenant.roles(users.getFirst())).isEmpty();
    }

    @Test
    void grantsOfAdministrativeRolesAreHarmful() {
        List<String> users = users(8);
        okta.group("Chiefs");
        tenant.admin()
                .put(
                        "/api/v1/configuration?rebind=true",
                        CONFIGURATION.formatted("Staff", FIVE).replace('\'', '"'));
        String chiefs = okta.find("Groups", "displayName eq \"Chiefs\"")
                .at("/Resources/0/id")
                .asString();
        okta.addMembers(chiefs, users.toArray(String[]::new));
        assertThat(users.stream().filter(user -> tenant.roles(user).contains("Chief")))
                .hasSize(5);
        assertThat(held().findValuesAsString("wanted"))
                .containsOnly("granted Chief")
                .hasSize(3);
        decide("release", "{'reason':'yes'}");
        assertThat(users.stream().filter(user -> tenant.roles(user).contains("Chief")))
                .hasSize(8);
    }

    /** H-G2: with the deletions, groups and mappings above. */
    @Test
    void bulksMeetTheSameBrake() {
        List<String> users = users(8);
        String operations = users.stream()
                .map(user -> "{\"method\":\"DELETE\",\"path\":\"/Users/%s\"}".formatted(user))
                .collect(Collectors.joining(","));
        Answer answer = okta.scim().post("/Bulk", """
                {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[%s]}""".formatted(operations));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(held()).hasSize(3);
    }
}
