package org.rollcall.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.company.Group;
import org.rollcall.rehearsal.company.Person;
import org.rollcall.rehearsal.company.Seed;
import org.rollcall.rehearsal.scim.Exchange;
import org.rollcall.rehearsal.scim.ScimFailure;
import org.rollcall.rehearsal.testing.FrozenTime;
import org.rollcall.rehearsal.testing.TinyScim;
import org.rollcall.rehearsal.testing.TinyScim.Received;

final class RehearsalTest {

    private static Options options(TinyScim server, ProviderKind kind, long seed) {
        return Options.of(kind, server.endpoint(), "harbor.example", 60, 14)
                .withSeed(new Seed(seed))
                .withConcurrency(1);
    }

    private static Rehearsal open(Options options) {
        return Rehearsal.open(options, new FrozenTime(), Progress.silent(), Narrator.silent());
    }

    private static List<Received> sequence(ProviderKind kind, long seed) {
        try (TinyScim server = TinyScim.start()) {
            Rehearsal.run(options(server, kind, seed), Progress.silent(), Narrator.silent());
            return server.takeReceived();
        }
    }

    @Property(tries = 5)
    void theSameSeedSendsTheSameSequenceOfRequests(@ForAll long seed, @ForAll ProviderKind kind) {
        assertThat(sequence(kind, seed)).isEqualTo(sequence(kind, seed)).hasSizeGreaterThan(100);
    }

