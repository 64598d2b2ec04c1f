package org.rollcall.sync.scim;

/** The server refused one request. Others may go well. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    RefusedException(Answer answer) {
        super(answer.words(), null, false, false);
        this.status = answer.status();
    }

    /** Whether the name is taken, which another step may change. */
    public boolean conflict() {
        return status == 409;
    }

    /** Whether there is no such resource. */
    public boolean missing() {
        return status == 404;
    }

    /** The server's words. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
