package org.rollcall.scim.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.scim.Fixtures.FILTER_LIMITS;
import static org.rollcall.scim.Fixtures.GROUP;
import static org.rollcall.scim.Fixtures.USER;
import static org.rollcall.scim.Fixtures.refused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.scim.ScimType;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.scim.dialect.Notes;

class PatchPathTest {

    private static final Notes NOTES = new Notes(Mode.COMPAT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "members",
                "name.familyName",
                "addresses[type eq \"work\"]",
                "members[value eq \"2819c223-7f76-453a-919d-413861904646\"]",
                "members[value eq \"2819c223-7f76-453a-919d-413861904646\"].displayName",
                "emails[type eq \"work\" and value ew \"example.com\"].value",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
                "urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq \"work\"].value"
            })
    void aPathPrintsAsItWasWritten(String text) {
        assertThat(PatchPath.parse(text, FILTER_LIMITS).print()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "__proto__",
                "a.b.c.d",
                "emails[0]",
                "['x']",
                "emails[",
                "emails[]",
                "emails[type eq \"work\"",
                "emails[type eq \"work\"]value",
                "emails[type eq \"work\"].",
                "emails[type eq \"work\"].a.b",
                "emails[type eq \"work\"].value eq \"x\"",
                "emails.value[type eq \"work\"]",
                "name.givenName name.familyName",
                "name givenName",
                "userName eq \"x\"",
                "(userName)",
                "/name/givenName"
            })
    void whatIsNoPathIsRefusedHD9(String text) {
        assertThat(refused(() -> PatchPath.parse(text, FILTER_LIMITS))).isEqualTo(ScimType.INVALID_PATH);
    }

    @Test
    void aPathResolvesToAnAttributeAndAFilter() {
        Target target = PatchPath.parse("emails[type eq \"work\"].value", FILTER_LIMITS)
                .resolve(USER, NOTES)
                .orElseThrow();

        assertThat(target.attribute().path().print()).isEqualTo("emails.value");
        assertThat(target.filter()).isPresent();
    }

    @Test
    void aPathToWhatTheTypeDoesNotHaveResolvesToNothing() {
        assertThat(PatchPath.parse("members", FILTER_LIMITS).resolve(USER, NOTES))
                .isEmpty();
        assertThat(PatchPath.parse("constructor", FILTER_LIMITS).resolve(USER, NOTES))
                .isEmpty();
        assertThat(PatchPath.parse("emails[type eq \"work\"].shoe", FILTER_LIMITS)
                        .resolve(USER, NOTES))
                .isEmpty();
    }

    @Test
    void bracketsBehindASingleSimpleValueAreRefused() {
        assertThat(refused(() -> PatchPath.parse("displayName[value eq \"x\"]", FILTER_LIMITS)
                        .resolve(GROUP, NOTES)))
                .isEqualTo(ScimType.INVALID_FILTER);
    }
}
