package org.rollcall.scim.filter;

import java.util.List;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.schema.AttributePath;
import org.rollcall.scim.schema.ResourceType;

/** A filter of RFC 7644 section 3.4.2.2 as it was written; {@link #check} gives it its meaning. */
public sealed interface Filter {

    /** All of two or more. */
    record And(List<Filter> terms) implements Filter {
        public And {
            terms = Terms.atLeastTwo(terms);
        }
    }

    /** Any of two or more. */
    record Or(List<Filter> terms) implements Filter {
        public Or {
            terms = Terms.atLeastTwo(terms);
        }
    }

    /** The opposite. */
    record Not(Filter filter) implements Filter {}

    /** A comparison. */
    record Compare(AttributePath path, Operator operator, Literal value) implements Filter {}

    /** {@code pr}: the attribute has a value that is not empty. */
    record Present(AttributePath path) implements Filter {}

    /** {@code emails[…]}: one value of a multi-valued attribute for which the whole inner filter holds. */
    record ValuePath(AttributePath path, Filter filter) implements Filter {}

    /** The filter this text writes; {@code invalidFilter} when it is none or exceeds the limits. */
    static Filter parse(String text, FilterLimits limits) {
        return Parser.filter(text, limits);
    }

    /** The filter as text, such that {@code parse(print())} is this filter. It holds personal data: do not log it. */
    default String print() {
        return Printer.print(this);
    }

    /**
     * The filter with attributes found and values typed for a resource type; {@code invalidFilter} when it cannot be.
     */
    default TypedFilter check(ResourceType type) {
        return check(type, List.of(), new Notes(Mode.COMPAT));
    }

    /**
     * The same for a query over several resource types: what only the others have is an attribute without a value here
     * (RFC 7644 section 3.4.2.1, B028).
     *
     * @param notes where values that lack quotes, or have too many, are reported
     */
    default TypedFilter check(ResourceType type, List<ResourceType> others, Notes notes) {
        return Checker.check(type, others, this, notes);
    }
}
