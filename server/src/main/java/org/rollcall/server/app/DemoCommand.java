package org.rollcall.server.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.rollcall.server.cli.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rollcall demo}: a server on a temporary folder, and the story of two companies told against it. */
@Command(
        name = "demo",
        description =
                "Show it all: two companies connect to a temporary server, a day passes, and it tells what happened.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final int CONNECTIONS = 16;

    @Option(names = "--exit", description = "End when the story is told, instead of keeping the server running.")
    private boolean exit;

    @Option(names = "--port", defaultValue = "0", description = "Port to listen on; 0, the default, takes a free one.")
    private int port;

    @Override
    public Integer call() throws IOException {
        Path data = Files.createTempDirectory("rollcall-demo-");
        System.out.println("Starting a server with a PostgreSQL of its own in " + data + " …");
        CountDownLatch ended = new CountDownLatch(1);
        App app = App.start(
                new Config(
                        "127.0.0.1", port, 0, data, Optional.empty(), Optional.empty(), CONNECTIONS, List.of(), false),
                App.World.real());
        Thread end = new Thread(() -> end(app, data, ended), "end");
        Runtime.getRuntime().addShutdownHook(end);
        AdminFile.write(data, app.url(), app.administratorToken(Optional.empty()));
        int outcome = Demo.play(data);
        if (!exit) {
            System.out.printf(
                    "%nThe server keeps running until Ctrl-C: API at %s, health and metrics at %s.%n"
                            + "Look around with: ./rollcall users --data %s%n",
                    app.url(), app.managementUrl(), data);
            UpCommand.awaitForever(ended);
        }
        return outcome;
    }

    private static void end(App app, Path data, CountDownLatch ended) {
        app.close();
        remove(data);
        ended.countDown();
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("rollcall: could not remove " + folder + ": " + e.getMessage());
        }
    }
}
