package org.rollcall.server.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.rollcall.rehearsal.Options;
import org.rollcall.rehearsal.ProviderKind;
import org.rollcall.rehearsal.Rehearsal;
import org.rollcall.rehearsal.Scenario;
import org.rollcall.rehearsal.company.Seed;
import org.rollcall.rehearsal.scim.Endpoint;
import org.rollcall.rehearsal.scim.ScimFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rehearse",
        description = {
            "Plays an identity provider against a SCIM 2.0 server: invented people, real requests.",
            "The server may be any; of Rollcall nothing needs to run. The same seed sends the same."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rollcall rehearse --as okta --base-url https://app.example.com/scim/v2 --token-file token",
            "  rollcall rehearse --as entra --base-url http://localhost:8080/scim/v2/k3y --people 200 \\",
            "      --scenario leavers --scenario re-hires",
            "",
            "Exit code 1: the provider gave up on something."
        })
final class RehearseCommand implements Callable<Integer> {

    private static final String FIRST_CYCLE = "first-cycle";

    private final Terminal terminal;

    @Option(
            names = "--as",
            paramLabel = "PROVIDER",
            required = true,
            description = "okta, entra, entra-aadOptscim062020, pingone, pingfederate, onelogin or jumpcloud.")
    private String provider = "";

    @Option(names = "--base-url", paramLabel = "URL", required = true, description = "The SCIM base URL.")
    private String baseUrl = "";

    @Mixin
    private final RehearsalCredential credential = new RehearsalCredential();

    @Option(
            names = "--people",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many people (default: ${DEFAULT-VALUE}).")
    private int people;

    @Option(
            names = "--groups",
            paramLabel = "N",
            defaultValue = "12",
            description = "How many groups (default: ${DEFAULT-VALUE}).")
    private int groups;

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            defaultValue = "harbor.example",
            description = "Their mail domain; keep one reserved for examples (default: ${DEFAULT-VALUE}).")
    private String domain = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Everything follows from it (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "What happens after the first cycle: first-cycle (nothing), day, leavers, mass-mistake, "
                    + "mapping-change, hand-over or re-hires. May be given several times.")
    private List<String> scenarios = new ArrayList<>();

    @Option(
            names = "--pace",
            paramLabel = "MILLISECONDS",
            defaultValue = "0",
            description = "Rest so long after each request, to watch.")
    private int pace;

    @Option(names = "--requests", description = "Tell every change with each of its requests.")
    private boolean requests;

    /** Read by picocli. */
    @SuppressWarnings("unused")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    RehearseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Options options = options();
        Bar bar = new Bar(terminal);
        RehearsalStory story = new RehearsalStory(terminal, bar, requests);
        try (Rehearsal rehearsal = Rehearsal.open(options, bar, story)) {
            Optional<String> stopped = play(rehearsal, options.scenarios(), story);
            story.sum(rehearsal.report());
            stopped.ifPresent(reason -> terminal.print(
                    "%s stops here: %s".formatted(rehearsal.provider().name(), reason)));
            return stopped.isEmpty() && rehearsal.report().errors() == 0 ? Exit.DONE : Exit.REFUSED;
        }
    }

    /** Plays until the provider would have stopped sending; answers why. */
    private static Optional<String> play(Rehearsal rehearsal, List<Scenario> scenarios, RehearsalStory story) {
        try {
            for (Scenario scenario : scenarios) {
                story.begin(scenario);
                rehearsal.play(scenario);
                story.end();
            }
            return Optional.empty();
        } catch (ScimFailure failure) {
            story.end();
            return Optional.of(String.valueOf(failure.getMessage()));
        }
    }

    private Options options() {
        if (people < 1 || groups < 0 || pace < 0) {
            throw Failure.environment("--people is 1 or more, --groups and --pace are 0 or more.");
        }
        return Options.of(kind(), endpoint(), domain, people, groups)
                .withSeed(new Seed(seed))
                .withConcurrency(1)
                .withPace(Duration.ofMillis(pace))
                .withScenarios(played());
    }

    private ProviderKind kind() {
        return ProviderKind.labelled(provider)
                .orElseThrow(() -> Failure.environment("--as is one of %s."
                        .formatted(Arrays.stream(ProviderKind.values())
                                .map(ProviderKind::label)
                                .collect(Collectors.joining(", ")))));
    }

    private Endpoint endpoint() {
        try {
            return Endpoint.of(baseUrl, credential.credential());
        } catch (IllegalArgumentException malformed) {
            throw Failure.environment("A base URL looks like https://host/scim/v2, not like %s.".formatted(baseUrl));
        }
    }

    /** Nothing can happen before everybody is there, so that the first cycle is always first. */
    private List<Scenario> played() {
        List<Scenario> played = new ArrayList<>(List.of(Scenario.initialCycle()));
        scenarios.stream()
                .filter(name -> !name.equals(FIRST_CYCLE))
                .map(RehearseCommand::scenario)
                .forEach(played::add);
        return played;
    }

    private static Scenario scenario(String name) {
        return Optional.ofNullable(Scenario.catalogue().get(name))
                .orElseThrow(() -> Failure.environment("--scenario is one of %s."
                        .formatted(String.join(", ", Scenario.catalogue().keySet()))));
    }
}
