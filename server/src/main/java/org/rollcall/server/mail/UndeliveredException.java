package org.rollcall.server.mail;

/** A mail that the mail server did not take. The message says why and what to do, without addresses. */
final class UndeliveredException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean forGood;

    /** @param forGood whether another attempt would be refused likewise */
    UndeliveredException(String message, boolean forGood) {
        super(message, null, false, false);
        this.forGood = forGood;
    }

    /** Why, for people. */
    String words() {
        return String.valueOf(getMessage());
    }

    boolean forGood() {
        return forGood;
    }
}
