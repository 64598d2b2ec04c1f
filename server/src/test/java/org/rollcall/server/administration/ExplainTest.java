package org.rollcall.server.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-80: why a person is where it is, with what it has, in the state it is in. */
class ExplainTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String ROWS = """
            {'organizations':[{'name':'Default'},
               {'name':'Company','defaultRoles':['Member'],
                'organizations':[{'name':'Sales'},{'name':'Support'}]}],
             'roles':[{'name':'Member','permissions':['read','list']},{'name':'Agent','permissions':['answer']}],
             'providers':[{'name':'okta','organization':{'byGroup':[%s],'fallback':'Company'},'fallbackDelay':'0s',
               'roles':[{'group':'Support','roles':['Agent']}]}]}""";
    private static final String SALES = "{'group':'Sales','organization':'Company/Sales'}";
    private static final String SUPPORT = "{'group':'Support','organization':'Company/Support'}";
    private static final String ANA = "ana@example.org";

    private TestTenant tenant;
    private TestProvider okta;
    private String ana;

    @BeforeEach
    void oneUser() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply(ROWS.formatted(SALES + "," + SUPPORT));
        ana = okta.user(ANA);
    }

    private JsonNode organization() {
        return tenant.explain(ANA).get("organization");
    }

    private String why() {
        return organization().get("reason").asString();
    }

    @Test
    void theFallbackSaysThatNoGroupMatched() {
        assertThat(why()).isEqualTo("no group of okta's organization mapping has the user; fallback Company");
        assertThat(organization().get("origin").asString()).isEqualTo("fallback");
    }

    @Test
    void theRowThatWonIsNamedWithTheRowThatItBeat() {
        okta.group("Support", ana);
        assertThat(why()).isEqualTo("row 2 (group \"Support\") of okta's organization mapping");
        okta.group("Sales", ana);
        assertThat(why())
                .isEqualTo("row 1 (group \"Sales\") of okta's organization mapping; it comes before row 2"
                        + " (group \"Support\"), which would give Company/Support");
    }

    /** What no longer competes is no longer named, and since when somebody is there does not change. */
    @Test
    void anExplanationIsTrueNowAndNotOnlyWhenItWasMade() {
        okta.group("Sales", ana);
        String support = okta.group("Support", ana);
        String since = organization().get("since").asString();
        okta.removeMembers(support, ana);
        assertThat(why()).isEqualTo("row 1 (group \"Sales\") of okta's organization mapping");

        tenant.apply(ROWS.formatted(SUPPORT + "," + SALES));
        assertThat(why()).isEqualTo("row 2 (group \"Sales\") of okta's organization mapping");
        assertThat(organization().get("since").asString()).isEqualTo(since);
    }

    @Test
    void sinceIsWhenThePersonCameThere() {
        Instant created = Instant.parse(organization().get("since").asString());
        okta.group("Sales", ana);
        Instant moved = Instant.parse(organization().get("since").asString());
        assertThat(moved).isAfterOrEqualTo(created);
        okta.patchUser(ana, "{'op':'replace','path':'displayName','value':'Ana'}");
        assertThat(organization().get("since").asString()).isEqualTo(moved.toString());
    }

    @Test
    void eachRoleSaysWhereItComesFromAndWhatItPermits() {
        JsonNode role = tenant.explain(ANA).at("/roles/0");
        assertThat(role.get("role").asString()).isEqualTo("Member");
        assertThat(role.get("permissions").valueStream().map(JsonNode::asString))
                .containsExactly("list", "read");
        assertThat(role.at("/origins/0/origin").asString()).isEqualTo("default");
        assertThat(role.at("/origins/0/reason").asString()).isEqualTo("default role of Company");
        assertThat(role.at("/origins/0/since").asString())
                .isEqualTo(organization().get("since").asString());

        okta.group("Support", ana);
        JsonNode agent = tenant.explain(ANA).at("/roles/0");
        assertThat(agent.get("role").asString()).isEqualTo("Agent");
        assertThat(agent.at("/origins/0/reason").asString())
                .isEqualTo("row 1 (group \"Support\") of okta's role mapping");
    }

    @Test
    void theHistoryTellsWhatTheLogTellsNewestFirst() {
        okta.group("Sales", ana);
        okta.setActive(ana, false);
        JsonNode history = tenant.explain(ANA).get("history");

        assertThat(history.findValuesAsString("action"))
                .startsWith("user updated", "blocked", "deactivation scheduled", "organization changed");
        JsonNode moved = history.valueStream()
                .filter(r -> r.get("action").asString().equals("organization changed"))
                .findFirst()
                .orElseThrow();
        assertThat(moved.get("cause").asString()).isEqualTo(why());
    }

    @Test
    void groupsAreNamed() {
        okta.group("Sales", ana);
        okta.group("A club", ana);
        assertThat(tenant.explain(ANA).get("groups").valueStream().map(JsonNode::asString))
                .containsExactly("A club", "Sales");
    }

    @Test
    void anAdministratorsMoveNamesTheAdministratorAndTheReason() {
        tenant.act(ANA, "move", "{'organization':'Company/Support','reason':'helps out'}");
        assertThat(organization().get("origin").asString()).isEqualTo("manual");
        assertThat(why()).isEqualTo("administrator: helps out");
    }

    @Test
    void aLocalUserIsExplainedToo() {
        Answer local = tenant.admin()
                .post("/api/v1/users", body("{'userName':'root@example.org','organization':'Company/Sales'}"));
        JsonNode explained = tenant.explain(local.id());
        assertThat(explained.has("provider")).isFalse();
        assertThat(explained.at("/organization/reason").asString()).isEqualTo("administrator created the user here");
        assertThat(explained.at("/roles/0/origins/0/reason").asString()).isEqualTo("default role of Company");
    }

    @Test
    void explainingChangesNothing() {
        server.unchangedBy(() -> tenant.explain(ANA));
    }
}
