package org.rollcall.sync.base;

/** Why a command ends without having done its work, in words that say what to do. */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Exit exit;

    public Failure(Exit exit, String message) {
        super(message, null, false, false);
        this.exit = exit;
    }

    /** Something in the configuration or on the command line is wrong. */
    public static Failure usage(String message) {
        return new Failure(Exit.USAGE, message);
    }

    /** The directory was not read completely. */
    public static Failure directory(String message) {
        return new Failure(Exit.DIRECTORY, message);
    }

    /** There is no server to speak to, or no way in. */
    public static Failure server(String message) {
        return new Failure(Exit.SERVER, message);
    }

    /** How the process ends. */
    public Exit exit() {
        return exit;
    }

    /** The message, never absent. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
