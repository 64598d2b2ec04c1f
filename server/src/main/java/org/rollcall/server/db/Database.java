package org.rollcall.server.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.rollcall.server.base.Limits;

/**
 * A migrated PostgreSQL and its connections. {@link Tx} is for commands, {@link #jdbi} for everything that only reads
 * lists and reports.
 */
public final class Database implements AutoCloseable {

    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Where the database is. Without user, the URL or the driver's defaults say who. */
    public record Location(String url, String user, String password) {

        /** Redacted: the password must not reach a log. */
        @Override
        public String toString() {
            return "Location[redacted]";
        }
    }

    /** Connects and migrates to the newest schema; a concurrent start waits for its turn. */
    public static Database open(Location location, int connections) {
        HikariDataSource pool = pool(location, connections);
        try {
            migrate(pool);
            return new Database(pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** Connections to a database as it is, for backup and restore. */
    public record Unmigrated(HikariDataSource pool) implements AutoCloseable {
        public DataSource source() {
            return pool;
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    /** Connects without migrating. */
    public static Unmigrated unmigrated(Location location, int connections) {
        return new Unmigrated(pool(location, connections));
    }

    private static void migrate(DataSource source) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    private static HikariDataSource pool(Location location, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("rollcall");
        config.setJdbcUrl(location.url());
        if (!location.user().isEmpty()) {
            config.setUsername(location.user());
            config.setPassword(location.password());
        }
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(Limits.CONNECTION_TIMEOUT.toMillis());
        // As text: the driver ignores values of other types without a word.
        config.addDataSourceProperty("prepareThreshold", "2");
        config.addDataSourceProperty("preparedStatementCacheQueries", "512");
        config.addDataSourceProperty("ApplicationName", "rollcall");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("logServerErrorDetail", "false"); // it quotes the values of rows
        config.addDataSourceProperty(
                "options",
                "-c lock_timeout=%d -c statement_timeout=%d -c TimeZone=UTC"
                        .formatted(Limits.LOCK_TIMEOUT.toMillis(), Limits.STATEMENT_TIMEOUT.toMillis()));
        return new HikariDataSource(config);
    }

    public Tx tx(Faults faults) {
        return new Tx(pool, faults);
    }

    /** Errors of what it runs do not repeat arguments: they may be logged, and arguments are personal data. */
    public Jdbi jdbi() {
        Jdbi jdbi = Jdbi.create(pool);
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE); // nor arguments
        return jdbi;
    }

    /** Puts the pool's measures into a registry. */
    public void measure(MeterRegistry registry) {
        pool.setMetricRegistry(registry);
    }

    public DataSource source() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
