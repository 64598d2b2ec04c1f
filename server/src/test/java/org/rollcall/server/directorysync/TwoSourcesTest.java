package org.rollcall.server.directorysync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.directorysync.Tool.Ran;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;
import org.rollcall.server.testing.TestTenant;

/** Another provider pushes the same people while the tool runs: who owns whom decides, and nobody is there twice (F29). */
class TwoSourcesTest {

    private static final int PEOPLE = 30;

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    @TempDir
    private Path folder;

    @Test
    void whoeverComesFirstOwnsThePersonAndTheOtherIsTold() {
        TestTenant tenant = SERVER.tenant();
        TestProvider directory = tenant.directory("ldap");
        TestProvider okta = tenant.provider("okta");
        try (Company company = Company.found();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            company.people(PEOPLE);
            Tool tool = new Tool(folder, directory).configured(company, directory, "");
            CompletableFuture<List<Integer>> pushed = CompletableFuture.supplyAsync(() -> pushAll(okta), threads);
            Ran ran = tool.run("sync");
            List<Integer> statuses = pushed.join();
            long owned = statuses.stream().filter(status -> status == 201).count();
            assertThat(statuses).isSubsetOf(201, 409).hasSize(PEOPLE);
            assertThat(ran.exit()).as(ran.all()).isEqualTo(owned == 0 ? 0 : 1);
            assertThat(directory
                            .scim()
                            .get("/Users?count=0")
                            .json()
                            .get("totalResults")
                            .asLong())
                    .isEqualTo(PEOPLE - owned);
            Ran again = tool.run("sync");
            assertThat(again.out()).doesNotContain("deactivate", "update");
        }
    }

    private static List<Integer> pushAll(TestProvider okta) {
        return IntStream.rangeClosed(1, PEOPLE)
                .map(i -> PEOPLE + 1 - i)
                .mapToObj(i -> okta.scim()
                        .post("/Users", TestProvider.body("{'userName':'p%d','active':true}".formatted(i)))
                        .status())
                .toList();
    }
}
