package org.rollcall.server.cli;

import java.util.List;

/** The server's problem document (RFC 9457). */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** A problem with one place of the body. */
    record Problem(String pointer, String detail) {}

    private final int status;
    private final String detail;
    private final List<Problem> problems;

    RefusedException(int status, String detail, List<Problem> problems) {
        super(detail, null, false, false);
        this.status = status;
        this.detail = detail;
        this.problems = List.copyOf(problems);
    }

    int status() {
        return status;
    }

    String detail() {
        return detail;
    }

    List<Problem> problems() {
        return problems;
    }

    /** A failure of the server is not a refusal. */
    int exitCode() {
        return status < 500 ? Exit.REFUSED : Exit.ENVIRONMENT;
    }
}
