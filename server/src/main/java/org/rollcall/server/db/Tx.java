package org.rollcall.server.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.rollcall.server.base.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions: READ COMMITTED, run again at most three times after a deadlock or serialization failure, and never
 * again after a COMMIT whose outcome is unknown: that is settled by asking for the change set (F6).
 */
public final class Tx {

    private static final Logger LOG = LoggerFactory.getLogger(Tx.class);
    private static final int ATTEMPTS = 4;

    /** The open transaction of one run. */
    public final class Session {
        private final Connection connection;

        private Session(Connection connection) {
            this.connection = connection;
        }

        public Pipeline pipeline() {
            return new Pipeline(connection, faults);
        }

        /** The connection, for what a pipeline does not do. Belongs to the transaction: neither close nor commit it. */
        public Connection connection() {
            return connection;
        }

        /**
         * Sends the queued writes together with COMMIT, in one round trip.
         *
         * @param changeSet the change set among the writes, by which an unknown outcome is settled
         */
        public void commit(Pipeline writes, UUID tenant, UUID changeSet) {
            faults.at("before-commit");
            writes.execute("commit");
            try {
                writes.run();
            } catch (DatabaseException e) {
                if (!e.connectionLost() || !committed(tenant, changeSet)) {
                    throw e;
                }
            }
            faults.at("after-commit");
        }
    }

    private final DataSource pool;
    private final Faults faults;
    private final boolean bounded;

    public Tx(DataSource pool, Faults faults) {
        this(pool, faults, false);
    }

    private Tx(DataSource pool, Faults faults, boolean bounded) {
        this.pool = pool;
        this.faults = faults;
        this.bounded = bounded;
    }

    /**
     * The same for work that nobody waits for: a database that vanished without a word must not keep the clock for ever,
     * so a connection that does not answer for {@link Limits#SOCKET_TIMEOUT} counts as lost. Requests do without,
     * because a timer for every statement costs each a tenth more.
     */
    public Tx bounded() {
        return new Tx(pool, faults, true);
    }

    private Connection connect() throws SQLException {
        Connection connection = pool.getConnection();
        if (bounded) {
            connection.setNetworkTimeout(Runnable::run, (int) Limits.SOCKET_TIMEOUT.toMillis());
        }
        return connection;
    }

    /**
     * Runs the work in a transaction. Work that changes something ends with {@link Session#commit}; whatever is not
     * committed is rolled back.
     *
     * @throws DatabaseException when the work failed and left nothing
     */
    public <R> R run(Function<Session, R> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (DatabaseException e) {
                if (!e.retryable() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Runs queries outside of a transaction, each in its own snapshot. */
    public <R> R read(Function<Pipeline, R> work) {
        try (Connection connection = connect()) {
            return work.apply(new Pipeline(connection, faults));
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private <R> R once(Function<Session, R> work) {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            try {
                return work.apply(new Session(connection));
            } finally {
                rollback(connection);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Nothing to roll back after a commit. A connection too broken to roll back is closed by the pool, and undone. */
    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("a connection broke", e);
        }
    }

    private boolean committed(UUID tenant, UUID changeSet) {
        return read(pipeline -> {
            var found = pipeline.query(
                    "select 1 from change_set where tenant_id = ? and change_set_id = ?",
                    row -> row.getInt(1),
                    tenant,
                    changeSet);
            pipeline.run();
            return !found.get().isEmpty();
        });
    }
}
