package org.rollcall.server.account;

import java.util.Locale;

/** What a person may do; derived by {@link Facts#state}, never stored. */
public enum State {
    /** May sign in. */
    ACTIVE,
    /** Sign-in is denied; organization and roles are kept. */
    BLOCKED,
    /** Gone for the application; no roles; data goes to cold storage. */
    DEACTIVATED;

    /** The name in API, feed and log. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
