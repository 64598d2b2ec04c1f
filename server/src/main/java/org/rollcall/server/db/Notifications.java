package org.rollcall.server.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What other nodes and transactions announce: {@code select pg_notify('rollcall', 'topic:argument')} reaches the
 * handlers of the topic on every node once that transaction has committed.
 *
 * <p>A hint, not a queue: what is announced while the connection is broken is lost. Then {@link #onGap} is told as soon
 * as it listens again, and whoever keeps something in memory must read it anew. Handlers run one after another on one
 * virtual thread and should be short; one that fails is logged and does not keep the others from being called.
 */
public final class Notifications implements AutoCloseable {

    /** The channel all nodes listen on. */
    public static final String CHANNEL = "rollcall";

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Database.Location location;
    private final Map<String, List<Consumer<String>>> handlers = new ConcurrentHashMap<>();
    private final List<Runnable> gapHandlers = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile Connection connection;

    private Notifications(Database.Location location) throws SQLException {
        this.location = location;
        this.connection = connect();
        this.thread = Thread.ofVirtual().name("notifications").unstarted(this::listen);
    }

    /**
     * Listens from now on, over a connection of its own. Register handlers first and read what they keep up to date
     * afterwards, so that nothing is missed in between.
     *
     * @throws DatabaseException when the database cannot be reached
     */
    public static Notifications listen(Database.Location location) {
        try {
            Notifications notifications = new Notifications(location);
            notifications.thread.start();
            return notifications;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Calls the handler with the argument of every notification of this topic. */
    public void on(String topic, Consumer<String> handler) {
        handlers.computeIfAbsent(topic, any -> new CopyOnWriteArrayList<>()).add(handler);
    }

    /** Calls the handler when notifications may have been missed. */
    public void onGap(Runnable handler) {
        gapHandlers.add(handler);
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        if (!location.user().isEmpty()) {
            properties.setProperty("user", location.user());
            properties.setProperty("password", location.password());
        }
        properties.setProperty("ApplicationName", "rollcall notifications");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketTimeout", Long.toString(TIME_TO_ANSWER.toSeconds()));
        Connection opened = DriverManager.getConnection(location.url(), properties);
        try (Statement statement = opened.createStatement()) {
            statement.execute("listen " + CHANNEL);
            return opened;
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    private void listen() {
        while (open()) {
            try {
                receive();
            } catch (SQLException e) {
                reconnect(e);
            }
        }
        abort(connection); // which may be newer than the one that close() ended
    }

    private boolean open() {
        return closed.getCount() > 0;
    }

    /** Waits for notifications; after a silence asks whether the connection still lives, for a dead one is silent too. */
    private void receive() throws SQLException {
        PGNotification[] received = connection.unwrap(PGConnection.class).getNotifications((int) SILENCE.toMillis());
        if (received == null || received.length == 0) {
            if (!connection.isValid((int) TIME_TO_ANSWER.toSeconds())) {
                throw new SQLException("no answer", "08006");
            }
            return;
        }
        for (PGNotification notification : received) {
            dispatch(notification.getParameter());
        }
    }

    private void dispatch(String payload) {
        String[] parts = payload.split(":", 2);
        String argument = parts.length == 2 ? parts[1] : "";
        for (Consumer<String> handler : handlers.getOrDefault(parts[0], List.of())) {
            guard(() -> handler.accept(argument), parts[0]);
        }
    }

    private static void guard(Runnable handler, String topic) {
        try {
            handler.run();
        } catch (RuntimeException e) {
            LOG.error("A handler of the notification {} failed", topic, e);
        }
    }

    private void reconnect(SQLException cause) {
        if (open()) {
            LOG.warn("Notifications are interrupted: {}", cause.getMessage());
        }
        abort(connection);
        Duration pause = FIRST_PAUSE;
        while (!closedWithin(pause)) {
            try {
                connection = connect();
                LOG.info("Notifications arrive again");
                gapHandlers.forEach(handler -> guard(handler, "gap"));
                return;
            } catch (SQLException e) {
                LOG.debug("Still no connection for notifications: {}", e.getMessage());
                pause = longer(pause);
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private boolean closedWithin(Duration pause) {
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closed.countDown(); // only close() has the thread, and nobody else may end it
            return true;
        }
    }

    /** Also ends a wait on this connection. */
    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("The connection for notifications did not end well", e);
        }
    }

    /** Stops listening. No handler is called after it returned. */
    @Override
    public void close() {
        closed.countDown();
        abort(connection);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
