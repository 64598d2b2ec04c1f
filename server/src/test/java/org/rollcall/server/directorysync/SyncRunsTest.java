package org.rollcall.server.directorysync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Client.Answer;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;
import tools.jackson.databind.JsonNode;

/** The server knows of the tool's runs, and since when it hears of none (P-125). */
class SyncRunsTest {

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    @TempDir
    private Path folder;

    private final Company company = Company.found();
    private TestTenant tenant;
    private TestProvider provider;
    private Tool tool;

    @BeforeEach
    void begin() {
        tenant = SERVER.tenant();
        provider = tenant.directory("ldap");
        tool = new Tool(folder, provider)
                .configured(company, provider, "safety: {people: deactivate, harmful: 0, share: 0}");
        company.people(3);
    }

    @AfterEach
    void end() {
        company.close();
    }

    private JsonNode runs() {
        Answer answer = tenant.admin().get("/api/v1/providers/" + provider.id() + "/sync-runs");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private Answer report(String body) {
        return provider.scim().post("/.sync-runs", TestProvider.body(body));
    }

    @Test
    void aRunIsReportedHoweverItEnds() throws Exception {
        tool.run("sync");
        company.remove(Company.personDn("p1"));
        tool.run("sync");
        company.directory().deleteSubtree(Company.PEOPLE);
        tool.run("sync");
        JsonNode runs = runs();
        assertThat(runs.get("items").findValuesAsString("outcome")).containsExactly("DIRECTORY", "CONFIRM", "DONE");
        assertThat(runs.get("items").findValuesAsString("mode")).containsExactly("changes", "changes", "full");
        assertThat(runs.at("/items/2/people").asInt()).isEqualTo(3);
        assertThat(runs.at("/items/2/steps").asInt()).isEqualTo(3);
        assertThat(runs.at("/items/1/plan").asString()).hasSize(12);
        assertThat(runs.get("lastContactAt")).isEqualTo(runs.at("/items/0/at"));
        assertThat(runs.has("silentSince")).isFalse();
    }

    @Test
    void aDryRunIsNotReported() {
        tool.run("sync", "--dry-run");
        assertThat(runs().get("items")).isEmpty();
    }

    @Test
    void whoIsNotHeardOfForLongerThanItSaidIsSilent() {
        report("{'outcome':'DONE','silentAfterSeconds':600}");
        assertThat(runs().has("silentSince")).isFalse();
        SERVER.advance(Duration.ofMinutes(11));
        assertThat(runs().get("silentSince")).isEqualTo(runs().get("lastContactAt"));
        report("{'outcome':'DONE','silentAfterSeconds':600}");
        assertThat(runs().has("silentSince")).isFalse();
    }

    private JsonNode listed() {
        return tenant.admin().get("/api/v1/providers").json().at("/items/0");
    }

    @Test
    void silenceIsAnAlarmInProvidersStatusAndMetrics() {
        report("{'outcome':'DONE','silentAfterSeconds':600}");
        assertThat(listed().has("lastSyncRunAt")).isTrue();
        assertThat(listed().has("silentSince")).isFalse();
        SERVER.advance(Duration.ofMinutes(11));
        assertThat(listed().get("silentSince")).isEqualTo(listed().get("lastSyncRunAt"));
        JsonNode silent = tenant.admin().get("/api/v1/status").json().get("silentProviders");
        assertThat(silent.findValuesAsString("provider")).containsExactly("ldap");
        assertThat(silent.at("/0/silentSince")).isEqualTo(listed().get("silentSince"));
        Client management = new Client(SERVER.app().managementUrl(), "");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(management.get("/metrics").text())
                        .containsPattern("rollcall_directory_sync_silent [1-9]"));
        report("{'outcome':'DONE','silentAfterSeconds':600}");
        assertThat(listed().has("silentSince")).isFalse();
        assertThat(tenant.admin().get("/api/v1/status").json().get("silentProviders"))
                .isEmpty();
    }

    @Test
    void aToolThatNeverReportedIsWaitedForSinceItsProviderWasMade() {
        SERVER.advance(Duration.ofHours(23));
        assertThat(listed().has("silentSince")).isFalse();
        SERVER.advance(Duration.ofHours(2));
        assertThat(listed().has("lastSyncRunAt")).isFalse();
        assertThat(listed().has("silentSince")).isTrue();
    }

    private Answer kind(String body) {
        return tenant.admin().put("/api/v1/providers/" + provider.id() + "/kind", TestProvider.body(body));
    }

