package org.rollcall.scim.filter;

import java.util.List;
import java.util.stream.Collectors;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;

/** Writes a filter such that it reads back as the same filter: parentheses are where the precedence needs them. */
final class Printer {

    private Printer() {}

    static String print(Filter filter) {
        return switch (filter) {
            case Filter.Or or -> join(or.terms(), " or ", filter);
            case Filter.And and -> join(and.terms(), " and ", filter);
            case Filter.Not not -> "not (" + print(not.filter()) + ")";
            case Filter.Compare compare ->
                compare.path().print() + " " + compare.operator().wireName() + " " + print(compare.value());
            case Filter.Present present -> present.path().print() + " pr";
            case Filter.ValuePath path -> path.path().print() + "[" + print(path.filter()) + "]";
        };
    }

    private static String join(List<Filter> terms, String operator, Filter parent) {
        return terms.stream().map(term -> operand(term, parent)).collect(Collectors.joining(operator));
    }

    private static String operand(Filter term, Filter parent) {
        boolean bindsWeaker = term instanceof Filter.Or || (term instanceof Filter.And && parent instanceof Filter.And);
        return bindsWeaker ? "(" + print(term) + ")" : print(term);
    }

    private static String print(Literal literal) {
        return switch (literal) {
            case Literal.Text text -> JsonWriter.write(new Json.Text(text.value()));
            case Literal.Bare bare -> bare.written();
            case Literal.Num number -> number.written();
            case Literal.Bool bool -> Boolean.toString(bool.value());
            case Literal.Null nothing -> "null";
        };
    }
}
