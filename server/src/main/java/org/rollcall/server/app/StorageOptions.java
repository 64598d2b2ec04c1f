package org.rollcall.server.app;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.rollcall.server.db.Database;
import org.rollcall.server.db.embedded.EmbeddedPostgres;
import org.rollcall.server.db.embedded.PostgresAccess;
import picocli.CommandLine.Option;

/** Which database a command works on: one's own, the embedded one of a running server, or that of a data folder. */
final class StorageOptions {

    private static final int CONNECTIONS = 4;

    @Option(names = "--data", defaultValue = "${env:ROLLCALL_DATA:-./data}", description = "Data folder.")
    private Path data = Path.of("data");

    @Option(
            names = "--database",
            defaultValue = "${env:ROLLCALL_DATABASE}",
            description = "Your own PostgreSQL, jdbc:postgresql://host/database; user and password by"
                    + " ROLLCALL_DATABASE_USER and ROLLCALL_DATABASE_PASSWORD.")
    private @Nullable String database;

    /** Where a running server keeps what it tells its operator. */
    Path data() {
        return data;
    }

    /** Runs work on the database, which is started for it if nobody has. */
    <R> R with(Function<DataSource, R> work) {
        if (database != null) {
            return on(
                    new Database.Location(
                            database, environment("ROLLCALL_DATABASE_USER"), environment("ROLLCALL_DATABASE_PASSWORD")),
                    work);
        }
        Optional<PostgresAccess> running = EmbeddedPostgres.running(data);
        if (running.isPresent()) {
            return on(location(running.get()), work);
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data, new SecureRandom())) {
            return on(location(postgres.access()), work);
        }
    }

    private static <R> R on(Database.Location location, Function<DataSource, R> work) {
        try (Database.Unmigrated unmigrated = Database.unmigrated(location, CONNECTIONS)) {
            return work.apply(unmigrated.source());
        }
    }

    private static Database.Location location(PostgresAccess access) {
        return new Database.Location(access.jdbcUrl(), access.user(), access.password());
    }

    private static String environment(String name) {
        return Optional.ofNullable(System.getenv(name)).orElse("");
    }
}
