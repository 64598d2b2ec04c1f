package org.rollcall.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** P-59: an attribute says when a user leaves. Database time decides. */
class LeaveDateTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String HR = "urn:example:hr:2.0:User";
    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default'}],'roles':[{'name':'Admin','administrative':true}],
             'providers':[{'name':'okta','organization':{'fixed':'Default'},'deactivationDelay':'2h',
               'roles':[{'group':'Admins','roles':['Admin']}],'brake':%s,'leaveDate':'%s:leaveDate'}]}""";

    private TestTenant tenant;
    private TestProvider okta;
    private Instant soon;

    @BeforeEach
    void aProviderThatSaysWhenPeopleLeave() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply(CONFIGURATION.formatted("'off'", HR));
        soon = server.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1));
    }

    private String push(String userName, Object leaves) {
        Answer created = okta.scim()
                .post("/Users", body("{'userName':'%s','%s':{'leaveDate':'%s'}}".formatted(userName, HR, leaves)));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.id();
    }

    private void moves(String id, Object leaves) {
        Answer patched =
                okta.patchUser(id, "{'op':'replace','path':'%s:leaveDate','value':'%s'}".formatted(HR, leaves));
        assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    }

    private String state(String id, String field) {
        return tenant.explain(id).at("/state/" + field).asString();
    }

    @Test
    void whoseDateHasComeIsBlockedAndItsDeactivationIsDueAfterTheDelay() {
        String ana = push("ana", soon);
        assertThat(state(ana, "state")).isEqualTo("active");
        assertThat(state(ana, "leaves")).isEqualTo(soon.toString());

        server.advance(Duration.ofMinutes(61));
        tenant.awaitState(ana, "blocked");
        assertThat(state(ana, "reason")).isEqualTo("the leave date that okta gave has come (" + soon + ")");
        assertThat(tenant.eventsOf(ana).getLast().get("endSessions").asBoolean())
                .isTrue();
        server.advance(Duration.ofHours(2));
        tenant.awaitState(ana, "deactivated");
    }

    @Test
    void aDayIsTheLastOne() {
        LocalDate today = server.now().atZone(ZoneOffset.UTC).toLocalDate();

        assertThat(state(push("ana", today.plusDays(3)), "leaves"))
                .isEqualTo(today.plusDays(4)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toString());
        assertThat(state(push("ben", "next summer"), "leaves")).isEmpty();
        assertThat(state(push("cem", "9999-12-31"), "leaves"))
                .as("how directories say never")
                .isEmpty();
    }

    @Test
    void whoIsReleasedLeavesOnNoDateAnyMore() {
        String ana = push("ana", soon);
        assertThat(tenant.act(ana, "release", "{'reason':'x','pending':'keep'}").status())
                .isEqualTo(200);
        String ben = push("ben", soon);
        server.advance(Duration.ofMinutes(61));
        tenant.awaitState(ben, "blocked");
        assertThat(tenant.state(ana)).isEqualTo("active");
    }

    @Test
    void anotherDateMovesItAndNoneEndsIt() {
        String ana = push("ana", soon);
        String ben = push("ben", soon);
        moves(ana, soon.plus(Duration.ofDays(1)));
        okta.patchUser(ben, "{'op':'remove','path':'%s:leaveDate'}".formatted(HR));
        String cem = push("cem", soon);
        server.advance(Duration.ofMinutes(61));
        tenant.awaitState(cem, "blocked");

        assertThat(tenant.state(ana)).isEqualTo("active");
        assertThat(tenant.state(ben)).isEqualTo("active");
        moves(ana, server.now().minusSeconds(60));
        tenant.awaitState(ana, "blocked");
    }

    @Test
    void whoHasLeftComesBackWhenTheDateMovesAndNotByAnythingElse() {
        String ana = push("ana", server.now().minusSeconds(60));
        tenant.awaitState(ana, "blocked");
        okta.patchUser(ana, "{'op':'replace','path':'title','value':'Lead'}");
        assertThat(tenant.state(ana)).isEqualTo("blocked");

        moves(ana, server.now().plus(Duration.ofDays(30)));
        assertThat(tenant.state(ana)).isEqualTo("active");
        assertThat(state(ana, "reason")).isEqualTo("okta moved the leave date");
        assertThat(state(ana, "due")).isEmpty();
    }

    /** F19: so that a clock that leaps ahead does not make all leave whose date it passes. */
    @Test
    void theBrakeCountsThoseWhoLeaveOnTheirDate() {
        tenant.apply(CONFIGURATION.formatted("{'people':1,'share':'0%','window':'1h'}", HR));
        List<String> all = List.of(push("ana", soon), push("ben", soon), push("cem", soon));
        server.advance(Duration.ofMinutes(61));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(tenant.log("held by brake")).hasSize(2));

        assertThat(all.stream().filter(id -> tenant.state(id).equals("blocked")))
                .hasSize(1);
        server.settle();
        assertThat(tenant.log("held by brake")).hasSize(2);
    }

    @Test
    void theLastAdministratorIsHeldForAnAdministratorToDecide() {
        String ana = push("ana", soon);
        okta.group("Admins", ana);
        tenant.admin().put("/api/v1/configuration?rebind=true", body(CONFIGURATION.formatted("'off'", HR)));
        server.settle();
        server.advance(Duration.ofMinutes(61));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(tenant.log("held by brake")).hasSize(1));

        assertThat(tenant.state(ana)).isEqualTo("active");
        assertThat(tenant.explain(ana).at("/decisions/0/reason").asString())
                .isEqualTo("it is the last active account with an administrative role");
    }

    @Test
    void anotherAttributeIsReadForEverybodyAgain() {
        String ana = push("ana", soon);
        tenant.apply(CONFIGURATION.formatted("'off'", HR).replace(":leaveDate'", ":endsOn'"));

        assertThat(state(ana, "leaves")).isEmpty();
        assertThat(tenant.admin()
                        .get("/api/v1/configuration")
                        .json()
                        .at("/providers/0/leaveDate")
                        .asString())
                .isEqualTo(HR + ":endsOn");
    }
}
