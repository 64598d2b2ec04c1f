package org.rollcall.sync.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.rollcall.scim.json.Json;
import org.rollcall.sync.base.Exit;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.base.Limits;
import org.rollcall.sync.base.Text;
import org.rollcall.sync.base.Timing;
import org.rollcall.sync.config.Secrets;
import org.rollcall.sync.config.Settings;
import org.rollcall.sync.directory.LdapDirectory;
import org.rollcall.sync.directory.Memberships;
import org.rollcall.sync.plan.Comparison;
import org.rollcall.sync.plan.Plan;
import org.rollcall.sync.rules.Rules;
import org.rollcall.sync.scim.ScimServer;
import org.rollcall.sync.state.RunLock;
import org.rollcall.sync.state.State;
import org.rollcall.sync.state.StateFile;

/** One run. */
public final class SyncRun {

    private final Settings settings;
    private final Rules rules;
    private final Secrets secrets;
    private final Timing timing;
    private final StateFile file;

    public SyncRun(Settings settings, Rules rules, Secrets secrets, Timing timing) {
        this.settings = settings;
        this.rules = rules;
        this.secrets = secrets;
        this.timing = timing;
        this.file = new StateFile(settings.state());
    }

    /**
     * Runs.
     *
     * @throws Failure when it could not be done; what was done by then is completed by the next run
     */
    public Exit run(Options options, Output terminal) {
        if (options.dryRun()) {
            return compared(options, file.read(), terminal, made -> {
                show(made.plan(), terminal);
                return verdict(made.plan(), options);
            });
        }
        try (RunLock _ = RunLock.take(settings.state());
                RunLog log = RunLog.begin(settings.logs(), timing)) {
            State state = file.read();
            Output out = new Both(terminal, log);
            try {
                return compared(options, state, out, made -> apply(made, options, state, terminal, log, out));
            } catch (Failure e) {
                log.line(e.words());
                remember(
                        state,
                        state.lastFull(),
                        state.seen(),
                        outcome("", e.exit().name(), "", 0, 0));
                throw e;
            }
        }
    }

    /** What was read and what follows from it. */
    private record Made(Reading reading, Comparison comparison, Plan plan, ScimServer server) {}

    private Exit compared(Options options, State state, Output out, Function<Made, Exit> then) {
        try (ScimServer server = ScimServer.connect(settings.server(), secrets, timing)) {
            if (!server.ability().patch()) {
                throw Failure.server("The server does not support PATCH, which this tool needs.");
            }
            boolean full = options.full() || isDue(state);
            try {
                return read(server, options, state, full, out, then);
            } catch (Failure e) {
                if (!options.dryRun()) {
                    report(
                            server,
                            options,
                            outcome(mode(full), e.exit().name(), "", 0, 0),
                            new State.Counts(0, 0),
                            out);
                }
                throw e;
            }
        }
    }

    private Exit read(
            ScimServer server, Options options, State state, boolean full, Output out, Function<Made, Exit> then) {
        Reading reading = read(known(state) ? state : State.NONE, full, out);
        Guards.check(reading, known(state) ? state : State.NONE, settings.safety(), options.acceptFewer());
        out.line("Read %s and %s from %s (%s)."
                .formatted(
                        Text.count(reading.counts().people(), "person", "people"),
                        Text.count(reading.counts().groups(), "group", "groups"),
                        reading.server(),
                        full ? "everything" : Text.count(reading.people().size(), "change", "changes")));
        Comparison comparison = comparison(reading);
        int people = compare(comparison, reading, server, out);
        return then.apply(new Made(reading, comparison, comparison.plan(reading.problems(), people), server));
    }

    private static String mode(boolean full) {
        return full ? "full" : "changes";
    }

