package org.rollcall.server.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.app.App;
import org.rollcall.server.app.Config;
import org.rollcall.server.base.Ids;
import org.rollcall.server.db.DatabaseTime;
import org.rollcall.server.db.Faults;
import org.rollcall.server.db.embedded.EmbeddedPostgres;
import org.rollcall.server.db.embedded.PostgresAccess;
import org.rollcall.server.testing.Client;
import org.rollcall.server.testing.Invariants;

/**
 * The product in a process of its own, with its own PostgreSQL in a data folder. Requests stop at a named point while a
 * file of that name is in the folder; there the process can be killed.
 */
final class ChildServer implements AutoCloseable {

    private final Path data;
    private final Process process;
    private final BufferedReader output;
    private final String url;
    private final Client admin;

    private ChildServer(Path data, Process process, BufferedReader output, String url, Client admin) {
        this.data = data;
        this.process = process;
        this.output = output;
        this.url = url;
        this.admin = admin;
    }

    /** Starts on a data folder, and waits until it listens. */
    static ChildServer start(Path data) {
        try {
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ChildServer.class.getName(),
                            data.toString())
                    .redirectError(data.resolveSibling("child.log").toFile())
                    .start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String[] ready = await(output, "ready ", data).split(" ");
            return new ChildServer(data, process, output, ready[0], new Client(ready[0], "Bearer " + ready[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String await(BufferedReader output, String word, Path data) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(word)) {
                return line.substring(word.length());
            }
        }
        throw new AssertionError(Files.readString(data.resolveSibling("child.log")));
    }

    String url() {
        return url;
    }

    Client admin() {
        return admin;
    }

    /** Requests stop at this point from now on. */
    void holdAt(String point) {
        holdAt(point, 0);
    }

    /** Requests stop at this point once so many have passed it. */
    void holdAt(String point, int passes) {
        try {
            Files.writeString(data.resolve(point), "x".repeat(passes), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Requests go on. */
    void release(String point) {
        try {
            Files.delete(data.resolve(point));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a request has stopped there. */
    void awaitHeld(String point) {
        try {
            await(output, "held " + point, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: nothing is finished, nothing is flushed. Answers once the process is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM: what is under way is finished. */
    void terminate() {
        process.destroy();
    }

    /** Waits for the end. */
    void awaitEnd() {
        process.onExit().join();
    }

    /** Checks its whole database. */
    void checkInvariants() {
        PostgresAccess access = EmbeddedPostgres.running(data).orElseThrow();
        new Invariants(Jdbi.create(access.jdbcUrl(), access.user(), access.password())).check();
    }

    /** Ends it, and the PostgreSQL that a killed one leaves behind. */
    @Override
    public void close() {
        terminate();
        awaitEnd();
        if (EmbeddedPostgres.running(data).isPresent()) {
            EmbeddedPostgres.start(data, new SecureRandom()).close();
        }
    }

    // ---- in the child

    public static void main(String[] arguments) throws InterruptedException {
        Path data = Path.of(arguments[0]);
        Config config = new Config("127.0.0.1", 0, 0, data, Optional.empty(), Optional.empty(), 8, List.of(), false);
        App app = App.start(
                config,
                new App.World(
                        Schemas.standard(),
                        new DatabaseTime(InstantSource.system()),
                        new HeldByFiles(data),
                        Ids.system()));
        Runtime.getRuntime().addShutdownHook(new Thread(app::close));
        System.out.println("ready " + app.url() + " " + app.administratorToken(Optional.empty()));
        new CountDownLatch(1).await();
    }

    /** Waits at a point as long as there is a file of its name. */
    private record HeldByFiles(Path folder) implements Faults {

        /** Whether one more may pass; each takes a letter out of the file. */
        private static boolean passes(Path file) {
            try {
                String left = Files.readString(file);
                if (!left.isEmpty()) {
                    Files.writeString(file, left.substring(1));
                }
                return !left.isEmpty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static final Set<String> WORKERS = Set.of("clock", "placer", "dialects", "requests");

        @Override
        public void at(String point) {
            Path file = folder.resolve(point);
            if (Files.exists(file) && !WORKERS.contains(Thread.currentThread().getName()) && !passes(file)) {
                System.out.println("held " + point);
                while (Files.exists(file)) {
                    LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                }
            }
        }
    }
}
