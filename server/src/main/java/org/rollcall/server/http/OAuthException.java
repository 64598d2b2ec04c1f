package org.rollcall.server.http;

/** Refuses a request for a token. */
public final class OAuthException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient OAuthError error;

    OAuthException(OAuthError error) {
        super(error.description(), null, false, false);
        this.error = error;
    }

    OAuthError error() {
        return error;
    }
}
