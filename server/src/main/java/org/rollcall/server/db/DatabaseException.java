package org.rollcall.server.db;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/** A statement failed. Knows what the failure means for the caller: retry, conflict, or unknown. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String state;

    public DatabaseException(SQLException cause) {
        super(cause);
        this.state = Optional.ofNullable(cause.getSQLState()).orElse("");
    }

    /** What the database said, if that is what lies behind a failure, whichever library wrapped it. */
    public static Optional<DatabaseException> behind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseException known) {
                return Optional.of(known);
            }
            if (cause instanceof SQLException said) {
                return Optional.of(new DatabaseException(said));
            }
        }
        return Optional.empty();
    }

    /** Serialization failure or deadlock: the transaction left nothing and may be run again. */
    boolean retryable() {
        return state.equals("40001") || state.equals("40P01");
    }

    /** A unique index refused a row: somebody else was faster. */
    public boolean uniqueViolation() {
        return state.equals("23505");
    }

    /** A row that another refers to is gone, or one that is referred to was to go: somebody else was faster. */
    public boolean referenceViolation() {
        return state.equals("23503");
    }

    /**
     * The database is away, overloaded, waits for a lock too long, takes no writes, or has asked for a repetition too
     * often: try again later.
     */
    public boolean unavailable() {
        return connectionLost()
                || retryable()
                || state.startsWith("53")
                || state.equals("55P03")
                || state.equals("57014")
                || state.equals("25006");
    }

    /** The connection broke; if a COMMIT was on its way, its outcome is unknown. */
    public boolean connectionLost() {
        return state.startsWith("08") || state.startsWith("57P") || state.isEmpty();
    }

    /** Name of the violated constraint, if the database named one. */
    public Optional<String> constraint() {
        return getCause() instanceof PSQLException e
                ? Optional.ofNullable(e.getServerErrorMessage()).flatMap(m -> Optional.ofNullable(m.getConstraint()))
                : Optional.empty();
    }
}
