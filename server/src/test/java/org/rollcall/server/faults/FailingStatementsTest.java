package org.rollcall.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.testing.TestProvider.body;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import org.slf4j.LoggerFactory;

/**
 * F1: each statement of a command fails once. Whichever it is, the answer is an error with nothing of the database in
 * it, and not one table has changed (N2); then the same request works.
 */
class FailingStatementsTest {

    private static final FailingStatement FAULTS = new FailingStatement();

    @RegisterExtension
    static final RunningServer server = new RunningServer(Schemas.standard(), FAULTS);

    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default'},{'name':'Staff'}%s],
             'roles':[{'name':'Member','permissions':['read']}],
             'providers':[{'name':'okta',
               'organization':{'byGroup':[{'group':'Staff','organization':'Staff'}],'fallback':'Default'},'fallbackDelay':'0s',
               'roles':[{'group':'Staff','roles':['Member']}]}]}""";
    private static final int MOST_STATEMENTS = 100;

    private TestTenant tenant;
    private TestProvider okta;
    private String ana;
    private String ben;

    /** Each failure would be told with its stack. */
    @BeforeAll
    static void quiet() {
        errors().setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        errors().setLevel(null);
    }

    private static Logger errors() {
        return (Logger) LoggerFactory.getLogger("org.rollcall.server.http.Errors");
    }

    @BeforeEach
    void twoUsers() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply(CONFIGURATION.formatted(""));
        ana = okta.user("ana@example.org");
        ben = okta.user("ben@example.org");
    }

    /** Answers how many statements it takes. */
    private int failsEverywhere(Supplier<Answer> request, int done) {
        for (int k = 1; k < MOST_STATEMENTS; k++) {
            Map<String, String> before = server.digest();
            FAULTS.failAt(k);
            Answer answer = request.get();
            boolean failed = FAULTS.failed();
            FAULTS.never();
            if (!failed) {
                assertThat(answer.status()).as(answer.text()).isEqualTo(done);
                assertThat(server.digest()).isNotEqualTo(before);
                return k - 1;
            }
            assertThat(answer.status()).as("statement %d: %s", k, answer.text()).isEqualTo(500);
            assertThat(answer.text()).doesNotContain("zero", "select", "SQL");
            assertThat(server.digest())
                    .as("statement %d left something (N2)", k)
                    .isEqualTo(before);
        }
        throw new AssertionError("more than %d statements".formatted(MOST_STATEMENTS));
    }

    @Test
    void creatingAUser() {
        int statements = failsEverywhere(
                () -> okta.scim().post("/Users", body("{'userName':'cleo@example.org','externalId':'e-1'}")), 201);
        assertThat(statements).isGreaterThan(8);
    }

    @Test
    void changingAUser() {
        failsEverywhere(() -> okta.patchUser(ana, "{'op':'replace','value':{'title':'Captain','active':false}}"), 200);
    }

    @Test
    void deletingAUser() {
        okta.group("Staff", ana);
        failsEverywhere(() -> okta.scim().delete("/Users/" + ana), 204);
    }

    /** Without members in the answer: to show them is a read of its own after the commit. */
    @Test
    void creatingAGroupThatBindsARow() {
        failsEverywhere(
                () -> okta.scim()
                        .post(
                                "/Groups?excludedAttributes=members",
                                body("{'displayName':'Staff','members':[{'value':'%s'}]}".formatted(ana))),
                201);
        assertThat(tenant.roles("ana@example.org")).containsExactly("Member");
    }

    @Test
    void changingMembers() {
        String staff = okta.group("Staff", ana);
        failsEverywhere(
                () -> okta.patchGroup(
                        staff, "{'op':'replace','path':'members','value':[{'value':'%s'}]}".formatted(ben)),
                204);
        assertThat(tenant.roles("ana@example.org")).isEmpty();
        assertThat(tenant.roles("ben@example.org")).containsExactly("Member");
    }

    @Test
    void deletingAGroup() {
        String staff = okta.group("Staff", ana, ben);
        failsEverywhere(() -> okta.scim().delete("/Groups/" + staff), 204);
    }

    @Test
    void applyingAConfiguration() {
        failsEverywhere(
                () -> tenant.admin().put("/api/v1/configuration", body(CONFIGURATION.formatted(",{'name':'Crew'}"))),
                200);
    }

    @Test
    void actsOfAnAdministrator() {
        failsEverywhere(() -> tenant.act(ana, "grants", "{'role':'Member','reason':'x'}"), 200);
        failsEverywhere(() -> tenant.act(ana, "move", "{'organization':'Staff','reason':'x'}"), 200);
        failsEverywhere(() -> tenant.act(ana, "deactivate", "{'reason':'x'}"), 200);
        failsEverywhere(
                () -> tenant.admin().post("/api/v1/providers", body("{'name':'entra','credential':'oauth-token'}")),
                201);
    }
}
