package org.rollcall.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.company.Person;
import org.rollcall.rehearsal.testing.TinyScim;

/** The two companies of the demonstration. */
final class DemoTest {

    private static final Path CONFIGURATION =
            Path.of("..", "server", "src", "main", "resources", "org", "rollcall", "server", "cli", "demo.yaml");
    private static final Pattern GROUP = Pattern.compile("group: *([^,}\n]+)");

    @Test
    void harborAndMeadowPlayWithoutErrors() {
        try (TinyScim okta = TinyScim.start();
                TinyScim entra = TinyScim.start()) {
            Report harbor = Rehearsal.run(Options.harbor(okta.endpoint()), Progress.silent(), Narrator.silent());
            Report meadow = Rehearsal.run(Options.meadow(entra.endpoint()), Progress.silent(), Narrator.silent());
            assertThat(harbor.troubles()).isEmpty();
            assertThat(meadow.troubles()).isEmpty();
            assertThat(okta.people()).hasSizeGreaterThan(200);
            assertThat(okta.memberships()).hasSize(12);
            assertThat(entra.people()).hasSizeGreaterThan(50);
        }
    }

    @Test
    void theTwoCompaniesShareNobody() {
        try (TinyScim server = TinyScim.start()) {
            Set<String> harbor = userNames(Options.harbor(server.endpoint()).company());
            assertThat(harbor)
                    .hasSize(200)
                    .doesNotContainAnyElementsOf(
                            userNames(Options.meadow(server.endpoint()).company()));
        }
    }

    private static Set<String> userNames(Company company) {
        return company.people().stream().map(Person::userName).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theDemoConfigurationNamesOnlyGroupsThatHarborHas() throws IOException {
        List<String> named = GROUP.matcher(Files.readString(CONFIGURATION))
                .results()
                .map((MatchResult match) -> match.group(1).strip())
                .toList();
        assertThat(named).hasSizeGreaterThan(8).isSubsetOf(Company.groupNames(12));
    }
}
