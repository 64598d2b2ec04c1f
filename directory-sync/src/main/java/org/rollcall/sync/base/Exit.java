package org.rollcall.sync.base;

/** Exit codes, for whoever schedules the tool: each calls for another reaction. */
public enum Exit {
    /** Done, or nothing to do. */
    DONE(0),
    /** The server refused some steps, or a tested rule answered otherwise than expected. */
    REFUSED(1),
    /** Wrong usage, or a problem in the configuration. */
    USAGE(2),
    /** The directory could not be read completely; nothing was changed. */
    DIRECTORY(3),
    /** The plan is above the threshold; nothing was changed, and it waits for {@code --confirm}. */
    CONFIRM(4),
    /** The server could not be reached or did not accept the credential. */
    SERVER(5),
    /** Another run is going on. */
    BUSY(6);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }
}
