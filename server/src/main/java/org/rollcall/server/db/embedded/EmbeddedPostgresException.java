package org.rollcall.server.db.embedded;

/** The embedded PostgreSQL cannot run. The message is for the administrator: what is wrong, and what to do. */
public final class EmbeddedPostgresException extends RuntimeException {

    private static final long serialVersionUID = 1;

    EmbeddedPostgresException(String message) {
        super(message);
    }

    EmbeddedPostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