    private void report(ScimServer server, Options options, State.LastRun run, State.Counts counts, Output out) {
        Json.Obj report = Json.Obj.EMPTY
                .with("mode", Json.text(run.mode()))
                .with("outcome", Json.text(run.outcome()))
                .with("plan", Json.text(run.plan()))
                .with("people", Json.number(counts.people()))
                .with("groups", Json.number(counts.groups()))
                .with("steps", Json.number(run.steps()))
                .with("refused", Json.number(run.failed()))
                .with("silentAfterSeconds", Json.number(silentAfter(options).toSeconds()));
        server.report(report).ifPresent(words -> out.line("The run was not reported: " + Text.safe(words)));
    }

    /** As the file says, or else a few times the pause between two runs. */
    private Duration silentAfter(Options options) {
        Optional<Duration> runs = options.every()
                .map(pause -> pause.multipliedBy(Limits.SILENT_RUNS))
                .map(pause -> pause.compareTo(Limits.SILENT_AT_LEAST) < 0 ? Limits.SILENT_AT_LEAST : pause);
        return settings.server().silentAfter().or(() -> runs).orElse(Limits.SILENT);
    }

    /** A configuration that decides otherwise makes what was remembered worthless. */
    private boolean known(State state) {
        return state.settings().equals(fingerprint());
    }

    private boolean isDue(State state) {
        return !known(state)
                || state.lastFull()
                        .filter(last -> last.plus(settings.safety().fullEvery()).isAfter(timing.now()))
                        .isEmpty();
    }

    private Reading read(State state, boolean full, Output out) {
        try (LdapDirectory directory = LdapDirectory.connect(settings.directory(), secrets)) {
            return Reading.of(directory, settings, rules, state, full, timing, out);
        }
    }

    private Comparison comparison(Reading reading) {
        Optional<List<Memberships.Group>> groups = settings.groups()
                .filter(Settings.Groups::send)
                .map(sent -> reading.memberships().groups());
        return new Comparison(
                rules.managed(),
                settings.safety(),
                reading.people(),
                reading.untouchable(),
                reading.trustsAbsence(),
                groups);
    }

    private int compare(Comparison comparison, Reading reading, ScimServer server, Output out) {
        if (settings.groups().filter(Settings.Groups::send).isPresent()) {
            server.groups(comparison::group);
        }
        try (Output.Meter meter = out.meter("comparing", reading.people().size())) {
            if (reading.full()) {
                return server.users(user -> {
                    meter.step();
                    comparison.personOfAll(user);
                });
            }
            server.usersOf(reading.people().keySet(), user -> {
                meter.step();
                comparison.person(user);
            });
            server.usersOf(reading.missing(), comparison::gone);
            return server.userCount();
        }
    }

    private void show(Plan plan, Output out) {
        PlanText.some(plan, settings.safety()).forEach(out::line);
    }

    private Exit verdict(Plan plan, Options options) {
        boolean confirmed = options.confirm().filter(plan.hash()::equals).isPresent();
        return plan.needsConfirmation(settings.safety()) && !confirmed ? Exit.CONFIRM : Exit.DONE;
    }

    // ---- applying

    private Exit apply(Made made, Options options, State state, Output terminal, RunLog log, Output out) {
        Plan plan = made.plan();
        show(plan, terminal);
        PlanText.all(plan, settings.safety()).forEach(log::line);
        String mode = mode(made.reading().full());
        if (options.confirm().filter(hash -> !hash.equals(plan.hash())).isPresent()) {
            out.line(
                    "The plan is not the one that was confirmed: the directory, the server or the rules changed meanwhile."
                            + " Nothing was changed.");
            return held(made, options, state, mode, out);
        }
        if (verdict(plan, options) == Exit.CONFIRM) {
            out.line(
                    "This is more than may be changed without confirmation. Look at it, then run again with --confirm %s%s. Nothing was changed."
                            .formatted(plan.hash(), made.reading().full() ? " --full" : ""));
            return held(made, options, state, mode, out);
        }
        return carryOut(made, options, state, mode, out);
    }

