package org.rollcall.server.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.Limits;

/** P-33: what an expression sees, and what it cannot do. */
class ExpressionTest {

    private static final Profile ANA =
            new Profile(Map.of(new GroupId(new UUID(0, 1)), "Sales", new GroupId(new UUID(0, 2)), "Staff"), (Json.Obj)
                    JsonReader.parse("""
                    {"userName":"ana","active":true,"title":"Lead","name":{"familyName":"Lima"},
                     "emails":[{"value":"ana@example.org","primary":true}],"nickName":null,
                     "urn:example:hr:2.0:User":{"Grade":7,"share":0.5}}""".getBytes(StandardCharsets.UTF_8), new JsonLimits(32, 100)));

    private static Object answer(String source) throws ExpressionException {
        return switch (Expression.text(source).of(ANA)) {
            case Expression.Value<String> value -> value.value();
            case Expression.Failure<String> failure -> failure;
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                user.title                                                       | Lead
                user.name.familyName                                             | Lima
                user.emails[0].value                                             | ana@example.org
                user["urn:example:hr:2.0:User"].Grade > 5 ? "High" : "Low"       | High
                user.first("urn:example:hr:2.0:User:grade")                      | 7
                user.first("nickName") + "none"                                  | none
                user.values("emails.value").join(",")                            | ana@example.org
                has(user.nickName) ? "has" : "has not"                           | has not
                "Sales" in groups ? "Company/Sales" : "Company"                  | Company/Sales
                groups.filter(g, g.startsWith("S")).join("+")                    | Sales+Staff
                groupIds[0]                                                      | 00000000-0000-0000-0000-000000000001
                user.title.matches("L[a-z]+") ? user.title.lowerAscii() : ""     | lead
                user.active && user.first("title") != "" ? "in" : "out"          | in
                """)
    void itReadsThePerson(String source, String answer) throws ExpressionException {
        assertThat(answer(source)).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"user.department", "user.emails[3].value", "user.first('no path!')", "user.emails", "groups[9]"})
    void whatItHasNoValueForIsAFailureAndNoException(String source) throws ExpressionException {
        assertThat(answer(source)).isInstanceOf(Expression.Failure.class);
    }

    @Test
    void whatIsWrongIsToldWithLineAndColumn() {
        assertThatThrownBy(() -> Expression.text("user.title +\n  person"))
                .isInstanceOfSatisfying(
                        ExpressionException.class,
                        e -> assertThat(e.flaws())
                                .singleElement()
                                .asString()
                                .startsWith("line 2, column 3: undeclared reference to 'person'"));
        assertThatThrownBy(() -> Expression.text("1 + 1")).isInstanceOf(ExpressionException.class);
        assertThatThrownBy(() -> Expression.condition("'text'")).isInstanceOf(ExpressionException.class);
        assertThatThrownBy(() -> Expression.text("'" + "x".repeat(Limits.EXPRESSION_LENGTH) + "'"))
                .isInstanceOf(ExpressionException.class);
    }

    /** Doubling a text or a list needs few steps, and must not fill the memory. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x + x",
                "x + x + x + x + x",
                "[x, x].join('')",
            })
    void whatGrowsWithoutBoundIsStopped(String growth) throws ExpressionException {
        String source = "['0123456789abcdef']" + ".map(x, %s)".formatted(growth).repeat(40) + "[0]";

        assertThat(answer(source)).isEqualTo(new Expression.Failure<String>(Cost.WORDS));
    }

    @Test
    void listsWithinListsAreStopped() throws ExpressionException {
        String source = "[[1]]" + ".map(x, [x, x])".repeat(60) + ".exists(x, x == x) ? 'a' : 'b'";

        assertThat(answer(source)).isEqualTo(new Expression.Failure<String>(Cost.WORDS));
    }

    @Test
    void loopsWithinLoopsAreStopped() throws ExpressionException {
        String ten = "[0,1,2,3,4,5,6,7,8,9]";
        String source = "%s.all(a, %s.all(b, %s.all(c, %s.all(d, %s.all(e, a + b + c + d + e >= 0))))) ? 'a' : 'b'"
                .formatted(ten, ten, ten, ten, ten);

        assertThat(answer(source)).isInstanceOf(Expression.Failure.class);
    }

    @Test
    void aRegularExpressionTakesNoLongerThanItsText() throws ExpressionException {
        assertThat(answer("('" + "a".repeat(2000) + "!').matches('(a+)+$') ? 'yes' : 'no'"))
                .isEqualTo("no");
    }
}
