package org.rollcall.server.delivery;

/** An attempt that got no answer, in words for an administrator. */
final class UnreachableException extends Exception {

    private static final long serialVersionUID = 1;

    UnreachableException(String words) {
        super(words, null, false, false);
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
