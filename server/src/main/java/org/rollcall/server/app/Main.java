package org.rollcall.server.app;

import org.rollcall.server.db.embedded.EmbeddedPostgresException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code rollcall}. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    @Command(
            name = "rollcall",
            subcommands = {UpCommand.class, BackupCommand.class, RestoreCommand.class})
    static final class Root {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Root())
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure))
                .execute(arguments));
    }

    /** One sentence for the operator; the rest is in the log, at debug. */
    private static int failed(Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof EmbeddedPostgresException)) {
            cause = cause.getCause();
        }
        System.err.println("rollcall: " + cause.getMessage());
        LOG.debug("failed", failure);
        return 1;
    }
}
