package org.rollcall.sync.base;

/** Exit codes, for whoever schedules the tool: each calls for another reaction. */
public enum Exit {
    /** Done, or nothing to do. */
    DONE(0, "done"),
    /** The server refused some steps, or a tested rule answered otherwise than expected. */
    REFUSED(1, "done, but the server refused some steps"),
    /** Wrong usage, or a problem in the configuration. */
    USAGE(2, "not done: the configuration has a problem"),
    /** The directory could not be read completely; nothing was changed. */
    DIRECTORY(3, "nothing changed: the directory was not read completely"),
    /** The plan is above the threshold; nothing was changed, and it waits for {@code --confirm}. */
    CONFIRM(4, "nothing changed: the plan waits for confirmation"),
    /** The server could not be reached or did not accept the credential. */
    SERVER(5, "not completed: the server was not reached or did not accept the credential"),
    /** Another run is going on. */
    BUSY(6, "not done: another run was going on");

    private final int code;
    private final String words;

    Exit(int code, String words) {
        this.code = code;
        this.words = words;
    }

    /** What it means for a run. */
    public String words() {
        return words;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }
}
