package org.rollcall.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.company.Group;
import org.rollcall.rehearsal.company.Person;
import org.rollcall.rehearsal.scim.Credential;
import org.rollcall.rehearsal.scim.Endpoint;
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
        Endpoint nowhere = Endpoint.of("http://localhost/scim/v2", Credential.bearer("none"));
        assertThat(userNames(Options.harbor(nowhere).company()))
                .hasSize(200)
                .doesNotContainAnyElementsOf(userNames(Options.meadow(nowhere).company()));
    }

    private static Set<String> userNames(Company company) {
        return company.people().stream().map(Person::userName).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theDemoConfigurationNamesOnlyGroupsThatHarborHas() throws IOException {
        assertThat(mappedGroups()).hasSizeGreaterThan(5).isSubsetOf(Company.groupNames(12));
    }

    @Test
    void onItsDayPeopleMoveBetweenMappedGroupsAndOneOfThemGetsAnotherName() throws IOException {
        Set<String> mapped = mappedGroups();
        List<Change> day = new DayOfChanges(1).plan(harbor()).changes();
        assertThat(day)
                .anySatisfy(change -> assertThat(change)
                        .isInstanceOfSatisfying(
                                Change.RenamesGroup.class,
                                renames -> assertThat(mapped)
                                        .contains(renames.before().name())));
        assertThat(day)
                .anySatisfy(change -> assertThat(change).isInstanceOfSatisfying(Change.Moves.class, moves -> {
                    assertThat(moves.left()).extracting(Group::name).containsAnyElementsOf(mapped);
                    assertThat(moves.entered()).extracting(Group::name).containsAnyElementsOf(mapped);
                }));
    }

    private static Company harbor() {
        return Options.harbor(Endpoint.of("http://localhost/scim/v2", Credential.bearer("none")))
                .company();
    }

    private static Set<String> mappedGroups() throws IOException {
        return GROUP.matcher(Files.readString(CONFIGURATION))
                .results()
                .map(match -> match.group(1).strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
