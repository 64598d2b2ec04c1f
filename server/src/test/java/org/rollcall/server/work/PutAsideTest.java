package org.rollcall.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.server.base.Limits;
import org.rollcall.server.db.Faults;
import org.rollcall.server.testing.CapturedLogs;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** One account that cannot be written keeps nobody else's work waiting: neither its tenant's nor another's. */
class PutAsideTest {

    @RegisterExtension
    static final RunningServer server = new RunningServer();

    private static final String CONFIGURATION = """
            {'organizations':[{'name':'Default','defaultRoles':['%s']}],
             'roles':[{'name':'Member','permissions':[]},{'name':'Extra','permissions':[]}],
             'providers':[{'name':'okta','organization':{'fixed':'Default'},'deactivationDelay':'1h','brake':'off'}]}""";

    private TestTenant tenant;
    private TestProvider okta;
    private TestTenant other;
    private TestProvider others;

    /** Whoever is called bad cannot be written as soon as the fault is there. */
    @BeforeEach
    void twoTenants() {
        tenant = server.tenant();
        okta = tenant.provider("okta");
        tenant.apply(CONFIGURATION.formatted("Member"));
        other = server.tenant();
        others = other.provider("okta");
        other.apply(CONFIGURATION.formatted("Member"));
        execute("""
                create or replace function refuse_bad() returns trigger language plpgsql as $$
                begin raise exception 'bad account'; end $$""");
    }

    @AfterEach
    void heal() {
        execute("drop trigger if exists bad on account");
    }

    private static void execute(String sql) {
        server.jdbi().useHandle(handle -> handle.execute(sql));
    }

    private static void breakBadAccounts() {
        execute("""
                create trigger bad before update on account for each row
                when (new.user_name like 'bad%') execute function refuse_bad()""");
    }

    /** Another node has nothing put aside. */
    private static void healed() {
        execute("drop trigger bad on account");
        server.anotherNode(Faults.NONE);
    }

    private static void awaitUntil(Runnable asserted) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(asserted::run);
    }

    @Test
    void theDeactivationsAndEndsOfGrantsOfAllOthersAreDone() {
        List<String> names = Stream.concat(
                        Stream.of("bad@example.org"), IntStream.range(0, 5).mapToObj("good%d@example.org"::formatted))
                .toList();
        names.forEach(name -> okta.setActive(okta.user(name), false));
        others.setActive(others.user("ana@example.org"), false);
        others.user("ben@example.org");
        other.act(
                "ben@example.org",
                "grants",
                "{'role':'Extra','reason':'for now','until':'%s'}".formatted(inHalfAnHour()));
        breakBadAccounts();
        try (CapturedLogs logs = CapturedLogs.open()) {
            server.advance(Duration.ofHours(2));

            names.stream().skip(1).forEach(name -> tenant.awaitState(name, "deactivated"));
            other.awaitState("ana@example.org", "deactivated");
            awaitUntil(() -> assertThat(other.roles("ben@example.org")).containsExactly("Member"));
            assertThat(tenant.state("bad@example.org")).isEqualTo("blocked");
            awaitUntil(() -> assertThat(logs.text()).contains("deactivation: account"));
            assertThat(logs.text().lines().filter(line -> line.contains("org.rollcall.server.work")))
                    .noneMatch(line -> line.contains("example.org"));
        }
        assertThat(new Client(server.app().managementUrl(), "").get("/metrics").text())
                .contains("rollcall_work_failures_total{work=\"deactivation\"}");
        healed();
        tenant.awaitState("bad@example.org", "deactivated");
    }

    private String inHalfAnHour() {
        return Instant.parse(
                        tenant.explain("good0@example.org").at("/state/since").asString())
                .plus(Duration.ofMinutes(30))
                .toString();
    }

    @Test
    void thePlacementsOfAllOthersAreDone() {
        okta.user("bad@example.org");
        IntStream.range(0, 3).forEach(n -> okta.user("good%d@example.org".formatted(n)));
        others.user("ana@example.org");
        breakBadAccounts();
        try (CapturedLogs logs = CapturedLogs.open()) {
            for (TestTenant one : List.of(tenant, other)) {
                assertThat(one.admin()
                                .put(
                                        "/api/v1/configuration",
                                        CONFIGURATION.formatted("Extra").replace('\'', '"'))
                                .status())
                        .isEqualTo(200);
            }
            awaitUntil(() -> assertThat(logs.text().split("placement anew: account", -1))
                    .as("failed in the walk, and in the search for stragglers")
                    .hasSizeGreaterThan(2));
        }
        assertThat(tenant.admin()
                        .get("/api/v1/jobs")
                        .json()
                        .at("/items/0/failed")
                        .asInt())
                .isEqualTo(1);

        awaitUntil(() -> {
            IntStream.range(0, 3)
                    .forEach(n -> assertThat(tenant.roles("good%d@example.org".formatted(n)))
                            .containsExactly("Extra"));
            assertThat(other.roles("ana@example.org")).containsExactly("Extra");
        });
        assertThat(tenant.roles("bad@example.org")).containsExactly("Member");
        healed();
        awaitUntil(() -> assertThat(tenant.roles("bad@example.org")).containsExactly("Extra"));
    }

    /** More of them than one chunk holds: left out of what is found, they do not come back at once. */
    @Test
    void manyBadAccountsDoNotFillTheChunk() {
        IntStream.range(0, Limits.DUE_CHUNK + 1)
                .forEach(n -> okta.setActive(okta.user("bad%d@example.org".formatted(n)), false));
        okta.setActive(okta.user("good@example.org"), false);
        breakBadAccounts();
        server.advance(Duration.ofHours(2));

        tenant.awaitState("good@example.org", "deactivated");
        healed();
        tenant.awaitState("bad0@example.org", "deactivated");
    }
}
