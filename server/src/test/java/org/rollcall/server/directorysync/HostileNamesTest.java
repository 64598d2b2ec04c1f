package org.rollcall.server.directorysync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.directorysync.Tool.Ran;
import org.rollcall.server.testing.RunningServer;
import org.rollcall.server.testing.TestProvider;

/** Names are values, whatever characters they have (H-L4). */
class HostileNamesTest {

    private static final List<String> NAMES = List.of(
            "*",
            "*)(uid=*",
            "a,b+c=\"d\"",
            "#lead",
            "back\\slash",
            "Ñandú 😀 Ωmega",
            "O'Brien \"x\" eq",
            "https://x/?a=b&c%20d");

    @RegisterExtension
    static final RunningServer SERVER = new RunningServer();

    @TempDir
    private Path folder;

    private final Company company = Company.found();
    private TestProvider provider;
    private Tool tool;

    @BeforeEach
    void begin() {
        provider = SERVER.tenant().directory("ldap");
        tool = new Tool(folder, provider).configured(company, provider, "");
        NAMES.forEach(company::person);
        company.group("Group, with \"all\" <of> it\\", NAMES.toArray(String[]::new));
    }

    @AfterEach
    void end() {
        company.close();
    }

    @Test
    void theyArriveAsTheyAreAndAreFoundAgain() {
        assertThat(tool.run("sync").out()).contains("create: " + NAMES.size(), "Done");
        assertThat(provider.scim()
                        .get("/Users?count=100")
                        .json()
                        .get("Resources")
                        .findValuesAsString("userName"))
                .containsAll(NAMES);
        assertThat(tool.run("sync", "--full").out()).contains("nothing to do");
    }

    @Test
    void aNameThatLooksLikeAFilterExplainsThatPersonOnly() {
        tool.run("sync");
        for (String name : NAMES) {
            Ran ran = tool.run("explain", name);
            assertThat(ran.exit()).as(ran.all()).isZero();
            assertThat(ran.out().lines().filter(line -> line.startsWith("Entry ")))
                    .as(name)
                    .hasSize(1);
            assertThat(ran.out()).contains("The next run changes nothing about this person.");
        }
        assertThat(tool.run("explain", "nobody*").exit()).isEqualTo(2);
    }

    @Test
    void aNameCannotSteerTheTerminal() {
        company.person("evil", "title: \u001B[31mred\u202Etxet");
        company.group("\u001B]0;title\u0007");
        Ran ran = tool.run("sync");
        assertThat(ran.all()).doesNotContain("\u001B").doesNotContain("\u0007").doesNotContain("\u202E");
    }

    @Test
    void aNameThatTheServerRefusesIsToldAndStopsNobodyElse() {
        company.person("long", "displayName: x");
        company.replace(Company.personDn("long"), "mail", "x");
        tool.configured(company, provider, """
                rules:
                  attributes: {nickName: "entry.first('uid') == 'long' ? entry.values('mail')[7] : ''"}
                """);
        Ran ran = tool.run("sync");
        assertThat(ran.out()).contains("not sent, or worth knowing: 1", "rule attributes/nickName", "create: 8");
        assertThat(ran.exit()).isZero();
    }
}
