package org.rollcall.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-50, P-53, P-56, P-43, H-Y1: what the clock does when its time has come. Each test moves the clock of the class. */
class DueTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default','defaultRoles':['Member']}],
             'roles':[{'name':'Member','permissions':['read']},{'name':'Extra','permissions':['more']}],
             'providers':[{'name':'okta','organization':{'fixed':'Default'},'deactivationDelay':'1h'}]}""";
    private static final String ANA = "ana@example.org";

    private TestTenant tenant;
    private TestProvider okta;
    private String ana;
    private int probes;

    @BeforeEach
    void oneUser() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply(CONFIGURATION);
        ana = okta.user(ANA);
    }

    /**
     * The clock looks every second: whoever is not deactivated when somebody due later is, was not due. A second probe is
     * done by a later pass, so that the one which did the first is over, with all its work.
     */
    private void awaitAPassOfTheClock() {
        awaitAProbe();
        awaitAProbe();
    }

    private void awaitAProbe() {
        String name = "probe-%d@example.org".formatted(probes++);
        String probe = okta.user(name);
        tenant.apply(CONFIGURATION.replace("1h", "0s"));
        okta.setActive(probe, false);
        tenant.awaitState(name, "deactivated");
    }

    /** F19: what was done when its time had come stays done, and nothing else is done, when the clock goes back. */
    @Test
    void aClockThatGoesBackUndoesNothingAndHurriesNothing() {
        okta.setActive(ana, false);
        server.advance(Duration.ofMinutes(61));
        tenant.awaitState(ANA, "deactivated");
        String ben = okta.user("ben@example.org");
        okta.setActive(ben, false);
        server.advance(Duration.ofMinutes(-120));
        awaitAPassOfTheClock();
        assertThat(tenant.state(ANA)).isEqualTo("deactivated");
        assertThat(tenant.state("ben@example.org")).isEqualTo("blocked");
        server.advance(Duration.ofMinutes(181));
        tenant.awaitState("ben@example.org", "deactivated");
    }

    /** H-Y1 */
    @Test
    void deactivationComesNotBeforeItIsDueAndThenOnce() {
        okta.setActive(ana, false);
        Instant due = Instant.parse(tenant.explain(ANA).at("/state/due").asString());
        server.advance(Duration.ofMinutes(59));
        awaitAPassOfTheClock();
        assertThat(tenant.state(ANA)).isEqualTo("blocked");

        server.advance(Duration.ofMinutes(1));
        tenant.awaitState(ANA, "deactivated");
        JsonNode state = tenant.explain(ANA).get("state");
        assertThat(state.get("reason").asString()).isEqualTo("deactivation was due; before: okta set active to false");
        assertThat(Instant.parse(state.get("since").asString())).isAfterOrEqualTo(due);
        assertThat(tenant.roles(ANA)).isEmpty();
        server.advance(Duration.ofDays(1));
        awaitAPassOfTheClock();
        assertThat(tenant.eventsOf(ana).stream()
                        .filter(e -> e.get("type").asString().equals("user.deactivated")))
                .hasSize(1);
    }

    @Test
    void whoeverCameBackIsNotDeactivatedByTheOldDueTime() {
        okta.setActive(ana, false);
        okta.setActive(ana, true);
        server.advance(Duration.ofHours(2));
        awaitAPassOfTheClock();
        assertThat(tenant.state(ANA)).isEqualTo("active");
    }

    @Test
    void aNewLeaveIsDueByItsOwnTime() {
        okta.setActive(ana, false);
        server.advance(Duration.ofMinutes(40));
        okta.setActive(ana, true);
        okta.setActive(ana, false);
        server.advance(Duration.ofMinutes(40));
        awaitAPassOfTheClock();
        assertThat(tenant.state(ANA)).isEqualTo("blocked");
    }

    /** P-53, H-I8: the job of the earlier user does not touch the later one. */
    @Test
    void aDeletedUserIsDeactivatedInTimeAndItsSuccessorIsNot() {
        okta.scim().delete("/Users/" + ana);
        String again = okta.user(ANA);
        server.advance(Duration.ofHours(2));
        awaitAPassOfTheClock();

        assertThat(tenant.state(again)).isEqualTo("active");
        assertThat(tenant.roles(again)).containsExactly("Member");
        assertThat(tenant.roles(ana)).isEmpty();
        assertThat(tenant.eventsOf(ana).getLast().get("type").asString()).isEqualTo("user.deactivated");
    }

    @Test
    void aDeletedAndDeactivatedUserIsRestoredPlacedAnew() {
        okta.scim().delete("/Users/" + ana);
        server.advance(Duration.ofHours(2));
        awaitAPassOfTheClock();
        tenant.act(ana, "restore", "{'reason':'mistake'}");
        assertThat(tenant.state(ana)).isEqualTo("active");
        assertThat(tenant.roles(ana)).containsExactly("Member");
    }

    /** P-43: a grant by hand ends by itself at its time. */
    @Test
    void aGrantByHandEndsAtItsTime() {
        Instant until =
                Instant.parse(tenant.explain(ANA).at("/state/since").asString()).plus(Duration.ofHours(3));
        tenant.act(ANA, "grants", "{'role':'Extra','reason':'for now','until':'%s'}".formatted(until));
        server.advance(Duration.ofHours(2));
        awaitAPassOfTheClock();
        assertThat(tenant.roles(ANA)).containsExactly("Extra", "Member");

        server.advance(Duration.ofHours(1));
        awaitAPassOfTheClock();
        assertThat(tenant.roles(ANA)).containsExactly("Member");
        JsonNode row = tenant.log("role removed").stream()
                .filter(r -> r.get("user").asString().equals(ANA))
                .findFirst()
                .orElseThrow();
        assertThat(row.get("cause").asString())
                .startsWith("granted until " + until.toString().substring(0, 16));
        assertThat(row.get("actor").asString()).isEqualTo("clock");
    }
}
