package org.rollcall.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-50 to P-58: who leaves, and who comes back. No test here moves the clock; see {@link DueTest}. */
class LeaverTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default'},{'name':'Company','defaultRoles':['Member']},{'name':'Finance'}],
             'roles':[{'name':'Member','permissions':['read']},{'name':'Payer','permissions':['pay']}],
             'providers':[{'name':'okta',
               'organization':{'byGroup':[{'group':'Finance','organization':'Finance'}],'fallback':'Company'},'fallbackDelay':'0s',
               'roles':[{'group':'Finance','roles':['Payer']}],'deactivationDelay':'%s'}]}""";
    private static final String ANA = "ana@example.org";

    private TestTenant tenant;
    private TestProvider okta;
    private String ana;

    @BeforeEach
    void oneUser() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply(CONFIGURATION.formatted("15m"));
        ana = okta.user(ANA);
    }

    private void deactivate() {
        assertThat(tenant.act(ANA, "deactivate", "{'reason':'left'}").status()).isEqualTo(200);
    }

    private JsonNode lastEvent() {
        return tenant.eventsOf(ana).getLast();
    }

    // ---- P-50

    @Test
    void inactiveIsBlockedWithTheAnswerAndDueAfterTheDelay() {
        Answer answer = okta.setActive(ana, false);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("active").asBoolean()).isFalse();
        JsonNode state = tenant.explain(ANA).get("state");
        assertThat(state.get("state").asString()).isEqualTo("blocked");
        assertThat(state.get("reason").asString()).isEqualTo("okta set active to false");
        assertThat(Duration.between(
                        Instant.parse(state.get("since").asString()),
                        Instant.parse(state.get("due").asString())))
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(tenant.log().findValuesAsString("action"))
                .endsWith("user updated", "blocked", "deactivation scheduled");
    }

    /** P-58 */
    @Test
    void everyWayOutEndsSessions() {
        okta.setActive(ana, false);
        assertThat(lastEvent().get("type").asString()).isEqualTo("user.blocked");
        assertEndsSessions(true);
        okta.setActive(ana, true);
        assertEndsSessions(false);
        okta.scim().put("/Users/" + ana, body("{'userName':'%s','active':'False'}".formatted(ANA)));
        assertEndsSessions(true);
        okta.setActive(ana, true);
        tenant.act(ANA, "block", "{'reason':'inquiry'}");
        assertEndsSessions(true);
        tenant.act(ANA, "unblock", "{'reason':'done'}");
        assertEndsSessions(false);
        deactivate();
        assertThat(lastEvent().get("type").asString()).isEqualTo("user.deactivated");
        assertEndsSessions(true);
        okta.setActive(ana, false);
        okta.setActive(ana, true);
        assertThat(lastEvent().get("type").asString()).isEqualTo("user.reactivated");
        okta.scim().delete("/Users/" + ana);
        assertThat(lastEvent().get("type").asString()).isEqualTo("user.deleted");
        assertEndsSessions(true);
    }

    /** P-58 */
    @Test
    void whoLeavesAfterABlockByHandLosesTheSessionsToo() {
        tenant.act(ANA, "block", "{'reason':'inquiry'}");
        okta.setActive(ana, false);
        assertEndsSessions(true);
        okta.setActive(ana, true);
        assertEndsSessions(false);
        deactivate();
        okta.setActive(ana, true);
        deactivate();
        okta.setActive(ana, false);
        assertEndsSessions(true);
    }

    private void assertEndsSessions(boolean expected) {
        assertThat(lastEvent().get("endSessions").asBoolean())
                .as(lastEvent().toString())
                .isEqualTo(expected);
    }

    @Test
    void everyFormOfInactiveThatAProviderSendsBlocks() {
        String[] values = {"false", "'False'", "'false'"};
        for (String value : values) {
            okta.patchUser(ana, "{'op':'Replace','path':'active','value':%s}".formatted(value));
            assertThat(tenant.state(ANA)).as(value).isEqualTo("blocked");
            okta.patchUser(ana, "{'op':'Replace','path':'active','value':'True'}");
            assertThat(tenant.state(ANA)).isEqualTo("active");
        }
        server.unchangedBy(() -> {
            for (String value : new String[] {"'no'", "0", "' true'", "null", "[]", "'0'"}) {
                Answer refused = okta.patchUser(ana, "{'op':'replace','path':'active','value':%s}".formatted(value));
                assertThat(refused.status()).as(value).isEqualTo(400);
            }
            return true;
        });
    }

    /** H-P10 */
    @Test
    void aRenameAndALeaveInOneRequestAreBothDone() {
        okta.patchUser(ana, "{'op':'replace','value':{'userName':'gone@example.org','active':false}}");
        assertThat(tenant.state("gone@example.org")).isEqualTo("blocked");
        assertThat(tenant.explain("gone@example.org").at("/id").asString()).isEqualTo(ana);
    }

    // ---- P-51

    @Test
    void backBeforeItIsDueCancelsAndUnblocks() {
        okta.setActive(ana, false);
        okta.setActive(ana, true);

        JsonNode state = tenant.explain(ANA).get("state");
        assertThat(state.get("state").asString()).isEqualTo("active");
        assertThat(state.has("due")).isFalse();
        assertThat(tenant.log().findValuesAsString("action"))
                .endsWith("user updated", "unblocked", "deactivation cancelled");
    }

    @Test
    void aBlockByHandStaysWhateverTheProviderSays() {
        tenant.act(ANA, "block", "{'reason':'inquiry'}");
        okta.setActive(ana, false);
        assertThat(okta.setActive(ana, true).status()).as("Q-P38").isEqualTo(200);

        JsonNode state = tenant.explain(ANA).get("state");
        assertThat(state.get("state").asString()).isEqualTo("blocked");
        assertThat(state.get("reason").asString())
                .isEqualTo("okta set active to true; the block by an administrator stays");
        assertThat(state.has("due")).isFalse();
        tenant.act(ANA, "unblock", "{'reason':'done'}");
        assertThat(tenant.state(ANA)).isEqualTo("active");
    }

    @Test
    void takingBackTheBlockByHandLeavesTheProvidersBlock() {
        tenant.act(ANA, "block", "{'reason':'inquiry'}");
        okta.setActive(ana, false);
        tenant.act(ANA, "unblock", "{'reason':'done'}");
        assertThat(tenant.state(ANA)).isEqualTo("blocked");
        assertThat(tenant.explain(ANA).at("/state/reason").asString())
                .isEqualTo("administrator: done; its provider says that the user is not active");
    }

    /** Whether or not it decides the state, what an administrator does is told. */
    @Test
    void aBlockByHandIsLoggedAndPublishedAlsoWhenTheProviderBlocks() {
        okta.setActive(ana, false);
        int rows = tenant.log().size();
        tenant.act(ANA, "block", "{'reason':'inquiry'}");
        assertThat(tenant.actionsAfter(rows)).containsExactly("block by hand added");
        assertThat(lastEvent().get("type").asString()).isEqualTo("user.updated");
        assertEndsSessions(true);
        server.unchangedBy(() -> tenant.act(ANA, "block", "{'reason':'inquiry'}"));

        tenant.act(ANA, "unblock", "{'reason':'done'}");
        assertThat(tenant.actionsAfter(rows)).containsExactly("block by hand added", "block by hand removed");
        assertThat(tenant.log().get(rows + 1).get("cause").asString())
                .isEqualTo("administrator: done; its provider says that the user is not active");
        assertThat(lastEvent().get("type").asString()).isEqualTo("user.updated");
        assertThat(lastEvent().at("/user/state").asString()).isEqualTo("blocked");
        assertEndsSessions(false);
    }

    @Test
    void aBlockByHandIsLoggedForADeactivatedUserToo() {
        deactivate();
        int rows = tenant.log().size();
        tenant.act(ANA, "block", "{'reason':'inquiry'}");
        tenant.act(ANA, "unblock", "{'reason':'done'}");
        assertThat(tenant.actionsAfter(rows)).containsExactly("block by hand added", "block by hand removed");
        assertThat(tenant.state(ANA)).isEqualTo("deactivated");
    }

    // ---- P-52

    @Test
    void deactivatingByHandIsImmediateAndTakesTheRoles() {
        assertThat(tenant.roles(ANA)).containsExactly("Member");
        deactivate();
        assertThat(tenant.state(ANA)).isEqualTo("deactivated");
        assertThat(tenant.roles(ANA)).isEmpty();
        assertThat(okta.scim().get("/Users/" + ana).status()).isEqualTo(200);
        assertThat(tenant.log("role removed").getLast().get("cause").asString())
                .isEqualTo("deactivated accounts have no roles");
    }

    @Test
    void deactivatingByHandSettlesWhatIsPending() {
        okta.setActive(ana, false);
        deactivate();
        assertThat(tenant.explain(ANA).get("state").has("due")).isFalse();
    }

    @Test
    void reactivatingCancelsADeactivationThatIsPendingAndLeavesTheBlock() {
        okta.setActive(ana, false);
        int rows = tenant.log().size();
        Answer answer = tenant.act(ANA, "reactivate", "{'reason':'not yet'}");

        assertThat(answer.at("/state")).isEqualTo("blocked");
        assertThat(answer.json().has("due")).isFalse();
        assertThat(tenant.actionsAfter(rows)).containsExactly("deactivation cancelled");
        assertThat(tenant.explain(ANA).at("/state/reason").asString())
                .isEqualTo("administrator: not yet; its provider says that the user is not active");
        assertThat(lastEvent().get("type").asString()).isEqualTo("user.updated");
        server.unchangedBy(() -> {
            okta.setActive(ana, false);
            return tenant.act(ANA, "reactivate", "{'reason':'not yet'}");
        });
        okta.setActive(ana, true);
        assertThat(tenant.state(ANA)).isEqualTo("active");
    }

    // ---- P-53, H-Y6, Q-P35

    @Test
    void aDeletedUserIsGoneForItsProviderAndBlockedInside() {
        String group = okta.group("Finance", ana);
        assertThat(okta.scim().delete("/Users/" + ana).status()).isEqualTo(204);

        server.unchangedBy(() -> {
            assertThat(okta.scim().get("/Users/" + ana).status()).isEqualTo(404);
            assertThat(okta.setActive(ana, true).status()).isEqualTo(404);
            assertThat(okta.scim()
                            .put("/Users/" + ana, body("{'userName':'%s'}".formatted(ANA)))
                            .status())
                    .isEqualTo(404);
            assertThat(okta.scim().delete("/Users/" + ana).status()).isEqualTo(404);
            return true;
        });
        assertThat(okta.find("Users", "userName eq \"" + ANA + "\"")
                        .at("/totalResults")
                        .asInt())
                .isZero();
        assertThat(okta.find("Users", "id eq \"" + ana + "\"")
                        .at("/totalResults")
                        .asInt())
                .isZero();
        assertThat(okta.scim().get("/Groups/" + group).json().at("/members").size())
                .isZero();
        JsonNode state = tenant.explain(ana).get("state");
        assertThat(state.get("state").asString()).isEqualTo("deleted");
        assertThat(state.has("due")).isTrue();
        assertThat(okta.addMembers(group, ana).status()).isEqualTo(204);
        assertThat(okta.scim().get("/Groups/" + group).json().at("/members").size())
                .isZero();
    }

    /** H-I8 */
    @Test
    void createdAgainItIsANewUserWithNothingOfTheOldOne() {
        okta.group("Finance", ana);
        tenant.act(ANA, "grants", "{'role':'Payer','reason':'by hand'}");
        okta.scim().delete("/Users/" + ana);
        Answer again = okta.scim().post("/Users", body("{'userName':'%s'}".formatted(ANA)));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.id()).isNotEqualTo(ana);
        assertThat(tenant.roles(ANA)).containsExactly("Member");
        assertThat(tenant.explain(ANA).at("/id").asString()).isEqualTo(again.id());
        assertThat(tenant.explain(ANA).at("/state/state").asString()).isEqualTo("active");
        JsonNode row = tenant.log("user added").getLast();
        assertThat(row.get("cause").asString()).contains(ana);
        assertThat(tenant.eventsOf(again.id()).getFirst().get("effects").toString())
                .contains(ana);
        assertThat(tenant.explain(ana).at("/state/state").asString()).isEqualTo("deleted");
    }

    @Test
    void createdAgainByExternalIdItIsANewUserToo() {
        String created = "{'userName':'%s','externalId':'%s'}";
        String ben = okta.scim()
                .post("/Users", body(created.formatted("ben@example.org", "e-1")))
                .id();
        okta.scim().delete("/Users/" + ben);
        Answer again = okta.scim().post("/Users", body(created.formatted("benjamin@example.org", "e-1")));
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.id()).isNotEqualTo(ben);
        assertThat(tenant.log("user added").getLast().get("cause").asString()).contains(ben);
    }

    /** The one named is the one that was there last. */
    @Test
    void theLogNamesTheLastOfSeveralEarlierUsers() {
        String body = body("{'userName':'%s','externalId':'e-2'}");
        String last = "";
        for (int round = 0; round < 12; round++) {
            last = okta.scim().post("/Users", body.formatted("ben" + round)).id();
            okta.scim().delete("/Users/" + last);
        }
        okta.scim().post("/Users", body.formatted("benjamin"));
        assertThat(tenant.log("user added").getLast().get("cause").asString()).contains(last);
    }

    @Test
    void anAdministratorRestoresADeletedUserUnlessItsNameIsTaken() {
        okta.scim().delete("/Users/" + ana);
        assertThat(tenant.act(ana, "restore", "{'reason':'mistake'}").status()).isEqualTo(200);

        assertThat(tenant.state(ANA)).isEqualTo("active");
        assertThat(okta.scim().get("/Users/" + ana).at("/active")).isEqualTo("true");
        assertThat(tenant.eventsOf(ana).getLast().get("type").asString()).isEqualTo("user.restored");

        okta.scim().delete("/Users/" + ana);
        okta.user(ANA);
        server.unchangedBy(() -> {
            Answer refused = tenant.act(ana, "restore", "{'reason':'mistake'}");
            assertThat(refused.status()).isEqualTo(409);
            return refused;
        });
    }

    /** P-34: nobody lives in an organization that is no more; what was granted by hand stays. */
    @Test
    void whoIsRestoredAfterItsOrganizationWasRemovedIsPlacedAnew() {
        String written = """
                {'organizations':[{'name':'Default','defaultRoles':['Member']}%s],
                 'roles':[{'name':'Member','permissions':[]},{'name':'Payer','permissions':[]}],
                 'providers':[{'name':'okta','organization':{'fixed':'Default'}}]}""";
        tenant.apply(written.formatted(",{'name':'Team'},{'name':'Company'},{'name':'Finance'}"));
        tenant.act(ANA, "move", "{'organization':'Team','reason':'joins'}");
        tenant.act(ANA, "grants", "{'role':'Payer','reason':'by hand'}");
        okta.scim().delete("/Users/" + ana);
        tenant.apply(written.formatted(""));

        assertThat(tenant.act(ana, "restore", "{'reason':'mistake'}").status()).isEqualTo(200);
        assertThat(tenant.organization(ANA)).isEqualTo("Default");
        assertThat(tenant.roles(ANA)).containsExactly("Member", "Payer");
    }

    @Test
    void aDeletedUserIsRestoredAndNotReactivated() {
        okta.scim().delete("/Users/" + ana);
        tenant.act(ana, "deactivate", "{'reason':'now'}");
        server.unchangedBy(() -> {
            Answer refused = tenant.act(ana, "reactivate", "{'reason':'mistake'}");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.at("/detail")).contains("restore");
            return refused;
        });
    }

    // ---- P-54, P-57

    @Test
    void aDeactivatedUserStaysVisibleAndComesBackPlacedAnew() {
        String finance = okta.group("Finance", ana);
        tenant.act(ANA, "grants", "{'role':'Member','reason':'by hand'}");
        okta.setActive(ana, false);
        deactivate();
        assertThat(okta.scim().get("/Users/" + ana).at("/active")).isEqualTo("false");
        assertThat(okta.scim().get("/Groups/" + finance).json().at("/members").size())
                .isEqualTo(1);

        okta.setActive(ana, true);

        assertThat(tenant.state(ANA)).isEqualTo("active");
        assertThat(tenant.organization(ANA)).isEqualTo("Finance");
        assertThat(tenant.roles(ANA)).containsExactly("Payer");
        assertThat(tenant.log().findValuesAsString("action")).contains("reactivated");
    }

    @Test
    void aPostRevivesTheProvidersOwnInactiveUser() {
        okta.setActive(ana, false);
        Answer revived = okta.scim().post("/Users", body("{'userName':'%s','displayName':'Ana'}".formatted(ANA)));

        assertThat(revived.status()).isEqualTo(201);
        assertThat(revived.id()).isEqualTo(ana);
        assertThat(revived.at("/active")).isEqualTo("true");
        assertThat(tenant.state(ANA)).isEqualTo("active");
        assertThat(tenant.log("user revived")).hasSize(1);
    }

    @Test
    void aPostRevivesByExternalIdAndRenames() {
        String body = body("{'userName':'%s','externalId':'e-3'}");
        String ben =
                okta.scim().post("/Users", body.formatted("ben@example.org")).id();
        okta.setActive(ben, false);
        Answer revived = okta.scim().post("/Users", body.formatted("benjamin@example.org"));
        assertThat(revived.id()).isEqualTo(ben);
        assertThat(tenant.state("benjamin@example.org")).isEqualTo("active");
    }

    /** Many who were deleted do not hide the one who is only inactive. */
    @Test
    void aPostRevivesByExternalIdHoweverManyWereDeletedBefore() {
        String body = body("{'userName':'%s','externalId':'e-4'}");
        for (int round = 0; round < 11; round++) {
            okta.scim()
                    .delete("/Users/"
                            + okta.scim()
                                    .post("/Users", body.formatted("ben" + round))
                                    .id());
        }
        String ben =
                okta.scim().post("/Users", body.formatted("ben@example.org")).id();
        okta.setActive(ben, false);
        assertThat(okta.scim()
                        .post("/Users", body.formatted("benjamin@example.org"))
                        .id())
                .isEqualTo(ben);
    }

    @Test
    void aPostThatItselfSaysInactiveDoesNotRevive() {
        okta.setActive(ana, false);
        server.unchangedBy(() -> {
            Answer refused = okta.scim().post("/Users", body("{'userName':'%s','active':false}".formatted(ANA)));
            assertThat(refused.status()).isEqualTo(409);
            return refused;
        });
    }

    @Test
    void createdInactiveIsBlockedWithoutADueTime() {
        String ben = okta.scim()
                .post("/Users", body("{'userName':'ben@example.org','active':false}"))
                .id();
        JsonNode state = tenant.explain(ben).get("state");
        assertThat(state.get("state").asString()).isEqualTo("blocked");
        assertThat(state.get("reason").asString()).isEqualTo("okta created the user as not active");
        assertThat(state.has("due")).isFalse();
        okta.setActive(ben, true);
        assertThat(tenant.state(ben)).isEqualTo("active");
    }

    @Test
    void membershipsAreKeptAndChangedWhileInactive() {
        okta.setActive(ana, false);
        String finance = okta.group("Finance", ana);
        assertThat(tenant.organization(ANA)).isEqualTo("Finance");
        okta.setActive(ana, true);
        assertThat(tenant.roles(ANA)).containsExactly("Payer");
        assertThat(okta.scim().get("/Groups/" + finance).at("/members/0/value")).isEqualTo(ana);
    }

    /** P-56 */
    @Test
    void anotherDelayDoesNotMoveWhatIsPending() {
        okta.setActive(ana, false);
        String due = tenant.explain(ANA).at("/state/due").asString();
        tenant.apply(CONFIGURATION.formatted("0s"));
        assertThat(tenant.explain(ANA).at("/state/due").asString()).isEqualTo(due);
        tenant.apply(CONFIGURATION.formatted("30d"));
        assertThat(tenant.explain(ANA).at("/state/due").asString()).isEqualTo(due);
    }

    @Test
    void aDelayOfZeroDeactivatesAtOnce() {
        tenant.apply(CONFIGURATION.formatted("0s"));
        okta.setActive(ana, false);
        tenant.awaitState(ANA, "deactivated");
        assertThat(tenant.log("deactivated").getFirst().get("actor").asString()).isEqualTo("clock");
    }
}
