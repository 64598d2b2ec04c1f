package org.rollcall.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.server.testing.TestPostgres;
import org.rollcall.server.testing.TestPostgres.TestDatabase;

class NotificationsTest {

    private final List<String> heard = new CopyOnWriteArrayList<>();

    private TestDatabase database;
    private Notifications notifications;

    @BeforeEach
    void listen() {
        database = TestPostgres.newDatabase();
        notifications = Notifications.listen(location());
        notifications.on("rules", argument -> heard.add("rules " + argument));
        notifications.onGap(() -> heard.add("gap"));
    }

    @AfterEach
    void close() {
        notifications.close();
        database.close();
    }

    private Database.Location location() {
        return new Database.Location(database.jdbcUrl(), database.user(), database.password());
    }

    @Test
    void aHandlerHearsTheArgumentOfItsTopicInOrder() throws SQLException {
        send("rules:tenant:7");
        send("rules:");
        send("rules");
        await().until(() -> heard.size() == 3);
        assertThat(heard).containsExactly("rules tenant:7", "rules ", "rules ");
    }

    @Test
    void otherTopicsAndChannelsAreNotHeard() throws SQLException {
        send("unknown:1");
        execute("select pg_notify('another', 'rules:1')");
        send("rules:2");
        await().until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("rules 2");
    }

    @Test
    void allHandlersOfATopicAreCalledAlsoWhenOneFails() throws SQLException {
        notifications.on("credential", argument -> {
            throw new IllegalStateException("a handler that fails, on purpose");
        });
        notifications.on("credential", argument -> heard.add("credential " + argument));
        send("credential:1");
        send("credential:2");
        await().until(() -> heard.size() == 2);
        assertThat(heard).containsExactly("credential 1", "credential 2");
    }

    @Test
    void nothingIsHeardOfATransactionThatWasRolledBack() throws SQLException {
        execute("begin; select pg_notify('rollcall', 'rules:1'); rollback");
        send("rules:2");
        await().until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("rules 2");
    }

    @Test
    void aBrokenConnectionIsReplacedAndTheGapIsTold() throws SQLException {
        endItsConnection();
        await().until(() -> heard.contains("gap"));
        send("rules:1");
        await().until(() -> heard.size() == 2);
        assertThat(heard).containsExactly("gap", "rules 1");
    }

    @Test
    void itTriesAgainUntilTheDatabaseIsBackAndTellsOneGap() throws SQLException {
        elsewhere("alter database %s with allow_connections false".formatted(database.name()));
        elsewhere("select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
                .formatted(database.name()));
        await().during(Duration.ofMillis(400)).until(heard::isEmpty);
        elsewhere("alter database %s with allow_connections true".formatted(database.name()));
        await().until(() -> heard.contains("gap"));
        send("rules:1");
        await().until(() -> heard.size() == 2);
        assertThat(heard).containsExactly("gap", "rules 1");
    }

    @Test
    void nothingIsHeardAfterItWasClosed() throws SQLException {
        notifications.close();
        send("rules:1");
        await().during(Duration.ofMillis(200)).until(heard::isEmpty);
    }

    @Test
    void itDoesNotStartWithoutADatabase() {
        Database.Location nowhere = new Database.Location(
                database.jdbcUrl().replace(database.name(), "missing"), database.user(), database.password());
        assertThatThrownBy(() -> Notifications.listen(nowhere)).isInstanceOf(DatabaseException.class);
    }

    private void send(String payload) throws SQLException {
        execute("select pg_notify('rollcall', '%s')".formatted(payload));
    }

    private void endItsConnection() throws SQLException {
        execute("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where datname = current_database() and application_name = 'rollcall notifications'");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.createStatement().execute(sql);
        }
    }

    /** Over a connection to another database of the same server. */
    private void elsewhere(String sql) throws SQLException {
        String url = database.jdbcUrl().replace("/" + database.name() + "?", "/rollcall?");
        try (Connection connection = DriverManager.getConnection(url, database.user(), database.password())) {
            connection.createStatement().execute(sql);
        }
    }
}
