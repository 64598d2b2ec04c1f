package org.rollcall.server.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/**
 * A migrated PostgreSQL and its connections. {@link Tx} is for commands, {@link #jdbi} for everything that only reads
 * lists and reports.
 */
public final class Database implements AutoCloseable {

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(60);

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
        config.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        // As strings: the driver does not see numbers and booleans.
        config.addDataSourceProperty("prepareThreshold", "2");
        config.addDataSourceProperty("preparedStatementCacheQueries", "512");
        // The details of an error quote whole rows, which are personal data and would end in the log.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("ApplicationName", "rollcall");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty(
                "options",
                "-c lock_timeout=%d -c statement_timeout=%d -c TimeZone=UTC"
                        .formatted(LOCK_TIMEOUT.toMillis(), STATEMENT_TIMEOUT.toMillis()));
        return new HikariDataSource(config);
    }

    public Tx tx(Faults faults) {
        return new Tx(pool, faults);
    }

    public Jdbi jdbi() {
        return Jdbi.create(pool);
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