    @Test
    void anotherSeedSendsAnotherSequence() {
        assertThat(sequence(ProviderKind.OKTA, 1)).isNotEqualTo(sequence(ProviderKind.OKTA, 2));
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void theServerEndsUpWithTheCompanyOfTheEvening(ProviderKind kind) {
        try (TinyScim server = TinyScim.start();
                Rehearsal rehearsal = open(options(server, kind, 5))) {
            rehearsal.play(Scenario.initialCycle());
            assertThat(memberships(rehearsal.company())).isEqualTo(server.memberships());
            assertThat(activeAt(server)).isEqualTo(userNames(rehearsal.company()));
            rehearsal.play(Scenario.dayOfChanges(1));
            rehearsal.play(Scenario.dayOfChanges(2));
            assertThat(activeAt(server)).isEqualTo(userNames(rehearsal.company()));
            assertThat(activeMemberships(server)).isEqualTo(memberships(rehearsal.company()));
            assertThat(server.people()).containsAllEntriesOf(described(rehearsal.company()));
            assertThat(rehearsal.report().errors()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void manyRequestsAtTheSameTimeHaveTheSameOutcomeAsOneByOne(ProviderKind kind) {
        assertThat(outcome(kind, 8)).isEqualTo(outcome(kind, 1));
    }

    private static Map<String, Object> outcome(ProviderKind kind, int concurrency) {
        try (TinyScim server = TinyScim.start()) {
            Options options = options(server, kind, 9).withConcurrency(concurrency);
            Report report = Rehearsal.run(options, Progress.silent(), Narrator.silent());
            return Map.of(
                    "people", server.people(),
                    "memberships", server.memberships(),
                    "kinds", report.kinds(),
                    "sentences", report.deeds().stream().map(Deed::sentence).toList());
        }
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void aSecondInitialCycleCreatesNothing(ProviderKind kind) {
        try (TinyScim server = TinyScim.start()) {
            Options options = options(server, kind, 3).withScenarios(List.of(Scenario.initialCycle()));
            Rehearsal.run(options, Progress.silent(), Narrator.silent());
            Map<String, String> people = server.people();
            server.takeReceived();
            Report again = Rehearsal.run(options, Progress.silent(), Narrator.silent());
            assertThat(server.takeReceived())
                    .filteredOn(request -> request.method().equals("POST"))
                    .allMatch(request -> request.body().contains("test.user@rehearsal.example")
                            || request.body().contains("Test Group"));
            assertThat(server.people()).isEqualTo(people);
            assertThat(again.errors()).isZero();
        }
    }

    @Test
    void allScenariosCanBePlayedOneAfterTheOther() {
        try (TinyScim server = TinyScim.start()) {
            Options options = Options.of(ProviderKind.PINGFEDERATE, server.endpoint(), "harbor.example", 15, 3)
                    .withScenarios(List.copyOf(Scenario.catalogue().sequencedValues()));
            assertThat(Rehearsal.run(options, Progress.silent(), Narrator.silent())
                            .troubles())
                    .isEmpty();
        }
    }

    @Test
    void aHandOverFindsOutTwins() {
        try (TinyScim server = TinyScim.start();
                Rehearsal rehearsal = open(options(server, ProviderKind.JUMPCLOUD, 5))) {
            rehearsal.play(Scenario.initialCycle());
            server.ignoreUniqueness();
            server.failNextTo("/Users?filter=", 404);
            rehearsal.play(Scenario.catalogue().get("hand-over"));
            assertThat(rehearsal.report().troubles())
                    .contains("60 of the people were not found by their userName and were sent as new");
        }
    }

    @Test
    void aPaceRestsAfterEachRequest() {
        FrozenTime time = new FrozenTime();
        try (TinyScim server = TinyScim.start();
                Rehearsal rehearsal = Rehearsal.open(
                        options(server, ProviderKind.OKTA, 5).withPace(Duration.ofMillis(30)),
                        time,
                        Progress.silent(),
                        Narrator.silent())) {
            rehearsal.play(Scenario.initialCycle());
            assertThat(time.pauses()).hasSize(rehearsal.report().requests()).containsOnly(Duration.ofMillis(30));
        }
    }

    @Test
    void eachDeedIsToldInOneSentence() {
        List<String> told = new ArrayList<>();
        try (TinyScim server = TinyScim.start()) {
            Options options = options(server, ProviderKind.OKTA, 5);
            Report report = Rehearsal.run(options, Progress.silent(), deed -> told.add(deed.sentence()));
            assertThat(report.deeds()).extracting(Deed::sentence).isEqualTo(told);
            assertThat(report.deeds())
                    .allMatch(Deed::succeeded)
                    .noneMatch(deed -> deed.exchanges().isEmpty());
        }
        assertThat(told)
                .allMatch(sentence -> sentence.startsWith("Okta: ") && sentence.contains("; Okta "))
                .anyMatch(sentence -> sentence.matches("Okta: .+ leaves; Okta sends active=false"))
                .anyMatch(
                        sentence -> sentence.matches("Okta: .+ moves from \\w+ to \\w+; Okta replaces the profile .+"))
                .anyMatch(sentence -> sentence.matches("Okta: the group .+ is now called .+ Worldwide; Okta sends .+"));
    }

    @Test
    void theReportCountsWhatWasSentForWhat() {
        try (TinyScim server = TinyScim.start()) {
            Report report = Rehearsal.run(options(server, ProviderKind.OKTA, 5), Progress.silent(), Narrator.silent());
            assertThat(report.requests()).isEqualTo(server.takeReceived().size());
            assertThat(report.kinds()).containsEntry("test connection", 2).containsEntry("create group", 14);
            assertThat(report.kinds().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(report.requests());
            assertThat(report.statuses()).containsEntry(409, 1);
            assertThat(report.summary()).matches("Okta: \\d+ requests in \\d+\\.\\d s \\(\\d+/s\\), 0 errors; p50 .+");
        }
    }

    @Test
    void progressGoesFromNothingToAllForEachPhase() {
        List<String> seen = new ArrayList<>();
        try (TinyScim server = TinyScim.start()) {
            Options options = options(server, ProviderKind.ENTRA, 5).withConcurrency(4);
            Rehearsal.run(
                    options, (label, done, total) -> seen.add(label + " " + done + "/" + total), Narrator.silent());
        }
        assertThat(seen)
                .containsSubsequence("Entra ID: people 0/60", "Entra ID: people 1/60", "Entra ID: people 60/60")
                .containsSubsequence(
                        "Entra ID: managers 60/60", "Entra ID: groups 14/14", "Entra ID: memberships 14/14")
                .doesNotHaveDuplicates();
        assertThat(seen.getLast()).matches("Entra ID: day 1 (\\d+)/\\1");
    }

    @Test
    void whatTheServerRefusesIsNotedAndTheOthersAreProvisioned() {
        try (TinyScim server = TinyScim.start();
                Rehearsal rehearsal = open(options(server, ProviderKind.OKTA, 5))) {
            server.failNextTo("/Users?filter=", 400);
            rehearsal.play(Scenario.initialCycle());
            Report report = rehearsal.report();
            assertThat(server.people()).hasSize(59);
            assertThat(report.errors()).isEqualTo(1);
            assertThat(report.troubles().getFirst())
                    .startsWith("find user failed")
                    .endsWith("400): told to fail");
        }
    }

    @Test
    void aFailedConnectionTestEndsTheRehearsal() {
        try (TinyScim server = TinyScim.start();
                Rehearsal rehearsal = open(options(server, ProviderKind.OKTA, 5))) {
            server.failNextTo("/Groups", 404);
            assertThatThrownBy(() -> rehearsal.play(Scenario.initialCycle()))
                    .isInstanceOf(ScimFailure.class)
                    .hasMessageStartingWith("test connection failed");
            assertThat(server.people()).isEmpty();
        }
    }

    @Test
    void aDeedThatFailsSaysWhy() {
        try (TinyScim server = TinyScim.start();
                Rehearsal rehearsal = open(options(server, ProviderKind.OKTA, 5))) {
            rehearsal.play(Scenario.initialCycle());
            server.failNext(400, "");
            rehearsal.play(Scenario.dayOfChanges());
            Deed first = rehearsal.report().deeds().getFirst();
            assertThat(first.succeeded()).isFalse();
            assertThat(first.trouble()).contains("told to fail");
            assertThat(first.exchanges()).extracting(Exchange::status).containsExactly(400);
        }
    }

    @Test
    void aRefusedCredentialEndsTheRehearsal() {
        try (TinyScim server = TinyScim.start();
                Rehearsal rehearsal = open(options(server, ProviderKind.OKTA, 5).withConcurrency(4))) {
            for (int request = 0; request < 8; request++) {
                server.failNextTo("/Users?filter=", 401);
            }
            assertThatThrownBy(() -> rehearsal.play(Scenario.initialCycle()))
                    .isInstanceOfSatisfying(
                            ScimFailure.class,
                            failure -> assertThat(failure.isAboutCredential()).isTrue());
            assertThat(server.takeReceived()).hasSizeLessThan(2 + 4 + 4);
        }
    }

    @Test
    void aServerThatIsNotThereEndsTheRehearsalAtOnce() {
        TinyScim server = TinyScim.start();
        Options options = options(server, ProviderKind.ENTRA, 5);
        server.close();
        FrozenTime time = new FrozenTime();
        try (Rehearsal rehearsal = Rehearsal.open(options, time, Progress.silent(), Narrator.silent())) {
            assertThatThrownBy(() -> rehearsal.play(Scenario.initialCycle())).hasMessageContaining("no answer");
        }
        assertThat(time.pauses()).isEmpty();
    }

    private static SortedSet<String> activeAt(TinyScim server) {
        SortedSet<String> active = new TreeSet<>();
        server.people().forEach((userName, description) -> {
            if (description.endsWith(" active")) {
                active.add(userName);
            }
        });
        return active;
    }

    private static SortedSet<String> userNames(Company company) {
        SortedSet<String> userNames = new TreeSet<>();
        company.people().forEach(person -> userNames.add(person.userName()));
        return userNames;
    }

    private static Map<String, String> described(Company company) {
        Map<String, String> described = new TreeMap<>();
        company.people().forEach(person -> described.put(person.userName(), describe(person)));
        return described;
    }

    private static String describe(Person person) {
        return "%s, %s in %s, reports to %s, active"
                .formatted(
                        person.displayName(),
                        person.title(),
                        person.department().title(),
                        person.manager().userName());
    }

    private static Map<String, SortedSet<String>> memberships(Company company) {
        Map<String, SortedSet<String>> memberships = new TreeMap<>();
        for (Group group : company.groups()) {
            SortedSet<String> members = new TreeSet<>();
            company.membersOf(group).forEach(person -> members.add(person.userName()));
            memberships.put(group.name(), members);
        }
        return memberships;
    }

    /** Memberships of those who left stay at the server, as real providers leave them. */
    private static Map<String, SortedSet<String>> activeMemberships(TinyScim server) {
        Map<String, SortedSet<String>> memberships = new TreeMap<>();
        server.memberships().forEach((name, members) -> {
            SortedSet<String> active = new TreeSet<>(members);
            active.retainAll(activeAt(server));
            memberships.put(name, active);
        });
        return memberships;
    }
}
