package org.rollcall.scim.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.scim.Fixtures.FILTER_LIMITS;
import static org.rollcall.scim.Fixtures.USER;
import static org.rollcall.scim.Fixtures.refused;
import static org.rollcall.scim.SmallStack.onSmallStack;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.scim.ScimType;
import org.rollcall.scim.json.Json;

class HostileFilterTest {

    private static final FilterLimits LONG = new FilterLimits(4_000_000, 64, 1_000_000);

    @ParameterizedTest
    @ValueSource(strings = {"(", "not(", "not (", "emails[", "emails[(", "a pr and (", "a pr or not("})
    void aHundredThousandLevelsAreRefusedOnASmallStackHD1(String opening) throws Exception {
        String text = opening.repeat(100_000);

        assertThat(onSmallStack(() -> Filter.parse(text, LONG))).contains(ScimType.INVALID_FILTER);
        assertThat(onSmallStack(() -> PatchPath.parse("emails[" + text, LONG))).contains(ScimType.INVALID_PATH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not(", "title pr and (", "title pr or (", "title pr and not("})
    void theDeepestFilterAllowedIsParsedCheckedTestedAndPrintedOnASmallStackHD1(String opening) throws Exception {
        String text = opening.repeat(64) + "title pr" + ")".repeat(64);

        assertThat(onSmallStack(() -> {
                    Filter filter = Filter.parse(text, LONG);
                    filter.check(USER).test(attribute -> List.of(Json.text("x")));
                    assertThat(Filter.parse(filter.print(), LONG)).isEqualTo(filter);
                }))
                .isEmpty();
    }

    @Test
    void depthIsLimitedExactly() {
        FilterLimits limits = new FilterLimits(1000, 3, 1000);

        assertThat(Filter.parse("(((a pr)))", limits)).isNotNull();
        assertThat(refused(() -> Filter.parse("((((a pr))))", limits))).isEqualTo(ScimType.INVALID_FILTER);
        assertThat(Filter.parse("not (a[(b pr)])", limits)).isNotNull();
        assertThat(refused(() -> Filter.parse("not (a[((b pr))])", limits))).isEqualTo(ScimType.INVALID_FILTER);
        assertThat(Filter.parse("(((a pr))) and (((b pr)))", limits)).isNotNull();
    }

    @Test
    void lengthIsLimitedExactlyHD2() {
        FilterLimits limits = new FilterLimits(20, 3, 10);
        String name = "a".repeat(17);

        assertThat(Filter.parse(name + " pr", limits)).isNotNull();
        assertThat(refused(() -> Filter.parse(name + "a pr", limits))).isEqualTo(ScimType.INVALID_FILTER);
        assertThat(refused(() -> PatchPath.parse("a".repeat(21), limits))).isEqualTo(ScimType.INVALID_PATH);
    }

    @Test
    void nodesAreLimitedExactlyHD2() {
        FilterLimits limits = new FilterLimits(1000, 3, 4);

        assertThat(Filter.parse("a pr or b pr or c pr", limits)).isNotNull();
        assertThat(refused(() -> Filter.parse("a pr or b pr or c pr or d pr", limits)))
                .isEqualTo(ScimType.INVALID_FILTER);
    }

    @Test
    void manyTermsAndLongStringsTakeNoStackAndLinearTimeHD2() {
        String terms =
                IntStream.range(0, 100_000).mapToObj(i -> "a eq \"" + i + "\"").collect(Collectors.joining(" or "));
        String longString = "a eq \"" + "\\u0041".repeat(500_000) + "\"";

        assertThat(((Filter.Or) Filter.parse(terms, LONG)).terms()).hasSize(100_000);
        assertThat(Filter.parse(longString, LONG)).isInstanceOf(Filter.Compare.class);
        assertThat(refused(() -> Filter.parse("a eq \"" + "x".repeat(3_000_000), LONG)))
                .isEqualTo(ScimType.INVALID_FILTER);
    }

    @Test
    void charactersWithMeaningElsewhereAreOnlyCharactersHD11() {
        for (String value : new String[] {"' or 1=1 --", "\"; drop", "%", "_", "\\_", "${jndi:ldap://x}"}) {
            String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"");
            Filter.Compare filter = (Filter.Compare) Filter.parse("title eq \"" + quoted + "\"", FILTER_LIMITS);

            assertThat(filter.value()).isEqualTo(new Literal.Text(value));
        }
    }

    @Test
    void limitsThatCouldExhaustAStackAreRefused() {
        assertThatThrownBy(() -> new FilterLimits(1, 65, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FilterLimits(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
