package org.rollcall.sync.cli;

import java.util.concurrent.Callable;
import org.rollcall.sync.base.Exit;
import org.rollcall.sync.cli.ConfigOption.Loaded;
import org.rollcall.sync.run.Explanation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code explain}: everything about one person. */
@Command(
        name = "explain",
        description =
                "Show one person: the entry, what each rule says, what is sent, what the server has, what would change.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "USER", description = "User name, mail address, uid or id.")
    private String user = "";

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Loaded loaded = config.load();
        new Explanation(loaded.settings(), loaded.rules(), surroundings.secrets(), surroundings.timing())
                .of(user)
                .forEach(surroundings.console()::print);
        return Exit.DONE.code();
    }
}
