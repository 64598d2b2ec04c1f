package org.rollcall.server.app;

import org.rollcall.server.bench.BenchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code rollcall}. */
public final class Main {

    private Main() {}

    @Command(
            name = "rollcall",
            subcommands = {UpCommand.class, BenchCommand.class})
    static final class Root {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Root()).execute(arguments));
    }
}
