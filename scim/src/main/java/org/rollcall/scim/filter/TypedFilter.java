package org.rollcall.scim.filter;

import java.util.List;
import org.rollcall.scim.schema.ResolvedAttribute;

/**
 * A filter whose attributes are known and whose values have their attribute's type: what a store compiles to a query.
 *
 * <p>Decisions where RFC 7644 leaves room: {@code ne} also holds where the attribute has no value; {@code eq null} is
 * "not present" and {@code ne null} is "present"; both are rewritten, so a comparison never has a null.
 */
public sealed interface TypedFilter {

    /** All of two or more. */
    record And(List<TypedFilter> terms) implements TypedFilter {
        public And {
            terms = List.copyOf(terms);
        }
    }

    /** Any of two or more. */
    record Or(List<TypedFilter> terms) implements TypedFilter {
        public Or {
            terms = List.copyOf(terms);
        }
    }

    /** The opposite. */
    record Not(TypedFilter filter) implements TypedFilter {}

    /** A comparison; for a multi-valued attribute it holds when it holds for any value. */
    record Compare(ResolvedAttribute attribute, Operator operator, TypedLiteral value) implements TypedFilter {}

    /** The attribute has a value. */
    record Present(ResolvedAttribute attribute) implements TypedFilter {}

    /** One value of the attribute for which the whole inner filter holds; inside, attributes carry their sub-attribute. */
    record ValuePath(ResolvedAttribute attribute, TypedFilter filter) implements TypedFilter {}
}
