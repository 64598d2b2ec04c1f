package org.rollcall.sync.rules;

/** Why an entry cannot be sent, in words: a rule has no value for it, or an attribute that it needs is missing. */
public final class RuleException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RuleException(String message) {
        super(message, null, false, false);
    }

    /** The message, never absent. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
