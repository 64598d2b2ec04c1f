package org.rollcall.server.db.embedded;

/** Names and addresses inside the embedded PostgreSQL. */
final class PostgresUrl {

    static final String USER = "rollcall";
    static final String DATABASE = "rollcall";

    private PostgresUrl() {}

    /** On the loopback interface, where encryption protects nothing. */
    static String of(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable".formatted(port, database);
    }

    static PostgresAccess access(int port, String password) {
        return new PostgresAccess(of(port, DATABASE), USER, password);
    }
}
