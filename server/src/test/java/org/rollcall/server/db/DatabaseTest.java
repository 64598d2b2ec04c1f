package org.rollcall.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.rollcall.server.base.Limits;
import org.rollcall.server.testing.TestPostgres;
import org.rollcall.server.testing.TestPostgres.TestDatabase;

/** How the database is spoken to. Its errors are logged, so they must not repeat what is in rows and arguments. */
class DatabaseTest {

    private static final String PERSONAL = "canary@example.org";
    private static final String INSERT = "insert into tenant (tenant_id, name, created_at) values (%s, %s, now())";

    private static TestDatabase postgres;
    private static Database database;

    @BeforeAll
    static void open() {
        postgres = TestPostgres.migrated();
        database = Database.open(new Database.Location(postgres.jdbcUrl(), postgres.user(), postgres.password()), 2);
    }

    @AfterAll
    static void close() {
        database.close();
        postgres.close();
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** A database that vanished without a word must not keep the clock for ever. */
    @Test
    void boundedWorkDoesNotWaitForAnAnswerForEver() {
        assertThat(patience(database.tx(Faults.NONE).bounded())).isEqualTo((int) Limits.SOCKET_TIMEOUT.toMillis());
        assertThat(patience(database.tx(Faults.NONE))).isZero();
        assertThat(Limits.SOCKET_TIMEOUT).isGreaterThan(Limits.STATEMENT_TIMEOUT);
    }

    private static int patience(Tx tx) {
        return tx.run(session -> {
            try {
                return session.connection().getNetworkTimeout();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void aFailedPipelineSaysWhichConstraintAndNoValue() {
        Throwable failure = catchThrowable(() -> database.tx(Faults.NONE).read(pipeline -> {
            String row = INSERT.formatted("gen_random_uuid()", "?");
            pipeline.execute(row, PERSONAL);
            pipeline.execute(row, PERSONAL);
            pipeline.run();
            return true;
        }));
        assertThat(failure).isInstanceOf(DatabaseException.class);
        assertThat(((DatabaseException) failure).constraint()).contains("tenant_name_key");
        assertThat(trace(failure)).doesNotContain(PERSONAL);
    }

    @Test
    void aFailedReadSaysNoArgument() {
        Throwable failure = catchThrowable(() -> database.jdbi()
                .withHandle(handle -> handle.createQuery("select 1 from no_such_table where name = :name")
                        .bind("name", PERSONAL)
                        .mapTo(Integer.class)
                        .list()));
        assertThat(failure).isInstanceOf(JdbiException.class);
        assertThat(trace(failure)).contains("no_such_table").doesNotContain(PERSONAL);
    }

    @Test
    void theDriverTakesItsSettings() throws SQLException {
        try (Connection connection = database.source().getConnection()) {
            assertThat(connection.unwrap(PGConnection.class).getPrepareThreshold())
                    .isEqualTo(2);
        }
    }
}
