package org.rollcall.server.cli;

/** Exit codes. */
final class Exit {

    static final int DONE = 0;
    /** The server refused, or a document has problems. */
    static final int REFUSED = 1;
    /** Wrong usage, no server, no access. */
    static final int ENVIRONMENT = 2;

    private Exit() {}
}
