package org.rollcall.scim.patch;

import java.util.Optional;
import org.rollcall.scim.filter.Operator;
import org.rollcall.scim.filter.TypedFilter;
import org.rollcall.scim.filter.TypedLiteral;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.DateTimes;

/** The value that a filter of equalities describes: {@code type eq "work"} describes {@code {"type": "work"}}. */
final class Seed {

    private Seed() {}

    /** The value described, or nothing when the filter says more than equalities, or contradicts itself. */
    static Optional<Json> of(TypedFilter filter) {
        return switch (filter) {
            case TypedFilter.Compare compare -> of(compare);
            case TypedFilter.And and -> {
                Optional<Json> seed = Optional.of(Json.Obj.EMPTY);
                for (TypedFilter term : and.terms()) {
                    seed = seed.flatMap(described -> of(term).map(more -> Elements.merged(described, more)));
                }
                yield seed.filter(filter::testElement);
            }
            default -> Optional.empty();
        };
    }

    private static Optional<Json> of(TypedFilter.Compare compare) {
        if (compare.operator() != Operator.EQ) {
            return Optional.empty();
        }
        Json value = json(compare.value());
        Optional<Attribute> sub = compare.attribute().subAttribute();
        return Optional.of(
                sub.<Json>map(part -> Json.Obj.EMPTY.with(part.name(), value)).orElse(value));
    }

    private static Json json(TypedLiteral literal) {
        return switch (literal) {
            case TypedLiteral.Text text -> Json.text(text.value());
            case TypedLiteral.Bool bool -> Json.bool(bool.value());
            case TypedLiteral.Decimal decimal -> new Json.Num(decimal.value());
            case TypedLiteral.Instant instant -> Json.text(DateTimes.print(instant.value()));
        };
    }
}
