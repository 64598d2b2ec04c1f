package org.rollcall.sync.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rollcall.sync.base.Exit;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.cli.ConfigOption.Loaded;
import org.rollcall.sync.config.Durations;
import org.rollcall.sync.run.Options;
import org.rollcall.sync.run.SyncRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sync}: one run, or one after the other. */
@Command(
        name = "sync",
        description = {
            "Send what changed since the last run.",
            "The plan is shown first. A plan that deactivates, moves or takes groups from more people than safety allows"
                    + " is not applied before it was confirmed by its hash."
        },
        mixinStandardHelpOptions = true)
final class SyncCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--full", description = "Compare everything, not only what changed.")
    private boolean full;

    @Option(names = "--dry-run", description = "Show the plan, and write nothing anywhere.")
    private boolean dryRun;

    @Option(
            names = "--confirm",
            paramLabel = "HASH",
            description = "Apply the plan with this hash, however large it is.")
    private @Nullable String confirm;

    @Option(
            names = "--accept-fewer",
            description = "Believe a directory that has much less than last time; the threshold still holds.")
    private boolean acceptFewer;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description = "Run again after this time, such as 15m, until stopped.")
    private @Nullable String every;

    SyncCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Options options = new Options(full, dryRun, Optional.ofNullable(confirm), acceptFewer, Optional.empty());
        if (every == null) {
            return run(options).code();
        }
        Duration pause = Durations.of(every)
                .filter(time -> time.isPositive() && confirm == null && !dryRun)
                .orElseThrow(() -> Failure.usage(
                        "--every needs a time such as 15m, and goes neither with --confirm nor with --dry-run."));
        return again(options.every(pause), pause).code();
    }

    private Exit run(Options options) {
        Loaded loaded = config.load();
        return new SyncRun(loaded.settings(), loaded.rules(), surroundings.secrets(), surroundings.timing())
                .run(options, new ConsoleOutput(surroundings.console()));
    }

    /** A run that fails does not end the sequence: the next one may go well, and completes it. */
    private Exit again(Options options, Duration pause) {
        while (true) {
            try {
                run(options);
            } catch (Failure e) {
                if (e.exit() == Exit.USAGE) {
                    throw e;
                }
                surroundings.console().say(e.words());
            }
            surroundings
                    .console()
                    .print("Next run at %s."
                            .formatted(surroundings.timing().now().plus(pause).truncatedTo(ChronoUnit.SECONDS)));
            try {
                surroundings.timing().pause(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Exit.DONE;
            }
        }
    }
}
