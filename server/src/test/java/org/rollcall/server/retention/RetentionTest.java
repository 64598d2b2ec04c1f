package org.rollcall.server.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.app.App;
import org.rollcall.server.db.Faults;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-60, H-X8: data is kept for as long as an organization says, and then it is nowhere. */
class RetentionTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String CANARY = "kanarienvogel";

    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default'},
                {'name':'Company','retention':'30d','organizations':[{'name':'Lab','retention':'7d'},{'name':'Sales'}]}],
             'roles':[{'name':'Member'}],
             'providers':[{'name':'okta','deactivationDelay':'0s','brake':'off','fallbackDelay':'0s',
               'organization':{'byGroup':[{'group':'Lab','organization':'Company/Lab'},
                                          {'group':'Sales','organization':'Company/Sales'}],'fallback':'Default'},
               'roles':[{'group':'Lab','roles':['Member']}]}]}""";

    private TestTenant tenant;
    private TestProvider okta;

    @BeforeEach
    void aCompany() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply(CONFIGURATION);
    }

    /** Somebody with a canary wherever something can be said of a person. */
    private String canary() {
        String id = okta.scim()
                .post("/Users", TestProvider.body("""
                        {'userName':'old.%1$s@example.org','externalId':'ext-%1$s','displayName':'Display %1$s','title':'%1$s',
                         'name':{'familyName':'%1$s'},'emails':[{'value':'mail.%1$s@example.org'}],'active':true}""".formatted(CANARY)))
                .id();
        okta.patchUser(id, "{'op':'replace','path':'userName','value':'%s@example.org'}".formatted(CANARY));
        okta.scim().post("/Users", TestProvider.body("{'userName':'%s@example.org'}".formatted(CANARY)));
        okta.group("Lab", id);
        tenant.provider("entra").scim().post("/Users", TestProvider.body("""
                        {'userName':'%1$s@example.org','emails':[{'value':'mail.%1$s@example.org'}]}""".formatted(CANARY)));
        tenant.act(id, "block", "{'reason':'%s lost a laptop'}".formatted(CANARY));
        awaitKept();
        return id;
    }

    /** Requests are kept a little later than they are answered. */
    private void awaitKept() {
        await(() -> server.count("select count(*) from kept_request where tenant_id = '%s' and user_name like '%%%s%%'"
                        .formatted(tenant.id(), CANARY))
                > 2);
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .until(condition);
    }

    private Answer erase(Client client, String id) {
        return client.post("/api/v1/users/" + id + "/erase", "{\"reason\":\"asked for it\"}");
    }

    private void awaitPurged(String id) {
        await(() -> tenant.eventsOf(id).getLast().get("type").asString().equals("user.purged"));
    }

    /** Tables in which a text stands anywhere in a row of the tenant. */
    private List<String> tablesWith(String text) {
        return server.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select c.table_name from information_schema.columns c
                        where c.table_schema = 'public' and c.column_name = 'tenant_id' order by 1""").mapTo(String.class).list().stream()
                        .filter(table -> handle.createQuery(
                                                "select count(*) from \"" + table
                                                        + "\" t where tenant_id = :tenant and strpos(lower(t::text), :text) > 0")
                                        .bind("tenant", tenant.id().value())
                                        .bind("text", text.toLowerCase(Locale.ROOT))
                                        .mapTo(Long.class)
                                        .one()
                                > 0)
                        .toList());
    }

    @Test
    void aCollisionOfSomebodyWhoHasAFormerNameOfTheErasedStays() {
        String id = okta.user("first@example.org");
        okta.patchUser(id, "{'op':'replace','path':'userName','value':'second@example.org'}");
        okta.user("first@example.org");
        tenant.provider("entra").scim().post("/Users", TestProvider.body("{'userName':'first@example.org'}"));
        tenant.act(id, "deactivate", "{'reason':'left'}");
        await(() ->
                server.count("select count(*) from kept_request where tenant_id = '%s'".formatted(tenant.id())) == 4);

        assertThat(erase(tenant.admin(), id).status()).isEqualTo(200);

        assertThat(tablesWith("first@example.org")).contains("conflict");
        assertThat(tablesWith("second@example.org")).isEmpty();
    }

    @Test
    void whatWasErasedIsInNoTableAndTheLogKeepsItsRowsUnderAPseudonym() {
        String id = canary();
        tenant.act(id, "deactivate", "{'reason':'%s left'}".formatted(CANARY));
        assertThat(tablesWith(CANARY))
                .contains("account", "user_record", "log_entry", "event", "conflict", "kept_request");
        int rows = tenant.log().size();
        int events = tenant.eventsOf(id).size();

        Answer erased = erase(tenant.admin(), id);
        assertThat(erased.status()).as(erased.text()).isEqualTo(200);
        assertThat(erased.at("/userName")).startsWith("erased-");

        assertThat(tablesWith(CANARY)).isEmpty();
        assertThat(tenant.log()).hasSize(rows + 2);
        assertThat(tenant.log("purged")).singleElement().satisfies(row -> {
            assertThat(row.at("/resource/name").asString()).isEqualTo(erased.at("/userName"));
            assertThat(row.get("cause").asString()).endsWith(": asked for it");
        });
        assertThat(tenant.log("role granted"))
                .isNotEmpty()
                .allSatisfy(
                        row -> assertThat(row.at("/resource/name").asString()).isEqualTo(erased.at("/userName")));
        List<JsonNode> told = tenant.eventsOf(id);
        assertThat(told).hasSize(events + 1);
        assertThat(told.getLast().at("/user/userName").asString()).isEqualTo(erased.at("/userName"));
        assertThat(tenant.admin()
                        .get("/api/v1/audit/verification")
                        .json()
                        .get("verified")
                        .asBoolean())
                .isTrue();
        assertThat(tenant.explain(id).at("/state/reason").asString()).endsWith(": asked for it");
    }

    @Test
    void theNameIsFreeAndNobodyCanBringBackWhoWasErased() {
        String id = okta.user("ana@example.org");
        tenant.act(id, "deactivate", "{'reason':'left'}");
        assertThat(erase(tenant.admin(), id).status()).isEqualTo(200);
        assertThat(okta.scim().get("/Users/" + id).status()).isEqualTo(404);
        assertThat(okta.user("ana@example.org")).isNotEqualTo(id);
        for (String act : List.of("restore", "reactivate", "block", "deactivate")) {
            Answer refused = server.unchangedBy(() -> tenant.act(id, act, "{'reason':'back'}"));
            assertThat(refused.status()).as(act + refused.text()).isIn(200, 409);
            assertThat(tenant.state(id)).isEqualTo("deleted");
        }
        assertThat(tenant.act(id, "restore", "{'reason':'back'}").text()).contains("was erased");
        assertThat(server.unchangedBy(() -> erase(tenant.admin(), id)).status()).isEqualTo(200);
        tenant.apply(CONFIGURATION.replace("'retention':'7d'", "'retention':'8d'"));
        tenant.apply(CONFIGURATION.replace("'fallback':'Default'", "'fallback':'Company'"));
        assertThat(tenant.organization(id)).isEqualTo("Default");
        Answer undone = tenant.admin()
                .post(
                        "/api/v1/undo",
                        TestProvider.body("{'provider':'okta','since':'%s','reason':'x'}"
                                .formatted(server.now().minusSeconds(600))));
        assertThat(undone.text()).doesNotContain("ana@example.org to").contains("nobody is left to bring back");
    }

    @Test
    void whoeverIsNotDeactivatedIsNotErased() {
        String id = okta.user("ben@example.org");
        Answer refused = server.unchangedBy(() -> erase(tenant.admin(), id));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("deactivate it first");
        assertThat(tenant.admin().get("/api/v1/users/" + id + "/erasure").status())
                .isEqualTo(409);
    }

    @Test
    void eachOrganizationKeepsForItsOwnPeriodOrThatOfItsParent() {
        String lab = okta.user("lab@example.org");
        String sales = okta.user("sales@example.org");
        String other = okta.user("other@example.org");
        okta.group("Lab", lab);
        okta.group("Sales", sales);
        List.of(lab, sales, other).forEach(id -> okta.setActive(id, false));
        server.advance(Duration.ofSeconds(2));
        List.of(lab, sales, other).forEach(id -> tenant.awaitState(id, "deactivated"));

        server.advance(Duration.ofDays(8));
        awaitPurged(lab);
        assertThat(tenant.log("purged"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("cause").asString()).contains("7 days"));
        server.advance(Duration.ofDays(23));
        awaitPurged(sales);
        assertThat(tenant.state(other)).isEqualTo("deactivated");
        assertThat(tenant.eventsOf(sales).getLast().get("endSessions").asBoolean())
                .isTrue();
        server.advance(Duration.ofDays(60));
        awaitPurged(other);
        assertThat(tenant.log("purged")).hasSize(3);
    }

    @Test
    void aLegalHoldStopsThePurgeAndTheLogSaysSoOnce() {
        String id = okta.user("held@example.org");
        okta.group("Lab", id);
        okta.setActive(id, false);
        server.advance(Duration.ofSeconds(2));
        tenant.awaitState(id, "deactivated");
        tenant.admin().post("/api/v1/matters", "{\"name\":\"Quay\"}");
        Answer held = tenant.admin()
                .post(
                        "/api/v1/matters/Quay/custodians",
                        TestProvider.body("{'add':['held@example.org'],'reason':'order'}"));
        assertThat(held.status()).as(held.text()).isEqualTo(200);
        assertThat(server.unchangedBy(() -> erase(tenant.admin(), id)).text()).contains("on legal hold (Quay)");

        server.advance(Duration.ofDays(8));
        await(() -> !tenant.log("withheld").isEmpty());
        server.advance(Duration.ofDays(8));
        tenant.apply(CONFIGURATION.replace("'fallback':'Default'", "'fallback':'Company'"));
        assertThat(tenant.log("withheld")).singleElement().satisfies(row -> {
            assertThat(row.get("field").asString()).isEqualTo("purge");
            assertThat(row.get("cause").asString()).isEqualTo("on legal hold (Quay)");
        });
        assertThat(tenant.explain(id).get("userName").asString()).isEqualTo("held@example.org");

        tenant.admin().post("/api/v1/matters/Quay/release", "{\"reason\":\"settled\"}");
        server.advance(Duration.ofMinutes(2));
        awaitPurged(id);
    }

    @Test
    void anErasureThatBreaksInBetweenErasesNothingAndTwoNodesEraseOnce() {
        boolean[] broken = {true};
        App second = server.anotherNode(new Faults() {
            @Override
            public String statement(String sql) {
                return broken[0] && sql.contains("update event e") ? "select 1 / 0" : sql;
            }
        });
        String id = okta.user("twice@example.org");
        okta.group("Lab", id);
        tenant.act(id, "deactivate", "{'reason':'left'}");
        Client there = tenant.admin().at(second.url());
        assertThat(server.unchangedBy(() -> erase(there, id)).status()).isEqualTo(500);
        broken[0] = false;

        server.advance(Duration.ofDays(8));
        awaitPurged(id);
        server.advance(Duration.ofMinutes(2));
        assertThat(tenant.log("purged")).hasSize(1);
        assertThat(server.unchangedBy(() -> erase(there, id)).status()).isEqualTo(200);
    }
}
