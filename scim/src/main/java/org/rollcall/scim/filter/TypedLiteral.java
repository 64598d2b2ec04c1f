package org.rollcall.scim.filter;

import java.math.BigDecimal;

/** A value of the type of the attribute it is compared with. {@code toString} does not show it. */
public sealed interface TypedLiteral {

    /** For strings, references and binary values; {@code caseExact} of the attribute says how to compare. */
    record Text(String value) implements TypedLiteral {
        @Override
        public String toString() {
            return "Text(" + value.length() + ")";
        }
    }

    /** For booleans. */
    record Bool(boolean value) implements TypedLiteral {
        @Override
        public String toString() {
            return "Bool";
        }
    }

    /** For decimals and integers. */
    record Decimal(BigDecimal value) implements TypedLiteral {
        @Override
        public String toString() {
            return "Decimal";
        }
    }

    /** For {@code dateTime}. */
    record Instant(java.time.Instant value) implements TypedLiteral {
        @Override
        public String toString() {
            return "Instant";
        }
    }
}
