package org.rollcall.scim;

/** Ends a request with a {@link ScimError}. It is an answer, not an incident: it carries no stack trace. */
public final class ScimException extends RuntimeException {

    private final transient ScimError error;

    /** An exception that is answered with the given error. */
    public ScimException(ScimError error) {
        super(error.detail(), null, false, false);
        this.error = error;
    }

    /** What to answer. */
    public ScimError error() {
        return error;
    }
}
