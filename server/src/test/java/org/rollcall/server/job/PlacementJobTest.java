package org.rollcall.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.PlacerGate;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** P-82: a saved mapping is applied to all stored users by a job that can be watched and steered. */
@Execution(ExecutionMode.SAME_THREAD)
class PlacementJobTest {

    private static final PlacerGate GATE = new PlacerGate();

    @RegisterExtension
    static final RunningServer server = new RunningServer(Schemas.standard(), GATE);

    private static final String BEFORE = """
            {"organizations":[{"name":"Default"},{"name":"Staff"}],
             "providers":[{"name":"okta","organization":
               {"byGroup":[],"fallback":"Default"},"fallbackDelay":"0s"}]}""";
    private static final String AFTER =
            BEFORE.replace("\"byGroup\":[]", "\"byGroup\":[{\"group\":\"Staff\",\"organization\":\"Staff\"}]");

    private TestTenant tenant;
    private TestProvider okta;
    private String ana;

    @AfterEach
    void open() {
        GATE.open();
    }

    /** A job that has three people to place, and has not begun. */
    private String job() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply(BEFORE);
        ana = okta.user("ana@example.org");
        okta.group("Staff", ana, okta.user("ben@example.org"));
        okta.user("cem@example.org");
        server.settle();
        GATE.close();
        return applied(AFTER);
    }

    private String applied(String configuration) {
        Answer applied = tenant.admin().put("/api/v1/configuration", configuration);
        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        return applied.at("/job");
    }

    private JsonNode read(String job) {
        return tenant.admin().get("/api/v1/jobs/" + job).json();
    }

    private Answer act(String job, String act) {
        return tenant.admin().post("/api/v1/jobs/%s/%s".formatted(job, act), "{}");
    }

    private void awaitState(String job, String state) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(read(job).get("state").asString()).isEqualTo(state));
    }

    /** The placer has looked at every tenant since: the job of another one, begun now, is done. */
    private void thePlacerHasPassed() {
        TestTenant here = tenant;
        tenant = server.tenant();
        tenant.provider("okta");
        applied(BEFORE);
        awaitState(applied(BEFORE.replace("\"fallback\":\"Default\"", "\"fallback\":\"Staff\"")), "done");
        tenant = here;
    }

    @Test
    void anApplyThatMattersToPeopleStartsAJobThatTellsHowFarItIs() {
        String job = job();
        assertThat(read(job).get("state").asString()).isEqualTo("running");
        assertThat(read(job).get("total").asInt()).isEqualTo(3);
        assertThat(read(job).get("done").asInt()).isZero();
        GATE.open();
        awaitState(job, "done");
        assertThat(read(job).get("done").asInt()).isEqualTo(3);
        assertThat(read(job).get("changed").asInt()).isEqualTo(2);
        assertThat(read(job).get("failed").asInt()).isZero();
        assertThat(tenant.organization("ana@example.org")).isEqualTo("Staff");
        assertThat(applied(AFTER)).as("nothing to change, no job").isEmpty();
    }

    @Test
    void aPausedJobPlacesNobodyUntilItIsResumed() {
        String job = job();
        assertThat(act(job, "pause").at("/state")).isEqualTo("paused");
        GATE.open();
        thePlacerHasPassed();
        assertThat(read(job).get("done").asInt()).isZero();
        assertThat(tenant.organization("ana@example.org")).isEqualTo("Default");
        assertThat(act(job, "resume").at("/state")).isEqualTo("running");
        awaitState(job, "done");
        assertThat(tenant.organization("ana@example.org")).isEqualTo("Staff");
        assertThat(tenant.log("configuration changed").getLast().get("old").asString())
                .isEqualTo("paused");
    }

    @Test
    void aCancelledJobLeavesTheRestAsTheyAreUntilSomethingConcernsThem() {
        String job = job();
        assertThat(act(job, "cancel").at("/state")).isEqualTo("cancelled");
        GATE.open();
        assertThat(act(job, "resume").status()).isEqualTo(409);
        okta.patchUser(ana, "{'op':'replace','path':'displayName','value':'Ana'}");
        assertThat(tenant.organization("ben@example.org")).isEqualTo("Default");
        Answer again = tenant.admin().post("/api/v1/jobs", "{}");
        assertThat(again.status()).isEqualTo(201);
        awaitState(again.id(), "done");
        assertThat(tenant.organization("ben@example.org")).isEqualTo("Staff");
    }

    @Test
    void aLaterApplyTakesOverWhatAnEarlierOneHasLeft() {
        String first = job();
        act(first, "pause");
        String second = applied(AFTER.replace("\"organization\":\"Staff\"", "\"organization\":\"Default\""));
        assertThat(read(first).get("state").asString()).isEqualTo("superseded");
        assertThat(read(second).get("total").asInt()).isEqualTo(3);
        GATE.open();
        awaitState(second, "done");
        assertThat(tenant.admin().get("/api/v1/jobs").json().get("items"))
                .extracting(job -> job.get("id").asString())
                .startsWith(second, first);
        assertThat(act(first, "pause").status()).isEqualTo(409);
    }

    @Test
    void jobsOfOthersAreNotThere() {
        String job = job();
        TestTenant stranger = server.tenant();
        assertThat(stranger.admin().get("/api/v1/jobs/" + job).status()).isEqualTo(404);
        assertThat(stranger.admin()
                        .post("/api/v1/jobs/%s/cancel".formatted(job), "{}")
                        .status())
                .isEqualTo(404);
        assertThat(stranger.admin().get("/api/v1/jobs/no-id").status()).isEqualTo(404);
    }
}
