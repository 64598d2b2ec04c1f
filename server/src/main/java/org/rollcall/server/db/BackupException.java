package org.rollcall.server.db;

/** A backup could not be written or restored. The message is for the administrator: what is wrong, and what to do. */
public final class BackupException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BackupException(String message) {
        super(message);
    }

    BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
