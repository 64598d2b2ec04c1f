package org.rollcall.server.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.AtOnce;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** P-8: a provider is deleted at once, its people stay, and nothing of theirs happens that nobody asked for. */
class ProviderDeletionTest {

    private static final String RULES = """
            {'organizations':[{'name':'Default','defaultRoles':['Member']},{'name':'Sales'}],
             'roles':[{'name':'Member'},{'name':'Seller'}],
             'providers':[{'name':'okta','fallbackDelay':'0s','brake':%s,
                'organization':{'byGroup':[{'group':'Sales','organization':'Sales'}],'fallback':'Default'},
                'roles':[{'group':'Sales','roles':['Seller']}]}]}""";

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aProvider() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply(RULES.formatted("{'people':1000,'share':'100%','window':'60m'}"));
    }

    private Answer delete(String pending, boolean dryRun) {
        return tenant.admin()
                .post(
                        "/api/v1/providers/" + okta.id() + "/delete?dryRun=" + dryRun,
                        body("{'pending':'%s','reason':'moved to entra'}".formatted(pending)));
    }

    private JsonNode deleted(String pending) {
        Answer answer = delete(pending, false);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(server.count(
                                "select count(*) from provider where tenant_id = '%s' and release_why is not null"
                                        .formatted(tenant.id())))
                        .isZero());
        return answer.json();
    }

    private long rows(String table) {
        return server.count("select count(*) from %s where tenant_id = '%s'".formatted(table, tenant.id()));
    }

    /** P-8, H-O8 */
    @Test
    void theReportSaysWhatADeletionMeansAndChangesNothing() {
        String ana = okta.user("ana@example.org");
        String ben = okta.user("ben@example.org");
        okta.group("Sales", ana, ben);
        okta.setActive(ben, false);
        okta.scim().delete("/Users/" + okta.user("cleo@example.org"));

        Answer report = server.unchangedBy(() -> delete("keep", true));

        assertThat(report.json()).isEqualTo(json("""
                {'dryRun':true,'provider':'okta','pending':'keep','users':2,'activeUsers':1,'deletedUsers':1,
                 'pendingDeactivations':2,'heldEffects':0,'usersWithRolesOfGroups':2,'usersOfferedToItAlone':0,
                 'groups':1,'mappingRows':2}"""));
        assertThat(okta.scim().get("/Users/" + ana).status()).isEqualTo(200);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(body(text));
    }

    /** P-8, H-O8 */
    @Test
    void itsPeopleStayAsTheyAreWithoutAnOwnerAndItsGroupsAndRowsAreGone() {
        String ana = okta.user("ana@example.org");
        okta.group("Sales", ana);
        okta.group("Nobody");
        int before = tenant.log().size();

        deleted("keep");

        assertThat(tenant.state(ana)).isEqualTo("active");
        assertThat(tenant.organization(ana)).isEqualTo("Sales");
        assertThat(tenant.roles(ana)).containsExactly("Seller");
        JsonNode explained = tenant.explain(ana);
        assertThat(explained.at("/roles/0/origins/0/origin").asString()).isEqualTo("released");
        assertThat(explained.at("/provider").asString()).isEmpty();
        assertThat(tenant.actionsAfter(before))
                .containsOnlyOnce("user released")
                .contains("members removed", "provider changed")
                .filteredOn("group removed"::equals)
                .hasSize(2);
        assertThat(tenant.log("user released").getFirst().at("/cause").asString())
                .startsWith("okta was deleted by")
                .endsWith("moved to entra");
        assertThat(tenant.eventsOf(ana).getLast().at("/effects/0/action").asString())
                .isEqualTo("user released");
        assertThat(rows("mapping_row") + rows("membership")).isZero();
    }

    /** P-8: at once, on every door that it had. */
    @Test
    void itsCredentialsAreRefusedWithTheNextRequest() {
        okta.user("ana@example.org");

        assertThat(delete("keep", false).status()).isEqualTo(200);

        assertThat(okta.scim().get("/Users").status()).isEqualTo(401);
        assertThat(okta.scim()
                        .post("/Users", body("{'userName':'ben@example.org'}"))
                        .status())
                .isEqualTo(401);
        assertThat(tenant.admin().get("/api/v1/providers").json().at("/items").size())
                .isZero();
        assertThat(tenant.admin().get("/api/v1/configuration").text()).doesNotContain("okta");
        assertThat(delete("keep", false).status()).isEqualTo(404);
        assertThat(tenant.admin()
                        .post("/api/v1/providers/" + okta.id() + "/credentials", body("{'credential':'oauth-token'}"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void itsNameIsFreeAndTheNextOneOfThatNameAdoptsItsPeople() {
        String ana = okta.user("ana@example.org");
        okta.group("Sales", ana);
        deleted("keep");

        TestProvider next = tenant.provider("okta");
        Answer pushed = next.scim().post("/Users", body("{'userName':'ana@example.org'}"));

        assertThat(pushed.status()).as(pushed.text()).isEqualTo(201);
        assertThat(pushed.id()).isEqualTo(ana);
        assertThat(tenant.roles(ana)).containsExactly("Seller");
        assertThat(next.id()).isNotEqualTo(okta.id());
    }

    @Test
    void deactivationsToComeAreKeptWhenAskedSo() {
        String ana = okta.user("ana@example.org");
        okta.setActive(ana, false);
        String ben = okta.user("ben@example.org");
        okta.scim().delete("/Users/" + ben);

        deleted("keep");

        assertThat(tenant.state(ana)).isEqualTo("blocked");
        server.advance(Duration.ofMinutes(16));
        tenant.awaitState(ana, "deactivated");
        Awaitility.await()
                .untilAsserted(() -> assertThat(server.count(
                                "select count(*) from account where tenant_id = '%s' and deactivated_at is null"
                                        .formatted(tenant.id())))
                        .isZero());
    }

    /** H-O8 */
    @Test
    void cancelledDeactivationsNeverHappenAndWhoeverIsOutStaysOut() {
        String ana = okta.user("ana@example.org");
        okta.setActive(ana, false);

        deleted("cancel");
        server.advance(Duration.ofMinutes(16));

        assertThat(tenant.state(ana)).isEqualTo("blocked");
        assertThat(tenant.log("deactivation cancelled")).hasSize(1);
        assertThat(tenant.log("deactivated")).isEmpty();
        assertThat(tenant.act(ana, "unblock", "{'reason':'still here'}").status())
                .isEqualTo(200);
        assertThat(tenant.state(ana)).isEqualTo("active");
    }

    /** P-8, P-71 */
    @Test
    void whatTheBrakeHeldDoesNotHappen() {
        tenant.apply(RULES.formatted("{'people':0,'share':'0%','window':'60m'}"));
        String ana = okta.user("ana@example.org");
        okta.setActive(ana, false);
        assertThat(tenant.state(ana)).isEqualTo("active");
        assertThat(delete("keep", true).at("/heldEffects")).isEqualTo("1");

        deleted("keep");

        assertThat(tenant.state(ana)).isEqualTo("active");
        assertThat(tenant.explain(ana).at("/decisions").size()).isZero();
        assertThat(rows("standing_decision")).isZero();
    }

    @Test
    void morePeopleThanAChunkAreReleasedEachOnce() {
        int people = Limits.PLACER_CHUNK + 5;
        String operations = IntStream.range(0, people)
                .mapToObj("{'method':'POST','path':'/Users','bulkId':'%1$d','data':{'userName':'u%1$d'}}"::formatted)
                .collect(Collectors.joining(","));
        assertThat(okta.scim()
                        .post(
                                "/Bulk",
                                body("{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],"
                                        + "'Operations':[" + operations + "]}"))
                        .status())
                .isEqualTo(200);

        assertThat(deleted("keep").at("/users").asInt()).isEqualTo(people);

        assertThat(server.count("""
                        select count(*) from log_entry l where l.tenant_id = '%s' and l.action = 'user released'""".formatted(tenant.id()))).isEqualTo(people);
        assertThat(server.count(
                        "select count(*) from account where tenant_id = '%s' and adoptable".formatted(tenant.id())))
                .isEqualTo(people);
    }

    /** Requests that were let in before are done before, or refused: nobody is left with a provider that is no more. */
    @Test
    void requestsInFlightLeaveNobodyBehind() {
        List<Integer> answers = AtOnce.run(
                8,
                i -> (i == 4
                                ? delete("keep", false)
                                : okta.scim().post("/Users", body("{'userName':'u%d@example.org'}".formatted(i))))
                        .status());
        assertThat(answers).allMatch(status -> List.of(200, 201, 401).contains(status));

        Awaitility.await()
                .untilAsserted(() -> assertThat(server.count(
                                "select count(*) from account where tenant_id = '%s' and owner_id is not null"
                                        .formatted(tenant.id())))
                        .isZero());
        assertThat(server.count("select count(*) from user_record where tenant_id = '%s' and deleted_at is null"
                        .formatted(tenant.id())))
                .isZero();
    }

    @Test
    void whatBecomesOfPendingDeactivationsMustBeSaid() {
        Answer refused =
                tenant.admin().post("/api/v1/providers/" + okta.id() + "/delete", body("{'reason':'moved to entra'}"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("keep or cancel");
    }
}
