package org.rollcall.server.db.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One database cluster: makes it, starts and stops its postmaster.
 *
 * @param fsync whether what is committed is on the disk; off in tests only
 */
record Cluster(DataFolder folder, Binaries binaries, Launcher launcher, String password, boolean fsync) {

    static final String SUPERUSER = "postgres";

    private static final int PORT_ATTEMPTS = 3;
    /** Recovery after a power failure reads all of the write-ahead log. */
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private static final Duration FAST_STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration IMMEDIATE_STOP_LIMIT = Duration.ofSeconds(15);
    private static final int LINES_OF_LOG_SHOWN = 12;

    /** Makes the cluster, under another name first. Text is UTF-8 and sorts the same everywhere, by code point. */
    void create() throws IOException {
        DurableFiles.deleteTree(folder.newCluster());
        Files.createDirectory(folder.newCluster(), DurableFiles.ownerOnlyFolder());
        launcher.handOver(folder.newCluster());
        Path passwordFile = folder.root().resolve("postgres.initial");
        DurableFiles.writeSecret(passwordFile, password);
        try {
            launcher.handOver(passwordFile);
            initialize(passwordFile);
        } finally {
            Files.delete(passwordFile);
        }
        DurableFiles.move(folder.newCluster(), folder.cluster());
    }

    private void initialize(Path passwordFile) throws IOException {
        long begin = Files.size(folder.log());
        int exit = command(
                        "initdb",
                        "--pgdata=" + folder.newCluster(),
                        "--username=" + SUPERUSER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-instructions",
                        fsync ? "--sync-method=fsync" : "--no-sync")
                .run(folder.log());
        if (exit != 0) {
            throw failure("PostgreSQL could not make its data folder", begin);
        }
    }

    /** Starts a postmaster that outlives us if we are killed, on a free port of the loopback interface. */
    Postmaster start() throws IOException {
        for (int attempt = 1; ; attempt++) {
            long begin = Files.size(folder.log());
            Process starting = startOn(freePort());
            Poll.until(() -> running().isPresent() || !starting.isAlive(), START_LIMIT);
            Optional<Postmaster> postmaster = running();
            if (postmaster.isPresent()) {
                return postmaster.get();
            }
            if (attempt == PORT_ATTEMPTS || !logSince(begin).contains("could not bind")) {
                starting.destroy();
                throw failure("PostgreSQL did not start", begin);
            }
        }
    }

    private Process startOn(int port) throws IOException {
        String wait = Long.toString(START_LIMIT.toSeconds());
        return control("start", "--silent", "--wait", "--timeout=" + wait, "--options=" + options(port))
                .start(folder.log());
    }

    private String options(int port) {
        return String.join(
                " -c ",
                "-p " + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=" + (fsync ? "on" : "off"),
                "synchronous_commit=on",
                "full_page_writes=" + (fsync ? "on" : "off"),
                "shared_buffers=128MB",
                "max_connections=100",
                "max_wal_size=1GB",
                "checkpoint_completion_target=0.9",
                "jit=off",
                "password_encryption=scram-sha-256",
                "log_checkpoints=off",
                "log_timezone=UTC",
                "timezone=UTC");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The postmaster of this cluster that runs, whoever started it, also when it does not answer yet. */
    Optional<Postmaster> present() {
        return Postmaster.of(folder.cluster()).filter(postmaster -> postmaster.serves(folder.cluster()));
    }

    /** The postmaster of this cluster, if it takes connections. */
    Optional<Postmaster> running() {
        return present().filter(Postmaster::ready);
    }

    /** Removes the mark of a dead postmaster: its process id may be another's now, which PostgreSQL cannot tell. */
    void removeStaleMark() throws IOException {
        if (present().isEmpty()) {
            Files.deleteIfExists(Postmaster.file(folder.cluster()));
        }
    }

    /** Stops the postmaster: open transactions are rolled back. When that takes too long, as in a power failure. */
    void stop() throws IOException {
        if (!stopped("fast", FAST_STOP_LIMIT) && !stopped("immediate", IMMEDIATE_STOP_LIMIT)) {
            throw new EmbeddedPostgresException("The PostgreSQL of %s (process %s) does not end"
                    .formatted(
                            folder.cluster(),
                            present().map(p -> Long.toString(p.pid())).orElse("?")));
        }
    }

    private boolean stopped(String mode, Duration limit) throws IOException {
        Optional<Postmaster> postmaster = present();
        if (postmaster.isPresent()) {
            control("stop", "--silent", "--no-wait", "--mode=" + mode).run(folder.log());
        }
        return Poll.until(
                () -> postmaster.filter(p -> p.serves(folder.cluster())).isEmpty(), limit);
    }

    private Command control(String action, String... options) {
        Stream<String> words = Stream.concat(Stream.of(action, "--pgdata=" + folder.cluster()), Arrays.stream(options));
        return command("pg_ctl", words.toArray(String[]::new));
    }

    private Command command(String program, String... arguments) {
        List<String> line = Stream.of(
                        launcher.prefix().stream(),
                        Stream.of(binaries.program(program).toString()),
                        Arrays.stream(arguments))
                .flatMap(words -> words)
                .toList();
        return new Command(line, folder.root());
    }

    private EmbeddedPostgresException failure(String what, long begin) throws IOException {
        List<String> lines = logSince(begin).lines().toList();
        String end = String.join("\n  ", lines.subList(Math.max(0, lines.size() - LINES_OF_LOG_SHOWN), lines.size()));
        return new EmbeddedPostgresException("%s; %s says:\n  %s".formatted(what, folder.log(), end));
    }

    private String logSince(long begin) throws IOException {
        byte[] all = Files.readAllBytes(folder.log());
        return new String(all, (int) begin, all.length - (int) begin, StandardCharsets.UTF_8);
    }
}
