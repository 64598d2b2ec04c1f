package org.rollcall.server.http;

import org.rollcall.scim.ScimError;
import org.rollcall.server.command.Caller;

/** Keeps refused writes apart from the log (P-92). */
@FunctionalInterface
public interface Refusals {

    /**
     * Keeps one.
     *
     * @param error what was answered; with status 200, something in an accepted request that was left out
     */
    void record(Caller caller, String method, String path, ScimError error);

    /** Whether an error is a refusal: what failed on our side, or came from nobody, is none. */
    static boolean keeps(ScimError error) {
        return error.status() < 500 && error.status() != 401;
    }
}
