package org.rollcall.server.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a postmaster writes about itself into {@code postmaster.pid}: who it is, and where it listens. */
record Postmaster(long pid, int port, boolean ready) {

    private static final int LINES_WHEN_STARTED = 8;

    static Path file(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /** The postmaster of a cluster, running or dead, if its file is there and complete enough to say who it is. */
    static Optional<Postmaster> of(Path cluster) {
        try {
            return parse(Files.readAllLines(file(cluster)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("Cannot read " + file(cluster), e);
        }
    }

    /** Line 1 is the process id, line 4 the port, line 8 the state; a single-user server has a negative id. */
    static Optional<Postmaster> parse(List<String> lines) {
        if (lines.size() < 4 || !lines.get(0).strip().matches("\\d{1,10}")) {
            return Optional.empty();
        }
        boolean ready =
                lines.size() >= LINES_WHEN_STARTED && lines.get(7).strip().equals("ready");
        return Optional.of(new Postmaster(
                Long.parseLong(lines.get(0).strip()),
                Integer.parseInt(lines.get(3).strip()),
                ready));
    }

    /** Whether the process lives and is the server of this cluster: process ids are used again, also after a reboot. */
    boolean serves(Path cluster) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().arguments())
                .filter(arguments -> Arrays.asList(arguments).contains(cluster.toString()))
                .isPresent();
    }
}
