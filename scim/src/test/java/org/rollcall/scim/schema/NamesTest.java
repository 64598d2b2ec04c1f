package org.rollcall.scim.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @Test
    void namesAreComparedWithoutTheCaseOfAsciiLettersA001() {
        assertThat(Names.same("userName", "USERNAME")).isTrue();
        assertThat(Names.same("userName", "userNames")).isFalse();
        assertThat(Names.key("urn:X:User")).isEqualTo("urn:x:user");
    }

    @Test
    void lookAlikesOfAsciiLettersAreOtherNames() {
        assertThat(Names.same("nicKName", "nic\u212AName")).isFalse();
        assertThat(Names.same("externalId", "externalıd")).isFalse();
        assertThat(Names.same("uſerName", "userName")).isFalse();
        assertThat(Names.key("\u212A")).isEqualTo("\u212A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"userName", "a", "x509Certificates", "a-b_c$d", "$ref"})
    void attributeNamesAreLettersDigitsAndAFewMarks(String name) {
        assertThat(Names.isAttributeName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "_a", "-a", "__proto__", "$", "$x", "a b", "a.b", "a[0]", "é", "a\n"})
    void whatIsNoAttributeNameIsNotTakenForOne(String name) {
        assertThat(Names.isAttributeName(name)).isFalse();
    }

    @Test
    void booleansInStringsAreExactlyTrueOrFalseInAnyCaseHP6() {
        assertThat(Booleans.parse("True")).contains(true);
        assertThat(Booleans.parse("FALSE")).contains(false);
        for (String other : new String[] {"", " true", "true ", "yes", "no", "0", "1", "falſe", "trüe"}) {
            assertThat(Booleans.parse(other)).as(other).isEqualTo(Optional.empty());
        }
    }
}
