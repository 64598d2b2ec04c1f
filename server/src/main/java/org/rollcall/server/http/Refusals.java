package org.rollcall.server.http;

import org.rollcall.scim.ScimError;
import org.rollcall.server.command.Caller;

/** Keeps refused writes apart from the log (P-92). */
@FunctionalInterface
public interface Refusals {
    void record(Caller caller, String method, String path, ScimError error);
}
