package org.rollcall.scim.filter;

import java.math.BigDecimal;

/** The value a filter compares with, as it was written. {@code toString} does not show it. */
public sealed interface Literal {

    /** A string, quoted or bare. */
    record Text(String value) implements Literal {
        @Override
        public String toString() {
            return "Text(" + value.length() + ")";
        }
    }

    /** A number. */
    record Number(BigDecimal value) implements Literal {
        @Override
        public String toString() {
            return "Number";
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
