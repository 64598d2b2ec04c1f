package org.rollcall.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.app.App;
import org.rollcall.server.db.Faults;
import org.rollcall.server.testing.AtOnce;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** F10, H-A8, P-21, P-56: two nodes on one database. */
class TwoNodesTest {

    /** Stops a request of the second node where it locks a user, when told to. */
    private static final class Hold implements Faults {
        private volatile CountDownLatch reached = new CountDownLatch(0);
        private volatile CountDownLatch released = new CountDownLatch(0);

        void arm() {
            released = new CountDownLatch(1);
            reached = new CountDownLatch(1);
        }

        @Override
        public String statement(String sql) {
            if (reached.getCount() > 0 && sql.contains("for no key update of a")) {
                reached.countDown();
                awaitQuietly(released);
            }
            return sql;
        }

        static void awaitQuietly(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final Hold HOLD = new Hold();
    private static App second;

    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default'},{'name':'%1$s'}],
             'roles':[{'name':'%1$s','permissions':['read']}],
             'providers':[{'name':'okta','deactivationDelay':'0s',
               'organization':{'byGroup':[{'group':'Staff','organization':'%1$s'}],'fallback':'Default'},'fallbackDelay':'0s',
               'roles':[{'group':'Staff','roles':['%1$s']}],'brake':'off'}]}""";

    private TestTenant tenant;
    private TestProvider here;
    private TestProvider there;

    @BeforeAll
    static void anotherNode() {
        second = server.anotherNode(HOLD);
    }

    @BeforeEach
    void oneProviderAtBoth() {
        tenant = server.tenant();
        here = tenant.provider("okta");
        there = here.at(second.url());
        tenant.apply(CONFIGURATION.formatted("Staff"));
    }

    private void assertDone(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isIn(200, 201, 204);
    }

    /** A command of one node read the rules, waited, and found the account placed with newer ones by the other. */
    @Test
    void aCommandThatWaitedDecidesWithTheRulesItsAccountWasPlacedWith() {
        String ana = here.user("ana@example.org");
        here.group("Staff", ana);
        there.setActive(ana, true);
        here.setActive(ana, false);
        tenant.awaitState(ana, "deactivated");
        here.setActive(ana, true);
        here.patchUser(ana, "{'op':'replace','path':'active','value':false}");
        tenant.awaitState(ana, "deactivated");

        HOLD.arm();
        List<Answer> answers = AtOnce.run(List.<Callable<Answer>>of(
                () -> there.scim().post("/Users", body("{'userName':'ana@example.org'}")), this::changeTheRules));
        assertDone(answers.get(0));
        assertThat(answers.get(0).id()).isEqualTo(ana);
        assertThat(tenant.roles(ana)).containsExactly("Crew");
    }

    private Answer changeTheRules() {
        Hold.awaitQuietly(HOLD.reached);
        String grown = CONFIGURATION
                .formatted("Crew")
                .replace("{'name':'Default'},", "{'name':'Default'},{'name':'Staff'},")
                .replace("'roles':[{'name':'Crew'", "'roles':[{'name':'Staff'},{'name':'Crew'");
        Answer applied = tenant.admin().put("/api/v1/configuration", body(grown));
        server.settle();
        HOLD.released.countDown();
        return applied;
    }

    /** H-A8: within a second, and not before the notification has arrived. */
    @Test
    void aRevocationAtOneNodeReachesTheOther() {
        assertThat(there.scim().get("/Users").status()).isEqualTo(200);
        assertThat(tenant.admin()
                        .post("/api/v1/providers/" + here.id() + "/disable", "")
                        .status())
                .isEqualTo(204);
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(
                        () -> assertThat(there.scim().get("/Users").status()).isEqualTo(401));
    }

    /** F10 */
    @Test
    void membersAddedAndRemovedAtBothNodesAreNeitherLostNorLeft() {
        List<String> ids = AtOnce.run(24, n -> here.user("u%d@example.org".formatted(n)));
        String staff = here.group("Staff");
        AtOnce.run(24, n -> {
            TestProvider node = n % 2 == 0 ? here : there;
            assertDone(node.addMembers(staff, ids.get(n), ids.get(0)));
            assertDone(node.removeMembers(staff, ids.get(n)));
            assertDone((n % 2 == 0 ? there : here).addMembers(staff, ids.get(n)));
            return n;
        });
        Set<String> members = new TreeSet<>(
                there.scim().get("/Groups/" + staff).json().at("/members").findValuesAsString("value"));
        assertThat(members).containsAll(ids.subList(1, ids.size()));
    }

    /** P-56: the clock of both nodes finds it; it is done once. */
    @Test
    void whatIsDueIsDoneOnceByWhicheverNodeComesFirst() {
        List<String> ids = AtOnce.run(12, n -> here.user("u%d@example.org".formatted(n)));
        AtOnce.run(12, n -> {
            assertDone((n % 2 == 0 ? here : there).setActive(ids.get(n), false));
            return n;
        });
        ids.forEach(id -> tenant.awaitState(id, "deactivated"));
        assertThat(tenant.log("deactivated")).hasSize(12);
        assertThat(ids).allSatisfy(id -> assertThat(tenant.eventsOf(id)).hasSize(3));
    }

    /** P-100: whoever waits at one node hears of what was done at the other. */
    @Test
    void aReaderAtOneNodeLearnsWhatHappenedAtTheOther() {
        String cursor = tenant.admin().get("/api/v1/users").at("/feed");
        List<Object> answers = AtOnce.run(List.<Callable<Object>>of(
                () -> tenant.admin()
                        .get("/api/v1/events?wait=20&after=" + cursor)
                        .json()
                        .at("/items/0/user/userName")
                        .asString(),
                () -> there.user("ana@example.org")));
        assertThat(answers.getFirst()).isEqualTo("ana@example.org");
    }
}
