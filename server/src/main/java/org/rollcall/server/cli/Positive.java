package org.rollcall.server.cli;

/** A number of things somebody asked for. */
final class Positive {

    private Positive() {}

    static int of(int number) {
        if (number < 1) {
            throw Failure.environment("--limit must be 1 or more.");
        }
        return number;
    }
}
