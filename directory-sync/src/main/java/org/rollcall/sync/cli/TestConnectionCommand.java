package org.rollcall.sync.cli;

import java.util.concurrent.Callable;
import org.rollcall.sync.base.Exit;
import org.rollcall.sync.cli.ConfigOption.Loaded;
import org.rollcall.sync.run.SyncRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code test-connection}: binds to the directory and asks the server who it is. */
@Command(
        name = "test-connection",
        description = "Connect to the directory and to the server, prove who the tool is, and change nothing.",
        mixinStandardHelpOptions = true)
final class TestConnectionCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private ConfigOption config = new ConfigOption();

    TestConnectionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Loaded loaded = config.load();
        new SyncRun(loaded.settings(), loaded.rules(), surroundings.secrets(), surroundings.timing())
                .testConnections(surroundings.console()::print);
        return Exit.DONE.code();
    }
}
