package org.rollcall.scim.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributePathTest {

    @Test
    void aPathHasAnAttributeAndMaybeASubAttribute() {
        assertThat(AttributePath.parse("userName")).contains(AttributePath.of("userName"));
        assertThat(AttributePath.parse("name.givenName"))
                .contains(new AttributePath(Optional.empty(), "name", Optional.of("givenName")));
        assertThat(AttributePath.parse("members.$ref"))
                .contains(new AttributePath(Optional.empty(), "members", Optional.of("$ref")));
    }

    @Test
    void theDotsOfAUrnBelongToTheUrnB040() {
        assertThat(AttributePath.parse("urn:ietf:params:scim:schemas:core:2.0:User:name.givenName"))
                .contains(new AttributePath(
                        Optional.of("urn:ietf:params:scim:schemas:core:2.0:User"), "name", Optional.of("givenName")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName",
                "name.familyName",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
                "http://example.com/schema:attribute"
            })
    void aPathPrintsAsItWasWritten(String text) {
        assertThat(AttributePath.parse(text).orElseThrow().print()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a.",
                ".a",
                "a.b.c",
                "a.b.c.d",
                "a b",
                "emails[0]",
                "['x']",
                "__proto__",
                ":a",
                "urn:",
                "a:b",
                "urn:a b:c",
                "urn:é:c",
                "a..b",
                "1",
                "${7*7}"
            })
    void whatIsNoPathIsNone(String text) {
        assertThat(AttributePath.parse(text)).isEmpty();
    }
}
