package org.rollcall.scim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rollcall.scim.json.JsonWriter;

class ScimErrorTest {

    @Test
    void anErrorIsWrittenWithItsStatusAsAStringB098() {
        String message =
                JsonWriter.write(ScimError.uniqueness("The userName is taken.").toJson());

        assertThat(message)
                .isEqualTo("{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"409\","
                        + "\"scimType\":\"uniqueness\",\"detail\":\"The userName is taken.\"}");
    }

    @Test
    void anErrorWithoutKeywordHasNoScimType() {
        assertThat(ScimError.notFound("No such user.").toJson().get("scimType")).isEmpty();
    }

    @Test
    void everyKeywordIsWrittenAsTheRfcSpellsIt() {
        assertThat(ScimType.values())
                .extracting(ScimType::wireName)
                .containsExactly(
                        "invalidFilter",
                        "tooMany",
                        "uniqueness",
                        "mutability",
                        "invalidSyntax",
                        "invalidPath",
                        "noTarget",
                        "invalidValue",
                        "invalidVers",
                        "sensitive",
                        "invalidCursor",
                        "expiredCursor",
                        "invalidCount");
    }

    @Test
    void anExceptionCarriesNoStackTrace() {
        assertThat(ScimError.noTarget("Nothing there.").exception().getStackTrace())
                .isEmpty();
    }

    @Test
    void anExcerptIsShortenedToAHundredCharacters() {
        assertThat(ScimError.excerpt("x".repeat(1_000_000))).isEqualTo("\"" + "x".repeat(100) + "…\"");
        assertThat(ScimError.excerpt("😀".repeat(100))).isEqualTo("\"" + "😀".repeat(100) + "\"");
    }

    @Test
    void anExcerptShowsControlAndFormatCharactersAsEscapes() {
        assertThat(ScimError.excerpt("a\r\n\u202Eb\u0000")).isEqualTo("\"a\\u000d\\u000a\\u202eb\\u0000\"");
    }

    @Test
    void anInternalErrorTellsTheIncidentAndNothingElse() {
        assertThat(ScimError.internal("7Q4").detail()).contains("7Q4");
    }
}
