package org.rollcall.scim.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.schema.AttributePath;
import org.rollcall.scim.schema.Keyword;
import org.rollcall.scim.schema.Names;

/**
 * Recursive descent over the grammar of RFC 7644 figure 1 with errata 4690, 7319 and 7322. Every call that recurses
 * goes through {@link #nested}, which counts the depth first, so that no input can exhaust the stack (H-D1).
 */
final class Parser {

    private final Lexer lexer;
    private final FilterLimits limits;
    private int depth;
    private int nodes;
    private boolean inBrackets;

    private Parser(Lexer lexer, FilterLimits limits) {
        this.lexer = lexer;
        this.limits = limits;
    }

    static Filter filter(String text, FilterLimits limits) {
        Parser parser = parser(text, limits, "Filter", ScimError::invalidFilter);
        Filter filter = parser.alternatives();
        parser.lexer.expectEnd();
        return filter;
    }

    static PatchPath path(String text, FilterLimits limits) {
        Parser parser = parser(text, limits, "Path", ScimError::invalidPath);
        AttributePath attribute = parser.attributePath(parser.lexer.word());
        PatchPath path =
                parser.lexer.nextIs('[') ? parser.filteredPath(attribute) : new PatchPath(attribute, Optional.empty());
        parser.lexer.expectEnd();
        return path;
    }

    private static Parser parser(String text, FilterLimits limits, String what, Function<String, ScimError> error) {
        if (text.length() > limits.maxLength()) {
            throw error.apply(what + ": longer than " + limits.maxLength() + " characters.")
                    .exception();
        }
        return new Parser(new Lexer(text, what, error), limits);
    }

    private Filter alternatives() {
        List<Filter> terms = new ArrayList<>();
        do {
            terms.add(conjunction());
        } while (lexer.accept("or"));
        return terms.size() == 1 ? terms.getFirst() : counted(new Filter.Or(terms));
    }

    private Filter conjunction() {
        List<Filter> terms = new ArrayList<>();
        do {
            terms.add(term());
        } while (lexer.accept("and"));
        return terms.size() == 1 ? terms.getFirst() : counted(new Filter.And(terms));
    }

    private Filter term() {
        if (lexer.follows('(')) {
            return group();
        }
        String word = lexer.word();
        if (Names.same(word, "not") && lexer.follows('(')) {
            return counted(new Filter.Not(group()));
        }
        AttributePath path = attributePath(word);
        return lexer.nextIs('[') ? valuePath(path) : comparison(path);
    }

    private Filter group() {
        lexer.expect('(');
        Filter inner = nested();
        lexer.expect(')');
        return inner;
    }

    /** {@code emails[type eq "work"]}; with {@code .value eq "x"} after it (Q-P16) the comparison moves inside. */
    private Filter valuePath(AttributePath path) {
        Filter inner = brackets(path);
        if (!lexer.nextIs('.')) {
            return counted(new Filter.ValuePath(path, inner));
        }
        Filter last = comparison(AttributePath.of(subAttribute()));
        return counted(new Filter.ValuePath(path, counted(new Filter.And(List.of(inner, last)))));
    }

    private PatchPath filteredPath(AttributePath path) {
        Filter filter = brackets(path);
        Optional<String> sub = lexer.nextIs('.') ? Optional.of(subAttribute()) : Optional.empty();
        return new PatchPath(new AttributePath(path.urn(), path.attribute(), sub), Optional.of(filter));
    }

    private Filter brackets(AttributePath path) {
        if (inBrackets || path.subAttribute().isPresent()) {
            throw lexer.refuse("'[' stands only behind an attribute, and not within '[]',");
        }
        lexer.expect('[');
        inBrackets = true;
        Filter inner = nested();
        inBrackets = false;
        lexer.expect(']');
        return inner;
    }

    private String subAttribute() {
        String word = lexer.word();
        String name = word.substring(1);
        if (!Names.isAttributeName(name)) {
            throw lexer.refuse("expected the name of a sub-attribute instead of " + ScimError.excerpt(word));
        }
        return name;
    }

    private Filter comparison(AttributePath path) {
        String word = lexer.word();
        if (Names.same(word, "pr")) {
            return counted(new Filter.Present(path));
        }
        Operator operator = Keyword.of(Operator.values(), word)
                .orElseThrow(() -> lexer.refuse("expected one of the operators eq, ne, co, sw, ew, gt, ge, lt, le, pr"
                        + (word.isEmpty() ? "" : " instead of " + ScimError.excerpt(word))));
        return counted(new Filter.Compare(path, operator, lexer.literal()));
    }

    private AttributePath attributePath(String word) {
        return AttributePath.parse(word)
                .orElseThrow(() -> lexer.refuse("expected the name of an attribute"
                        + (word.isEmpty() ? "" : " instead of " + ScimError.excerpt(word))));
    }

    private Filter nested() {
        if (depth == limits.maxDepth()) {
            throw lexer.refuse("expected at most " + limits.maxDepth() + " nested levels");
        }
        depth++;
        Filter inner = alternatives();
        depth--;
        return inner;
    }

    private Filter counted(Filter filter) {
        nodes++;
        if (nodes > limits.maxNodes()) {
            throw lexer.refuse("expected at most " + limits.maxNodes() + " comparisons and operators");
        }
        return filter;
    }
}
