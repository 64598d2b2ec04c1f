package org.rollcall.server.profile;

import java.util.List;

/** A text is no expression of the type that is needed. */
public final class ExpressionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Flaw> flaws;

    ExpressionException(List<Flaw> flaws) {
        super("no valid expression");
        this.flaws = List.copyOf(flaws);
    }

    /** What is wrong, and where; lines and columns count from 1. */
    public record Flaw(int line, int column, String detail) {

        @Override
        public String toString() {
            return "line %d, column %d: %s".formatted(line, column, detail);
        }
    }

    /** Everything that is wrong, at least one. */
    public List<Flaw> flaws() {
        return flaws;
    }
}