    @Test
    void anAdministratorSaysAfterWhatTimeItIsSilentWhateverTheToolSays() {
        report("{'outcome':'DONE','silentAfterSeconds':600}");
        assertThat(kind("{'kind':'directory-sync','silentAfterSeconds':7200}").text())
                .contains("7200");
        SERVER.advance(Duration.ofMinutes(119));
        assertThat(listed().has("silentSince")).isFalse();
        SERVER.advance(Duration.ofMinutes(2));
        assertThat(listed().has("silentSince")).isTrue();
        assertThat(kind("{'kind':'directory-sync','silentAfterSeconds':59}").status())
                .isEqualTo(400);
        assertThat(kind("{'kind':'scim','silentAfterSeconds':600}").text()).contains("only a provider of the kind");
        assertThat(kind("{'kind':'ldap'}").status()).isEqualTo(400);
    }

    @Test
    void aProviderThatIsHandedOverIsNoLongerWaitedForAndItsRunsAreNotKept() {
        tool.run("sync");
        SERVER.advance(Duration.ofHours(25));
        assertThat(listed().has("silentSince")).isTrue();
        assertThat(kind("{'kind':'scim'}").status()).isEqualTo(200);
        assertThat(listed().has("silentSince")).isFalse();
        assertThat(report("{'outcome':'DONE'}").text()).contains("rollcall provider kind NAME directory-sync");
        assertThat(tool.run("sync").out()).contains("The run was not reported: 409: this provider is not");
        assertThat(runs().get("items")).hasSize(1);
    }

    /** P-20, P-86. */
    @Test
    void theConfigurationSaysKindAndSilenceAndLeavesTheKindAloneWhenItSaysNothing() {
        String provider = "{'providers':[{'name':'ldap','organization':{'fixed':'Default'}%s}]}";
        tenant.apply(provider.formatted(",'silentAfter':'2h'"));
        assertThat(listed().get("kind").asString()).isEqualTo("directory-sync");
        assertThat(listed().get("silentAfterSeconds").asLong()).isEqualTo(7_200);
        Answer exported = tenant.admin().get("/api/v1/configuration");
        assertThat(exported.at("/providers/0/kind")).isEqualTo("directory-sync");
        assertThat(exported.at("/providers/0/silentAfter")).isEqualTo("2h");
        Answer refused = tenant.admin()
                .put(
                        "/api/v1/configuration",
                        TestProvider.body(provider.formatted(",'kind':'scim','silentAfter':'2h'")));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("/providers/0/silentAfter", "must be from 1m to 90d");
        tenant.apply(provider.formatted(",'kind':'scim'"));
        assertThat(listed().get("kind").asString()).isEqualTo("scim");
        assertThat(listed().has("silentAfterSeconds")).isFalse();
    }

    @Test
    void aDisabledProviderIsNotWaitedFor() {
        report("{'outcome':'DONE','silentAfterSeconds':600}");
        tenant.admin().post("/api/v1/providers/" + provider.id() + "/disable", "");
        SERVER.advance(Duration.ofMinutes(11));
        assertThat(listed().has("silentSince")).isFalse();
    }

    private long silentAfter() {
        return SERVER.count("select extract(epoch from silent_after)::bigint from sync_run where provider_id = '%s'"
                        .formatted(provider.id())
                + " order by run_id desc limit 1");
    }

    @Test
    void afterWhatTimeItIsSilentFollowsFromTheFileOrFromHowOftenItRuns() throws Exception {
        tool.run("sync");
        assertThat(silentAfter()).isEqualTo(Duration.ofDays(1).toSeconds());
        tool.runOnce("sync", "--every", "15m");
        assertThat(silentAfter()).isEqualTo(Duration.ofMinutes(45).toSeconds());
        tool.written(Files.readString(tool.config()).replace("attempts: 2", "attempts: 2\n  silentAfter: 2h"));
        tool.runOnce("sync", "--every", "15m");
        assertThat(silentAfter()).isEqualTo(Duration.ofHours(2).toSeconds());
    }

    @Test
    void onlyTheLatestAreKept() {
        for (int i = 0; i < Limits.SYNC_RUNS + 2; i++) {
            report("{'steps':%d}".formatted(i));
        }
        assertThat(runs().get("items")).hasSize(Limits.SYNC_RUNS);
        assertThat(runs().at("/items/0/steps").asInt()).isEqualTo(Limits.SYNC_RUNS + 1);
    }

    @Test
    void aReportThatMakesNoSenseIsRefused() {
        for (String body : new String[] {
            "[]",
            "{'steps':-1}",
            "{'steps':1.5}",
            "{'steps':'1'}",
            "{'mode':7}",
            "{'people':99999999999}",
            "{'plan':'%s'}".formatted("x".repeat(201))
        }) {
            assertThat(report(body).status()).as(body).isEqualTo(400);
        }
        assertThat(runs().get("items")).isEmpty();
    }

    @Test
    void aProviderOfAnotherTenantHasNoRunsToShow() {
        report("{'outcome':'DONE'}");
        assertThat(SERVER.tenant()
                        .admin()
                        .get("/api/v1/providers/" + provider.id() + "/sync-runs")
                        .status())
                .isEqualTo(404);
    }
}
