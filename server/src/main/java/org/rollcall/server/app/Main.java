package org.rollcall.server.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.logging.LogManager;
import org.rollcall.server.bench.BenchCommand;
import org.rollcall.server.cli.RollcallCli;
import org.rollcall.server.db.embedded.EmbeddedPostgresException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The entry point of {@code rollcall}: what starts a server, and the command line that talks to one. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private static final int BROKEN = 70;

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        try (InputStream logging = Main.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager().readConfiguration(logging);
        }
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        CommandLine line = RollcallCli.create(
                new UpCommand(),
                new DemoCommand(),
                new BenchCommand(),
                new BackupCommand(),
                new RestoreCommand(),
                new ResetConsoleCommand());
        IExecutionExceptionHandler expected = line.getExecutionExceptionHandler();
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            try {
                return expected.handleExecutionException(failure, command, parsed);
            } catch (Exception unexpected) {
                return failed(unexpected);
            }
        });
        try {
            return line.execute(arguments);
        } catch (Error broken) {
            LOG.error("cannot go on", broken);
            return BROKEN;
        }
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
