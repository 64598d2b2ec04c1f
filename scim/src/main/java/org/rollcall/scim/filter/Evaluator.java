package org.rollcall.scim.filter;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.DateTimes;
import org.rollcall.scim.schema.ResolvedAttribute;

/** Evaluates a filter on values in memory. */
final class Evaluator {

    private final Function<ResolvedAttribute, List<Json>> values;

    Evaluator(Function<ResolvedAttribute, List<Json>> values) {
        this.values = values;
    }

    /** An evaluator for what stands inside brackets, on one value. */
    static Evaluator ofElement(Json element) {
        return new Evaluator(attribute -> attribute
                .subAttribute()
                .map(sub -> element instanceof Json.Obj object
                        ? object.get(sub.name()).map(Evaluator::elements).orElse(List.of())
                        : List.<Json>of())
                .orElseGet(() -> elements(element)));
    }

    boolean test(TypedFilter filter) {
        return switch (filter) {
            case TypedFilter.And and -> and.terms().stream().allMatch(this::test);
            case TypedFilter.Or or -> or.terms().stream().anyMatch(this::test);
            case TypedFilter.Not not -> !test(not.filter());
            case TypedFilter.Fixed fixed -> fixed.holds();
            case TypedFilter.Present present ->
                values.apply(present.attribute()).stream().anyMatch(Evaluator::isPresent);
            case TypedFilter.Compare compare -> compare(compare);
            case TypedFilter.ValuePath path ->
                values.apply(path.attribute()).stream()
                        .anyMatch(element -> ofElement(element).test(path.filter()));
        };
    }

    private boolean compare(TypedFilter.Compare filter) {
        List<Json> candidates = values.apply(filter.attribute());
        return candidates.isEmpty()
                ? filter.operator() == Operator.NE
                : candidates.stream().anyMatch(value -> holds(filter, value));
    }

    private static boolean holds(TypedFilter.Compare filter, Json value) {
        return switch (filter.value()) {
            case TypedLiteral.Text text -> value instanceof Json.Text actual && holds(filter, actual.value(), text);
            case TypedLiteral.Bool bool ->
                value instanceof Json.Bool actual
                        && ordered(filter.operator(), Boolean.compare(actual.value(), bool.value()));
            case TypedLiteral.Decimal decimal ->
                value instanceof Json.Num actual
                        && ordered(filter.operator(), actual.value().compareTo(decimal.value()));
            case TypedLiteral.Instant instant ->
                value instanceof Json.Text actual
                        && DateTimes.parse(actual.value())
                                .filter(time -> ordered(filter.operator(), time.compareTo(instant.value())))
                                .isPresent();
        };
    }

    private static boolean holds(TypedFilter.Compare filter, String actual, TypedLiteral.Text literal) {
        boolean exact = filter.attribute().leaf().caseExact();
        String left = exact ? actual : fold(actual);
        String right = exact ? literal.value() : fold(literal.value());
        return switch (filter.operator()) {
            case CO -> left.contains(right);
            case SW -> left.startsWith(right);
            case EW -> left.endsWith(right);
            default -> ordered(filter.operator(), left.compareTo(right));
        };
    }

    private static boolean ordered(Operator operator, int comparison) {
        return switch (operator) {
            case EQ -> comparison == 0;
            case NE -> comparison != 0;
            case GT -> comparison > 0;
            case GE -> comparison >= 0;
            case LT -> comparison < 0;
            case LE -> comparison <= 0;
            default -> false;
        };
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean isPresent(Json value) {
        return switch (value) {
            case Json.Text text -> !text.value().isEmpty();
            case Json.Obj object -> !object.isEmpty();
            case Json.Null nothing -> false;
            default -> true;
        };
    }

    private static List<Json> elements(Json value) {
        return value instanceof Json.Arr array ? array.elements() : List.of(value);
    }
}
