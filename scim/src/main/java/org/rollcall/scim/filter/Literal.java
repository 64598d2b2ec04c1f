package org.rollcall.scim.filter;

/** The value a filter compares with, as it was written. {@code toString} does not show it. */
public sealed interface Literal {

    /** A string. */
    record Text(String value) implements Literal {
        @Override
        public String toString() {
            return "Text(" + value.length() + ")";
        }
    }

    /** A string without the quotes that it needs (Q-P102). */
    record Bare(String written) implements Literal {
        @Override
        public String toString() {
            return "Bare(" + written.length() + ")";
        }
    }

    /** A number, digit by digit: a bare {@code 81e57} may turn out to be an identifier. */
    record Num(String written) implements Literal {
        @Override
        public String toString() {
            return "Num";
        }
    }

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Literal {
        @Override
        public String toString() {
            return "Bool";
        }
    }

    /** {@code null}. */
    record Null() implements Literal {}
}
