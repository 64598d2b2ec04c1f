package org.rollcall.server.db.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A command line. Its output goes to a file or nowhere, never to a pipe of ours: a postmaster started by it would keep
 * the pipe open, and whoever reads it would wait for ever.
 */
record Command(List<String> line, Path directory) {

    private static final File NOWHERE = new File(Platform.current().windows() ? "NUL" : "/dev/null");
    private static final Duration PROBE = Duration.ofSeconds(10);

    /** Starts it, appending its output to the log. */
    Process start(Path log) throws IOException {
        return builder()
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Runs it to its end and returns its exit code. */
    int run(Path log) throws IOException {
        return waitFor(start(log));
    }

    /** Whether it can be started, and ends well and soon. */
    boolean succeeds() {
        try {
            Process process = builder().redirectOutput(NOWHERE).start();
            boolean ended = Poll.until(() -> !process.isAlive(), PROBE);
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectInput(NOWHERE)
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("Interrupted while PostgreSQL was at work", e);
        }
    }
}
