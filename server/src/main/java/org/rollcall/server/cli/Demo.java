package org.rollcall.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.rollcall.rehearsal.Change;
import org.rollcall.rehearsal.Deed;
import org.rollcall.rehearsal.Options;
import org.rollcall.rehearsal.Rehearsal;
import org.rollcall.rehearsal.Report;
import org.rollcall.rehearsal.Scenario;
import org.rollcall.rehearsal.scim.Credential;
import org.rollcall.rehearsal.scim.Endpoint;
import org.rollcall.scim.json.Json;
import picocli.CommandLine;

/**
 * The story of the demonstration, told against a running server: two companies connect, a day passes, and the tables at
 * the end are what the database says. What a visitor could type is run as typed.
 */
public final class Demo {

    private static final String CONFIGURATION = "demo.yaml";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int TROUBLES = 5;
    private static final String LAST_ROWS = "8";

    private final Path data;
    private final Terminal terminal;
    private final InstantSource time;
    private final AdminApi api;
    private final CommandLine commands;

    private Demo(Path data, Terminal terminal, InstantSource time) {
        this.data = data;
        this.terminal = terminal;
        this.time = time;
        this.api = new AdminApi(AdminFile.in(data));
        this.commands = RollcallCli.create(terminal, time);
    }

    /**
     * Tells the story.
     *
     * @param data the data folder of the running server
     * @return 0 when everything went as told
     */
    public static int play(Path data) {
        return new Demo(data, Terminal.system(), InstantSource.system()).play();
    }

    private int play() {
        chapter("Two providers connect, and one file says where people belong");
        Endpoint okta = provider("okta");
        Endpoint entra = provider("entra");
        run("apply", configuration().toString());

        Bar progress = new Bar(terminal);
        try (Rehearsal harbor = Rehearsal.open(Options.harbor(okta), progress, this::tell);
                Rehearsal meadow = Rehearsal.open(Options.meadow(entra), progress, this::tell)) {
            chapter("Harbor, 200 people and 12 groups, is assigned in Okta; Meadow, 50 people, in Entra ID");
            harbor.play(Scenario.initialCycle());
            summary(harbor.report());
            meadow.play(Scenario.initialCycle());
            summary(meadow.report());

            chapter("A day passes");
            harbor.play(Scenario.dayOfChanges());
            meadow.play(Scenario.dayOfChanges());
            return end(harbor.report(), meadow.report());
        }
    }

    private int end(Report harbor, Report meadow) {
        String leaver = lastLeaver(harbor);
        chapter(
                "Whoever left was blocked with the same answer; after Harbor's delay of 5 seconds they are deactivated");
        boolean deactivated = awaitDeactivation(leaver);
        run("explain", leaver);

        chapter("In the evening");
        people();
        terminal.print("");
        run("log", "--since", "1h", "--action", "deactivated", "--limit", LAST_ROWS);
        int errors = harbor.errors() + meadow.errors();
        terminal.print("");
        terminal.print(
                "%d requests were sent, %d were given up on.".formatted(harbor.requests() + meadow.requests(), errors));
        Stream.concat(harbor.troubles().stream(), meadow.troubles().stream())
                .limit(TROUBLES)
                .forEach(terminal::print);
        return errors == 0 && deactivated ? Exit.DONE : Exit.REFUSED;
    }

    // ---- telling

    private void chapter(String title) {
        terminal.print("");
        terminal.print("── " + title + ".");
        terminal.print("");
    }

    private void tell(Deed deed) {
        terminal.print("  " + deed.sentence() + (deed.succeeded() ? "" : " — " + deed.trouble()));
    }

    private void summary(Report report) {
        terminal.print("  " + report.summary());
    }

    /** Runs what a visitor could type. */
    private void run(String... arguments) {
        terminal.print("$ rollcall " + String.join(" ", arguments));
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--data";
        all[arguments.length + 1] = data.toString();
        commands.execute(all);
    }

    // ---- setting up

    private Endpoint provider(String name) {
        Json body = Json.Obj.EMPTY.with("name", Json.text(name)).with("credential", Json.text("oauth-token"));
        Item created = api.post("/providers", body);
        terminal.print("  provider %-6s %s".formatted(name, created.text("baseUrl")));
        return Endpoint.of(created.text("baseUrl"), Credential.bearer(created.text("token")));
    }

    /** The example configuration, as a file that the visitor can change and apply. */
    private Path configuration() {
        try (InputStream example = Objects.requireNonNull(Demo.class.getResourceAsStream(CONFIGURATION))) {
            Path file = data.resolve(CONFIGURATION);
            Files.copy(example, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- the leaver

    private static String lastLeaver(Report report) {
        return report.deeds().stream()
                .map(Deed::change)
                .filter(Change.Leaves.class::isInstance)
                .map(Change.Leaves.class::cast)
                .reduce((earlier, later) -> later)
                .map(leaver -> leaver.person().userName())
                .orElseThrow();
    }

    private boolean awaitDeactivation(String userName) {
        long deadline = time.millis() + PATIENCE.toMillis();
        while (time.millis() < deadline) {
            Item explanation = api.get("/users/%s/explanation".formatted(Query.encode(userName)), Query.NONE);
            if (explanation.object("state").text("state").equals("deactivated")) {
                return true;
            }
            pause();
        }
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- tables

    /** People by organization and state, and by role, counted from the list that the API answers. */
    private void people() {
        Map<String, Map<String, Integer>> organizations = new TreeMap<>();
        Map<String, Integer> roles = new TreeMap<>();
        new Listing(api, "/users", Query.NONE, Integer.MAX_VALUE)
                .pages(page -> page.forEach(person -> {
                    organizations
                            .computeIfAbsent(person.text("organization"), organization -> new TreeMap<>())
                            .merge(person.text("state"), 1, Integer::sum);
                    person.texts("roles").forEach(role -> roles.merge(role, 1, Integer::sum));
                }));
        TreeSet<String> states = new TreeSet<>();
        organizations.values().forEach(byState -> states.addAll(byState.keySet()));
        Table table = new Table(terminal, heading(states));
        table.print(organizations.entrySet().stream()
                .map(entry -> row(entry.getKey(), states, entry.getValue()))
                .toList());
        terminal.print("");
        new Table(terminal, "ROLE", "PEOPLE")
                .print(roles.entrySet().stream()
                        .map(role -> List.of(role.getKey(), role.getValue().toString()))
                        .toList());
    }

    private static String[] heading(SortedSet<String> states) {
        List<String> heading = new ArrayList<>(List.of("ORGANIZATION"));
        states.forEach(state -> heading.add(state.toUpperCase(Locale.ROOT)));
        return heading.toArray(String[]::new);
    }

    private static List<String> row(String organization, SortedSet<String> states, Map<String, Integer> byState) {
        List<String> row = new ArrayList<>(List.of(organization));
        states.forEach(state -> row.add(Integer.toString(byState.getOrDefault(state, 0))));
        return row;
    }
}
