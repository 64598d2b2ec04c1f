package org.rollcall.server.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.server.base.Ids;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rollcall bench}: measures this build on this machine, on a server and a database of its own. */
@Command(
        name = "bench",
        description = "Measure the server against what its database could do at best. Starts a server with its own"
                + " PostgreSQL in a temporary folder and removes both at the end.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class BenchCommand implements Callable<Integer> {

    @Option(names = "--connections", defaultValue = "8", description = "Connections that work at once.")
    private int connections;

    @Option(names = "--warmup", defaultValue = "8", description = "Seconds that each measure warms up.")
    private double warmup;

    @Option(names = "--seconds", defaultValue = "5", description = "Seconds that each measure lasts.")
    private double seconds;

    @Option(names = "--users", defaultValue = "10000", description = "Users to be there.")
    private int users;

    @Option(names = "--large", description = "Also a group of 100,000; takes some minutes more.")
    private boolean large;

    @Option(
            names = "--only",
            split = ",",
            description = "Of create, find, get, patch, put, member, walk, group, mapping, measure these alone.")
    private List<String> only = List.of();

    @Option(names = "--quick", description = "Whether it works at all, in seconds; the numbers mean little.")
    private boolean quick;

    @Option(names = "--json", description = "Also write the results as JSON to this file; - is standard output.")
    private @Nullable String json;

    @Option(names = "--server-option", description = "A JVM option for the server alone; may be repeated.")
    private List<String> serverOptions = List.of();

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        Options options =
                quick ? Options.quick() : new Options(connections, time(warmup), time(seconds), users, large, only);
        boolean jsonOnly = "-".equals(json);
        Report report = measure(options);
        if (!jsonOnly) {
            System.out.print(report.text());
        }
        if (json != null) {
            String text = JsonWriter.write(report.json()) + "\n";
            if (jsonOnly) {
                System.out.print(text);
            } else {
                Files.writeString(Path.of(json), text);
            }
        }
        return 0;
    }

    private static Duration time(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    private Report measure(Options options) throws IOException, SQLException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(serverOptions);
                Suite suite = new Suite(options, server, Ids.system(), new Ticker(System.err))) {
            SequencedMap<String, String> conditions = conditions(options, server);
            return new Report(conditions, suite.run(), suite.groups(), suite.mapping());
        }
    }

    private static SequencedMap<String, String> conditions(Options options, ServerProcess server) throws SQLException {
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        conditions.put(
                "machine",
                "%s %s, %d processors, shared by client, server and database"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.arch"),
                                Runtime.getRuntime().availableProcessors()));
        conditions.put("java", System.getProperty("java.vm.version", ""));
        try (Connection database = server.database()) {
            conditions.put("postgresql", setting(database, "server_version") + ", fsync " + setting(database, "fsync"));
        }
        conditions.put(
                "time",
                "%.1f s of warm-up, %.1f s measured for each, in turns with its raw reference"
                        .formatted(
                                options.warmup().toMillis() / 1e3,
                                options.measured().toMillis() / 1e3));
        conditions.put("users", "%,d".formatted(options.users()));
        return conditions;
    }

    private static String setting(Connection database, String name) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("show " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Progress in one line that overwrites itself. */
    private record Ticker(PrintStream out) implements Progress {
        @Override
        public void at(String what, long done, long total) {
            out.printf("\r%-40s %3d %%%s", what, 100 * done / total, done == total ? "\n" : "");
            out.flush();
        }
    }
}
