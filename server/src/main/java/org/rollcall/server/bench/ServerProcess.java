package org.rollcall.server.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rollcall.rehearsal.scim.Timing;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.server.db.embedded.EmbeddedPostgres;
import org.rollcall.server.db.embedded.PostgresAccess;

/** The server under test: a process of its own, of the same Java and class path, on data that are removed at the end. */
final class ServerProcess implements AutoCloseable {

    private static final String MAIN = "org.rollcall.server.app.Main";
    private static final JsonLimits ANSWER = new JsonLimits(32, 100);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Path data;
    private final Process process;
    private final Thread removal = new Thread(this::end, "end of the server under test");

    private ServerProcess(Path data, Process process) {
        this.data = data;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(removal);
    }

    /** Starts it and waits until it answers. */
    static ServerProcess start(List<String> javaOptions) throws IOException {
        Path data = Files.createTempDirectory("rollcall-bench");
        ProcessBuilder builder =
                new ProcessBuilder(command(data, javaOptions)).redirectError(ProcessBuilder.Redirect.INHERIT);
        // Settings of an installation must not lead the server under test to real data.
        builder.environment().keySet().removeIf(name -> name.startsWith("ROLLCALL_"));
        ServerProcess server = new ServerProcess(data, builder.start());
        if (!server.ready()) {
            server.close();
            throw new IOException("the server under test did not start");
        }
        return server;
    }

    private static List<String> command(Path data, List<String> javaOptions) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.contains("agent"))
                .toList());
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), MAIN));
        command.addAll(List.of("up", "--port", "0", "--management-port", "0", "--data", data.toString()));
        return command;
    }

    private boolean ready() throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("Rollcall is ready")) {
                return true;
            }
        }
        return false;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** The door of a new provider: where its SCIM endpoints are, and its token. */
    record Door(URI base, String token) {

        HttpConnection connect() {
            try {
                return new HttpConnection(base, token);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Makes a provider as an administrator does. */
    Door provider() throws IOException {
        try (HttpConnection connection = admin()) {
            String body = "{\"name\":\"bench\",\"credential\":\"oauth-token\"}";
            Json.Obj provider = object(
                    connection.expect(201, "POST", "/api/v1/providers", body).body());
            connection.expect(
                    200, "PUT", "/api/v1/providers/" + text(provider, "id") + "/access", "{\"requestsPerSecond\":0}");
            configure(connection, "{\"fixed\":\"Default\"}");
            return new Door(URI.create(text(provider, "baseUrl")), text(provider, "token"));
        }
    }

    /** A connection with the token of an administrator. */
    private HttpConnection admin() throws IOException {
        Json.Obj admin = object(Files.readString(data.resolve("admin.json")));
        return new HttpConnection(URI.create(text(admin, "url")), text(admin, "token"));
    }

    private static void configure(HttpConnection connection, String mapping) throws IOException {
        connection.expect(200, "PUT", "/api/v1/configuration", """
                {"organizations":[{"name":"Default"},{"name":"Elsewhere"}],
                "providers":[{"name":"bench","organization":%s,"brake":"off","fallbackDelay":"0s"}]}""".formatted(mapping));
    }

    /**
     * Maps the members of a group to an organization, and waits until they are there.
     *
     * @return whom the job has moved
     */
    long move(String group, String organization, Timing timing) throws IOException, InterruptedException {
        try (HttpConnection connection = admin()) {
            configure(connection, """
                    {"byGroup":[{"group":"%s","organization":"%s"}],"fallback":"Default"}""".formatted(group, organization));
            for (; ; timing.pause(POLL)) {
                Json.Obj jobs = object(connection.get("/api/v1/jobs").body());
                Json.Obj newest = (Json.Obj)
                        ((Json.Arr) jobs.get("items").orElseThrow()).elements().getFirst();
                if (text(newest, "state").equals("done")) {
                    return ((Json.Num) newest.get("changed").orElseThrow())
                            .value()
                            .longValue();
                }
            }
        }
    }

    private static Json.Obj object(String json) {
        return (Json.Obj) JsonReader.parse(json, ANSWER);
    }

    private static String text(Json.Obj object, String name) {
        return object.get(name)
                .map(value -> ((Json.Text) value).value())
                .orElseThrow(() -> new IllegalStateException("the server's answer has no " + name));
    }

    /** A connection to its database. */
    Connection database() throws SQLException {
        PostgresAccess access = EmbeddedPostgres.running(data)
                .orElseThrow(() -> new IllegalStateException("the server's PostgreSQL does not run"));
        return DriverManager.getConnection(access.jdbcUrl() + "&prepareThreshold=1", access.user(), access.password());
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(removal);
        end();
    }

    private void end() {
        process.destroy();
        process.onExit().join();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + data, e);
        }
    }
}
