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
 * A migrated PostgreSQL and its connections. {@link Tx} is for commands and look-ups, {@link #jdbi} for lists and
 * reports; each has a pool of its own, because they want to be planned differently, and because no report may keep a
 * command waiting.
 */
public final class Database implements AutoCloseable {

    /**
     * How statements of commands are planned: once, because a plan for each array of keys costs more than it gains, and
     * never as a scan of a whole table, because tables grow faster than their statistics are renewed.
     */
    private static final String BY_KEY = " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off"
            + " -c enable_hashjoin=off -c enable_mergejoin=off";

    private final HikariDataSource pool;
    private final HikariDataSource reports;

    private Database(HikariDataSource pool, HikariDataSource reports) {
        this.pool = pool;
        this.reports = reports;
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
        HikariDataSource pool = pool("rollcall", location, connections, BY_KEY);
        try {
            migrate(pool);
            return new Database(pool, reports(location, connections));
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
        return new Unmigrated(pool("rollcall", location, connections, ""));
    }

    private static void migrate(DataSource source) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    private static HikariDataSource pool(String name, Location location, int connections, String planning) {
        return new HikariDataSource(config(name, location, connections, planning));
    }

    /** Planned as usual, and connected only while needed. */
    private static HikariDataSource reports(Location location, int connections) {
        HikariConfig config = config("rollcall-reports", location, connections, "");
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    private static HikariConfig config(String name, Location location, int connections, String planning) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
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
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "rollcall");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("logServerErrorDetail", "false"); // it quotes the values of rows
        config.addDataSourceProperty(
                "options",
                "-c lock_timeout=%d -c statement_timeout=%d -c TimeZone=UTC"
                                .formatted(Limits.LOCK_TIMEOUT.toMillis(), Limits.STATEMENT_TIMEOUT.toMillis())
                        + planning);
        return config;
    }

    public Tx tx(Faults faults) {
        return new Tx(pool, faults);
    }

    /** Errors of what it runs do not repeat arguments: they may be logged, and arguments are personal data. */
    public Jdbi jdbi() {
        Jdbi jdbi = Jdbi.create(reports);
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        return jdbi;
    }

    /** Puts the pool's measures into a registry. */
    public void measure(MeterRegistry registry) {
        pool.setMetricRegistry(registry);
        reports.setMetricRegistry(registry);
    }

    public DataSource source() {
        return pool;
    }

    @Override
    public void close() {
        reports.close();
        pool.close();
    }
}
