package org.rollcall.server.db.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** What only the superuser may do: look after the server, and make the role and the database of the product. */
final class Superuser implements AutoCloseable {

    private static final String OWNER = PostgresUrl.USER;
    private static final String SECONDS_TO_CONNECT = "10";
    private static final String SECONDS_TO_ANSWER = "60";

    private final Connection connection;

    private Superuser(Connection connection) {
        this.connection = connection;
    }

    static Superuser connect(int port, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", Cluster.SUPERUSER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
        properties.setProperty("loginTimeout", SECONDS_TO_CONNECT);
        properties.setProperty("socketTimeout", SECONDS_TO_ANSWER);
        return new Superuser(DriverManager.getConnection(PostgresUrl.of(port, Cluster.SUPERUSER), properties));
    }

    String setting(String name) throws SQLException {
        return text("select current_setting(?)", name);
    }

    /** Ends the sessions a dead process left behind: they may still work, and hold locks. */
    void endOtherSessions() throws SQLException {
        execute("""
                select pg_terminate_backend(pid, 5000) from pg_stat_activity
                where backend_type = 'client backend' and pid <> pg_backend_pid()""");
    }

    /** Makes what is missing: the role without special rights, and the database it owns. */
    void makeDatabase(String password) throws SQLException {
        if (text("select count(*) from pg_roles where rolname = ?", OWNER).equals("0")) {
            execute("create role %s login password '%s'".formatted(OWNER, password));
        }
        if (text("select count(*) from pg_database where datname = ?", PostgresUrl.DATABASE)
                .equals("0")) {
            execute("create database %s owner %s".formatted(PostgresUrl.DATABASE, OWNER));
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String text(String sql, String argument) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
