package org.rollcall.server.db.embedded;

/** How to connect to a PostgreSQL: a JDBC URL, and a user who owns the database but is no superuser. */
public record PostgresAccess(String jdbcUrl, String user, String password) {

    /** Redacted: the password must not reach a log. */
    @Override
    public String toString() {
        return "PostgresAccess[" + jdbcUrl + ", " + user + ", password redacted]";
    }
}
