package org.rollcall.sync.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.rollcall.sync.base.Exit;
import org.rollcall.sync.config.Settings;
import org.rollcall.sync.state.State;
import org.rollcall.sync.state.StateFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code status}: what the state file tells. */
@Command(
        name = "status",
        description = "Show how the last run ended and what is remembered; connects to nothing.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private ConfigOption config = new ConfigOption();

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = config.load().settings();
        State state = new StateFile(settings.state()).read();
        Console console = surroundings.console();
        if (state.lastRun().isEmpty()) {
            console.print("No run has ended yet. Logs: %s".formatted(settings.logs()));
            return Exit.DONE.code();
        }
        State.LastRun last = state.lastRun().get();
        console.print("Last run: %s, %s%s"
                .formatted(time(last.at()), last.mode().isEmpty() ? "" : last.mode() + ", ", words(last.outcome())));
        console.print("Steps: %,d done, %,d refused".formatted(last.steps(), last.failed()));
        if (last.outcome().equals(Exit.CONFIRM.name())) {
            console.print("A plan waits for: sync --confirm " + last.plan());
        }
        console.print("Last complete comparison: "
                + state.lastFull().map(StatusCommand::time).orElse("none; the next run is one"));
        console.print("Remembered: %,d people, %,d groups"
                .formatted(state.counts().people(), state.counts().groups()));
        console.print("State: %s, logs: %s".formatted(settings.state(), settings.logs()));
        return Exit.DONE.code();
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String words(String outcome) {
        return Stream.of(Exit.values())
                .filter(exit -> exit.name().equals(outcome))
                .findFirst()
                .map(Exit::words)
                .orElse(outcome);
    }
}
