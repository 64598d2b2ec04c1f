package org.rollcall.server.schema;

/** The schemas with which something was read are no longer those of its tenant; nothing has changed. */
public final class SupersededException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SupersededException() {
        super("the schemas of the tenant changed meanwhile", null, false, false);
    }
}
