package org.rollcall.server.directorysync;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;

/**
 * Many people, all in one group, in little memory. With {@code -Dlarge.people=100000 -DargLine=-Xmx6g} it is the
 * benchmark, and tells the times.
 */
class LargeDirectoryTest {

    private static final int PEOPLE = Integer.getInteger("large.people", 3_000);

    /** Not an extension: the invariants of so large a database take longer than the test, and others check them. */
    private static final RunningServer SERVER = new RunningServer();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void aGroupOfEverybodyIsSentAndComparedInLittleMemory() throws Exception {
        TestProvider provider = SERVER.tenant().provider("large");
        try (Company company = Company.found()) {
            Tool tool = new Tool(folder, provider).configured(company, provider, """
                    rules:
                      organization: "'Company/' + entry.first('departmentNumber')"
                    """);
            tool.written(Files.readString(tool.config()).replace("pageSize: 10", "pageSize: 5000"));
            for (int i = 1; i <= PEOPLE; i++) {
                company.person("p" + i, "givenName: Given " + i, "departmentNumber: " + i % 40, "title: Engineer");
            }
            company.directory()
                    .add(new Entry(
                            Company.groupDn("Everyone"),
                            new Attribute("objectClass", "groupOfNames"),
                            new Attribute("cn", "Everyone"),
                            new Attribute(
                                    "member",
                                    IntStream.rangeClosed(1, PEOPLE)
                                            .mapToObj(i -> Company.personDn("p" + i))
                                            .toList())));
            timed("first", tool, provider, "sync", "--full");
            assertThat(timed("full", tool, provider, "sync", "--full")).contains("nothing to do");
            assertThat(timed("no changes", tool, provider, "sync")).contains("(0 changes)", "nothing to do");
            for (int i = 1; i <= PEOPLE / 100; i++) {
                company.replace(Company.personDn("p" + i), "title", "Boss");
            }
            assertThat(timed("1 % changed", tool, provider, "sync"))
                    .contains("(%,d changes)".formatted(PEOPLE / 100), "Done: %,d steps".formatted(PEOPLE / 100));
            String id = provider.find("Groups", "displayName eq \"Everyone\"")
                    .at("/Resources/0/id")
                    .asString();
            assertThat(SERVER.count("select count(*) from membership where group_id = '" + id + "'"))
                    .isEqualTo(PEOPLE);
        }
    }

    private static String timed(String what, Tool tool, TestProvider provider, String... arguments) throws Exception {
        long start = System.nanoTime();
        String output = Child.start(tool, provider, "256m", arguments).ended();
        if (Integer.getInteger("large.people") != null) {
            System.out.printf("%s: %s for %,d people%n", what, Duration.ofNanos(System.nanoTime() - start), PEOPLE);
        }
        assertThat(output).startsWith("exit 0");
        return output;
    }
}
