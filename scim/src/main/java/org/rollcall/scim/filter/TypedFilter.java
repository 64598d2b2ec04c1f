package org.rollcall.scim.filter;

import java.util.List;
import java.util.function.Function;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.ResolvedAttribute;

/**
 * A filter whose attributes are known and whose values have their attribute's type: what a store compiles to a query.
 *
 * <p>Decisions where RFC 7644 leaves room (B038): {@code ne} also holds where the attribute has no value, and for a
 * multi-valued attribute where any value differs. {@code pr} does not hold for an empty value. {@code eq null} is "not
 * present" and {@code ne null} is "present"; both are rewritten, so that a comparison never has a null.
 */
public sealed interface TypedFilter {

    /**
     * Whether the filter holds for a resource with these values; a list has the elements of a multi-valued attribute.
     */
    default boolean test(Function<ResolvedAttribute, List<Json>> values) {
        return new Evaluator(values).test(this);
    }

    /** Whether a filter from inside brackets holds for one value of the attribute before them. */
    default boolean testElement(Json element) {
        return Evaluator.ofElement(element).test(this);
    }

    /** All of two or more. */
    record And(List<TypedFilter> terms) implements TypedFilter {
        public And {
            terms = Terms.atLeastTwo(terms);
        }
    }

    /** Any of two or more. */
    record Or(List<TypedFilter> terms) implements TypedFilter {
        public Or {
            terms = Terms.atLeastTwo(terms);
        }
    }

    /** The opposite. */
    record Not(TypedFilter filter) implements TypedFilter {}

    /** A comparison; for a multi-valued attribute it holds when it holds for any value. */
    record Compare(ResolvedAttribute attribute, Operator operator, TypedLiteral value) implements TypedFilter {}

    /** Holds always or never: about an attribute that resources of this type do not have. */
    record Fixed(boolean holds) implements TypedFilter {}

    /** The attribute has a value. */
    record Present(ResolvedAttribute attribute) implements TypedFilter {}

    /**
     * One value of the attribute for which the whole inner filter holds; inside, attributes carry their sub-attribute.
     */
    record ValuePath(ResolvedAttribute attribute, TypedFilter filter) implements TypedFilter {}
}
