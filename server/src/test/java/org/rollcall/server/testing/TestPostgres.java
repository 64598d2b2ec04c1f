package org.rollcall.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.rollcall.server.db.Database;
import org.rollcall.server.db.embedded.EmbeddedPostgres;
import org.rollcall.server.db.embedded.FastPostgres;

/** One PostgreSQL for all tests of this JVM, started by the first that asks, and removed when the JVM ends. */
public final class TestPostgres {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestPostgres() {}

    /** A database of one test; closing drops it, whoever is still connected. */
    public record TestDatabase(String name, String jdbcUrl, String user, String password) implements AutoCloseable {

        /** Connects anew at each call; for a pool, use the parts. */
        public DataSource dataSource() {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(jdbcUrl);
            source.setUser(user);
            source.setPassword(password);
            return source;
        }

        @Override
        public void close() {
            execute("drop database if exists %s with (force)".formatted(name));
        }
    }

    /** An empty database, owned by its user. */
    public static TestDatabase newDatabase() {
        return create("template1");
    }

    /** A copy of a database; nobody may be connected to that one meanwhile. */
    public static TestDatabase newDatabaseFrom(TestDatabase template) {
        return create(template.name());
    }

    /** A database with the newest schema: a copy of one that was migrated once. */
    public static TestDatabase migrated() {
        return newDatabaseFrom(Migrated.TEMPLATE);
    }

    private static final class Migrated {
        static final TestDatabase TEMPLATE = migrate();

        private static TestDatabase migrate() {
            TestDatabase fresh = newDatabase();
            Database.open(new Database.Location(fresh.jdbcUrl(), fresh.user(), fresh.password()), 2)
                    .close();
            return fresh;
        }
    }

    private static synchronized TestDatabase create(String template) {
        String name = "test_" + NUMBER.incrementAndGet();
        EmbeddedPostgres server = Shared.SERVER;
        execute("create database %s owner %s template %s strategy file_copy".formatted(name, server.user(), template));
        String url = server.jdbcUrl().replace("/rollcall?", "/" + name + "?");
        return new TestDatabase(name, url, server.user(), server.password());
    }

    private static void execute(String sql) {
        try {
            FastPostgres.execute(Shared.SERVER, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static final class Shared {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                Path folder = Files.createTempDirectory("rollcall-test-");
                EmbeddedPostgres server = FastPostgres.start(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(server, folder)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void remove(EmbeddedPostgres server, Path folder) {
            server.close();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
