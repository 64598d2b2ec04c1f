package org.rollcall.scim.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.USER;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.schema.AttributePath;

class FilterPropertiesTest {

    private static final FilterLimits LIMITS = new FilterLimits(100_000, 64, 10_000);

    @Property(seed = "1")
    void parsingWhatWasPrintedGivesTheSameFilterHD22(@ForAll("filters") Filter filter) {
        assertThat(Filter.parse(filter.print(), LIMITS)).isEqualTo(filter);
    }

    @Property(seed = "2")
    void anyTextIsParsedOrRefusedHD22(@ForAll("noise") String text) {
        try {
            Filter filter = Filter.parse(text, LIMITS);
            assertThat(Filter.parse(filter.print(), LIMITS)).isEqualTo(filter);
            filter.check(USER);
        } catch (ScimException refused) {
            assertThat(refused.error().status()).isEqualTo(400);
        }
    }

    @Property(seed = "3")
    void anyPathIsParsedOrRefusedHD22(@ForAll("noise") String text) {
        try {
            PatchPath path = PatchPath.parse(text, LIMITS);
            assertThat(PatchPath.parse(path.print(), LIMITS)).isEqualTo(path);
            path.resolve(USER, new Notes(Mode.COMPAT));
        } catch (ScimException refused) {
            assertThat(refused.error().status()).isEqualTo(400);
        }
    }

    /** Sequences of what filters are made of: far more of them parse than of random characters. */
    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.of(
                        "userName",
                        "emails",
                        "emails.value",
                        "active",
                        "type",
                        "name",
                        "eq",
                        "co",
                        "gt",
                        "PR",
                        " ",
                        " ",
                        " ",
                        "and",
                        "or",
                        "not",
                        "(",
                        ")",
                        "[",
                        "]",
                        ".",
                        ".value",
                        "\"x\"",
                        "\"",
                        "\\",
                        "true",
                        "5",
                        "null",
                        "é",
                        "\n")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<Filter> filters() {
        return filters(3, true);
    }

    private static Arbitrary<Filter> filters(int levels, boolean brackets) {
        Arbitrary<Filter> comparisons = Arbitraries.oneOf(compares(), paths().map(Filter.Present::new));
        if (levels == 0) {
            return comparisons;
        }
        Arbitrary<Filter> inner = filters(levels - 1, brackets);
        Arbitrary<List<Filter>> terms = inner.list().ofMinSize(2).ofMaxSize(3);
        Arbitrary<Filter> logical = Arbitraries.oneOf(
                comparisons, terms.map(Filter.And::new), terms.map(Filter.Or::new), inner.map(Filter.Not::new));
        return brackets ? Arbitraries.oneOf(logical, valuePaths(levels)) : logical;
    }

    private static Arbitrary<Filter> valuePaths(int levels) {
        Arbitrary<AttributePath> attributes =
                paths().map(path -> new AttributePath(path.urn(), path.attribute(), Optional.empty()));
        return Combinators.combine(attributes, filters(levels - 1, false)).as(Filter.ValuePath::new);
    }

    private static Arbitrary<Filter> compares() {
        return Combinators.combine(paths(), Arbitraries.of(Operator.class), literals())
                .as(Filter.Compare::new);
    }

    private static Arbitrary<AttributePath> paths() {
        Arbitrary<String> names = Arbitraries.of("userName", "emails", "not", "and", "pr", "eq", "a-b_c$1", "true");
        Arbitrary<String> urns = Arbitraries.of("urn:ietf:params:scim:schemas:core:2.0:User", "urn:x:1.5");
        Arbitrary<String> subs = Arbitraries.of("value", "$ref", "type");
        return Combinators.combine(urns.optional(), names, subs.optional()).as(AttributePath::new);
    }

    private static Arbitrary<Literal> literals() {
        return Arbitraries.oneOf(
                Arbitraries.of("x", "a b", "\"", "\\", ")", "]", "\n", "é😀", "true", "12", "")
                        .map(Literal.Text::new),
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-1e9"), new BigDecimal("1e9"))
                        .map(number -> new Literal.Num(number.toPlainString())),
                Arbitraries.of(true, false).map(Literal.Bool::new),
                Arbitraries.just(new Literal.Null()));
    }
}
