package org.rollcall.server.app;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code rollcall}. */
public final class Main {

    private Main() {}

    @Command(name = "rollcall", subcommands = UpCommand.class)
    static final class Root {}

    public static void main(String[] arguments) {
        // The HTTP server logs by java.util.logging; its start-up lines are of no use to an operator.
        Logger.getLogger("io.helidon").setLevel(Level.WARNING);
        System.exit(new CommandLine(new Root()).execute(arguments));
    }
}
