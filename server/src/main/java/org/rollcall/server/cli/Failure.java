package org.rollcall.server.cli;

/** Why a command ends without having done its work, in words for the person who called it. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Failure(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /** The server said no, or what was given to it is wrong. */
    static Failure refused(String message) {
        return new Failure(Exit.REFUSED, message);
    }

    /** There is no server to talk to, or no way in. */
    static Failure environment(String message) {
        return new Failure(Exit.ENVIRONMENT, message);
    }

    int exitCode() {
        return exitCode;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
