package org.rollcall.server.directorysync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.directorysync.Tool.Ran;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** A run that ends in the middle is completed by the next, and no step is done twice (P-125, F4). */
class InterruptedTest {

    private static final int PEOPLE = 25;

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    @TempDir
    private Path folder;

    private final Company company = Company.found();
    private TestTenant tenant;
    private TestProvider provider;
    private Proxy proxy;
    private Tool tool;

    @BeforeEach
    void begin() throws Exception {
        tenant = SERVER.tenant();
        provider = tenant.directory("ldap");
        proxy = new Proxy(provider.scim().base());
        tool = new Tool(folder, provider).configured(company, provider, "safety: {harmful: 100}");
        tool.written(Files.readString(tool.config()).replace(provider.scim().base(), proxy.url()));
        company.people(PEOPLE);
        company.group(
                "Everyone",
                java.util.stream.IntStream.rangeClosed(1, PEOPLE)
                        .mapToObj(i -> "p" + i)
                        .toArray(String[]::new));
    }

    @AfterEach
    void end() {
        proxy.close();
        company.close();
    }

    private void complete() {
        Ran ran = tool.run("sync");
        assertThat(ran.exit()).as(ran.all()).isZero();
        assertThat(provider.scim()
                        .get("/Users?count=0")
                        .json()
                        .get("totalResults")
                        .asInt())
                .isEqualTo(PEOPLE);
        String group = provider.find("Groups", "displayName eq \"Everyone\"")
                .at("/Resources/0/id")
                .asString();
        assertThat(provider.scim().get("/Groups/" + group).json().get("members"))
                .hasSize(PEOPLE);
        assertThat(tenant.log("user added")).as("nobody was created twice").hasSize(PEOPLE);
        assertThat(tool.run("sync", "--full").out()).contains("nothing to do");
    }

    @Test
    void aServerThatGoesAwayEndsTheRunAndTheNextCompletesIt() {
        proxy.failAfter(10);
        Ran ran = tool.run("sync");
        assertThat(ran.exit()).as(ran.all()).isEqualTo(5);
        assertThat(ran.err()).contains("did not answer 2 times");
        proxy.work();
        complete();
    }

    @Test
    void aLostAnswerCreatesNobodyTwice() {
        proxy.loseAnswerAfter(5);
        complete();
    }

    @Test
    void aKilledRunIsCompletedByTheNext() throws Exception {
        proxy.holdAfter(12);
        Child child = Child.start(tool, provider, "128m", "sync");
        assertThat(proxy.reached.await(60, TimeUnit.SECONDS)).isTrue();
        child.kill();
        proxy.work();
        complete();
    }

    @Test
    void deactivationsThatWereDoneAreNotRepeated() throws Exception {
        complete();
        int leavers = 10; // as many as the server's brake lets pass
        for (int i = 1; i <= leavers; i++) {
            company.replace(Company.personDn("p" + i), "nsAccountLock", "true");
        }
        proxy.holdAfter(4);
        Child child = Child.start(tool, provider, "128m", "sync");
        assertThat(proxy.reached.await(60, TimeUnit.SECONDS)).isTrue();
        child.kill();
        proxy.work();
        Ran ran = tool.run("sync");
        assertThat(ran.exit()).as(ran.all()).isZero();
        assertThat(tenant.log("blocked")).hasSize(leavers);
    }
}