    private Exit held(Made made, Options options, State state, String mode, Output out) {
        State.LastRun run = outcome(mode, Exit.CONFIRM.name(), made.plan().hash(), 0, 0);
        remember(state, state.lastFull(), state.seen(), run);
        report(made.server(), options, run, made.reading().counts(), out);
        return Exit.CONFIRM;
    }

    private Exit carryOut(Made made, Options options, State state, String mode, Output out) {
        Plan plan = made.plan();
        Application application = new Application(
                made.server(),
                settings.server().connections(),
                out,
                made.comparison().serverIds(),
                made.comparison().groupServerIds());
        List<Application.Refused> refused = application.apply(plan);
        out.lines(refused.stream().map(Application.Refused::line).toList());
        Map<String, String> seen = new HashMap<>(made.reading().seen());
        Application.people(refused).forEach(id -> seen.put(id, ""));
        made.reading().untouchable().forEach(id -> seen.put(id, ""));
        if (!made.reading().trustsAbsence()) {
            made.reading().missing().forEach(id -> seen.put(id, ""));
        }
        Exit exit = refused.isEmpty() ? Exit.DONE : Exit.REFUSED;
        Optional<Instant> lastFull = Application.groups(refused)
                ? Optional.empty()
                : made.reading().full() ? Optional.of(timing.now()) : state.lastFull();
        State.LastRun run = outcome(mode, exit.name(), plan.hash(), application.done(), refused.size());
        remember(
                new State(
                        fingerprint(),
                        lastFull,
                        Optional.empty(),
                        made.reading().counts(),
                        made.reading().full() ? made.reading().present() : state.present(),
                        seen,
                        made.reading().places(),
                        made.reading().cookies()),
                lastFull,
                seen,
                run);
        report(made.server(), options, run, made.reading().counts(), out);
        if (!plan.steps().isEmpty()) {
            out.line("Done: %s%s."
                    .formatted(
                            Text.count(application.done(), "step", "steps"),
                            refused.isEmpty() ? "" : ", %,d refused".formatted(refused.size())));
        }
        return exit;
    }

    private State.LastRun outcome(String mode, String outcome, String plan, int steps, int failed) {
        return new State.LastRun(timing.now(), mode, outcome, plan, steps, failed);
    }

    private void remember(State state, Optional<Instant> lastFull, Map<String, String> seen, State.LastRun run) {
        file.write(new State(
                state.settings(),
                lastFull,
                Optional.of(run),
                state.counts(),
                state.present(),
                seen,
                state.places(),
                state.cookies()));
    }

    /** Of everything that decides what a person becomes. */
    private String fingerprint() {
        String text = String.join(
                "\n",
                settings.people().toString(),
                settings.groups().toString(),
                settings.rules().toString(),
                settings.directory().kind().toString(),
                settings.server().url().toString());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Says it on the terminal and in the log. */
    private record Both(Output terminal, RunLog log) implements Output {
        @Override
        public void line(String text) {
            terminal.line(text);
            log.line(text);
        }

        @Override
        public void lines(List<String> texts) {
            terminal.lines(texts);
            texts.forEach(log::line);
        }

        @Override
        public Meter meter(String task, long expected) {
            return terminal.meter(task, expected);
        }
    }

    /** Asks directory and server once, and tells what they answer, line by line. */
    public void testConnections(Consumer<String> line) {
        try (LdapDirectory directory = LdapDirectory.connect(settings.directory(), secrets)) {
            line.accept("directory: " + directory.describe());
            Settings.People people = settings.people();
            people.searches()
                    .forEach(search ->
                            line.accept("people: " + directory.sample(search, List.of(people.id(), people.stamp()))));
            settings.groups()
                    .ifPresent(groups -> groups.searches()
                            .forEach(search -> line.accept(
                                    "groups: " + directory.sample(search, List.of(groups.id(), groups.name())))));
        }
        try (ScimServer server = ScimServer.connect(settings.server(), secrets, timing)) {
            line.accept("server: %s, %s"
                    .formatted(settings.server().url(), Text.count(server.userCount(), "user", "users")));
        }
    }
}
