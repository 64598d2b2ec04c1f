package org.rollcall.scim.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.FILTER_LIMITS;
import static org.rollcall.scim.Fixtures.refusal;
import static org.rollcall.scim.Fixtures.refused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.scim.ScimType;

class FilterTest {

    /** The examples of RFC 7644 section 3.4.2.2, with those of errata 4690, 7319 and 7322. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName eq \"bjensen\"",
                "name.familyName co \"O'Malley\"",
                "userName sw \"J\"",
                "urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"J\"",
                "title pr",
                "meta.lastModified gt \"2011-05-13T04:42:34Z\"",
                "meta.lastModified ge \"2011-05-13T04:42:34Z\"",
                "title pr and userType eq \"Employee\"",
                "title pr or userType eq \"Intern\"",
                "schemas eq \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"",
                "userType eq \"Employee\" and (emails co \"example.com\" or emails.value co \"example.org\")",
                "userType ne \"Employee\" and not (emails co \"example.com\" or emails.value co \"example.org\")",
                "userType eq \"Employee\" and (emails.type eq \"work\")",
                "userType eq \"Employee\" and emails[type eq \"work\" and value co \"@example.com\"]",
                "emails[type eq \"work\" and value co \"@example.com\"] or ims[type eq \"xmpp\" and value co \"@foo.com\"]",
                "emails[type eq \"work\" or (type eq \"home\" and value ew \"@x\")]",
                "emails[not (type eq \"work\")]",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq \"701984\""
            })
    void theExamplesOfTheRfcAreUnderstoodB038(String text) {
        Filter filter = parse(text);

        assertThat(parse(filter.print())).isEqualTo(filter);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a pr or b pr and c pr | a pr or b pr and c pr",
                "(a pr or b pr) and c pr | (a pr or b pr) and c pr",
                "((a pr)) | a pr",
                "not (a pr) and b pr | not (a pr) and b pr",
                "not (a pr and b pr) | not (a pr and b pr)",
                "a pr or (b pr or c pr) | a pr or (b pr or c pr)",
                "a pr and (b pr or c pr and d pr) | a pr and (b pr or c pr and d pr)"
            })
    void notBindsTighterThanAndThanOrB032(String text, String printed) {
        assertThat(parse(text).print()).isEqualTo(printed);
    }

    @Test
    void andBindsTighterThanOrWhateverComesFirst() {
        assertThat(parse("a pr and b pr or c pr")).isInstanceOf(Filter.Or.class);
        assertThat(parse("a pr or b pr and c pr")).isInstanceOf(Filter.Or.class);
        assertThat(parse("(a pr or b pr) and c pr")).isInstanceOf(Filter.And.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "userName EQ \"x\" | userName eq \"x\"",
                "a PR AND b Pr oR c pr | a pr and b pr or c pr",
                "NOT(a pr) | not (a pr)",
                "not(a pr) | not (a pr)",
                "not   (  a   pr  ) | not (a pr)"
            })
    void operatorsAreReadInAnyCaseAndSpacingB033(String text, String printed) {
        assertThat(parse(text).print()).isEqualTo(printed);
    }

    @Test
    void valuesAreJsonLiterals() {
        assertThat(value("a eq true")).isEqualTo(new Literal.Bool(true));
        assertThat(value("a eq false")).isEqualTo(new Literal.Bool(false));
        assertThat(value("a eq null")).isEqualTo(new Literal.Null());
        assertThat(value("a eq -12.50e3")).isEqualTo(new Literal.Num("-12.50e3"));
        assertThat(value("a eq \"q\\\"b\\\\s\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\""))
                .isEqualTo(new Literal.Text("q\"b\\s/\b\f\n\r\té😀"));
        assertThat(value("a eq \"\"")).isEqualTo(new Literal.Text(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "externalId eq jyoung | jyoung",
                "userName sw O | O",
                "(userName eq a@b.example) | a@b.example",
                "emails[type eq work] | work",
                "meta.created gt 2015-10-10T14:38:21.8617979-07:00 | 2015-10-10T14:38:21.8617979-07:00",
                "externalId eq 007 | 007",
                "active eq True | True"
            })
    void aBareWordIsAStringQP102(String text, String word) {
        Filter filter = parse(text);
        Filter inner = filter instanceof Filter.ValuePath path ? path.filter() : filter;

        assertThat(((Filter.Compare) inner).value()).isEqualTo(new Literal.Bare(word));
    }

    @Test
    void aSubAttributeBehindBracketsIsComparedInTheSameValueQP16() {
        assertThat(parse("emails[type eq \"work\"].value eq \"x\""))
                .isEqualTo(parse("emails[type eq \"work\" and value eq \"x\"]"));
        assertThat(parse("emails[type eq \"work\"].value pr"))
                .isEqualTo(parse("emails[type eq \"work\" and value pr]"));
        assertThat(parse("emails[type eq \"work\" or primary eq true].value eq \"x\" and active eq true")
                        .print())
                .isEqualTo("emails[(type eq \"work\" or primary eq true) and value eq \"x\"] and active eq true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "userName",
                "userName eq",
                "userName \"x\"",
                "userName eq \"x",
                "userName eq \"x\\",
                "userName eq \"\\x\"",
                "userName eq \"\\u12\"",
                "userName eq \"\\ud800\"",
                "userName eq \"\\u0000\"",
                "userName eq \"a\nb\"",
                "userName eq \"x\" and",
                "userName eq \"x\" userName eq \"y\"",
                "userName eq a b",
                "and userName pr",
                "userName like \"x\"",
                "userName = \"x\"",
                "userName regex \".*\"",
                "(userName pr",
                "userName pr)",
                "()",
                "not userName pr",
                "not",
                "emails[]",
                "emails[type pr",
                "emails[type pr]x",
                "emails[type pr].",
                "emails[type pr].value",
                "emails[type pr].a.b pr",
                "emails[ims[type pr]]",
                "emails.value[type pr]",
                "[type pr]",
                "emails[0] pr",
                "a.b.c pr",
                "__proto__ pr",
                "userName eq ",
                "${jndi:ldap://x} pr",
                "' or 1=1 --"
            })
    void whatIsNoFilterIsRefusedAndNeverIgnoredQP15(String text) {
        assertThat(refused(() -> parse(text))).isEqualTo(ScimType.INVALID_FILTER);
    }

    @Test
    void aRefusalTellsWhereAndWhatIsExpectedB037() {
        assertThat(refusal(() -> parse("userName is \"x\"")).detail())
                .contains("\"is\"")
                .contains("eq, ne, co")
                .contains("character 12");
        assertThat(refusal(() -> parse("userName eq \"x\" nd y pr")).detail()).contains("'and' or 'or'");
        assertThat(refusal(() -> parse("a ".repeat(4000))).detail()).hasSizeLessThan(400);
    }

    @Test
    void noTextFormOfAFilterShowsItsValues() {
        assertThat(parse("userName eq \"canary\" or a eq 12345").toString())
                .doesNotContain("canary")
                .doesNotContain("12345");
    }

    private static Literal value(String text) {
        return ((Filter.Compare) parse(text)).value();
    }

    private static Filter parse(String text) {
        return Filter.parse(text, FILTER_LIMITS);
    }
}
