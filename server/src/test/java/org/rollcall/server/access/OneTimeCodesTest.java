package org.rollcall.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test vectors of RFC 6238 (SHA-1; the last six of their eight digits). */
class OneTimeCodesTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void areThoseOfTheStandard(long second, String code) {
        Instant time = Instant.ofEpochSecond(second);
        assertThat(OneTimeCodes.at(SECRET, time)).isEqualTo(code);
        assertThat(OneTimeCodes.step(SECRET, code, time)).contains(second / 30);
        assertThat(OneTimeCodes.step(SECRET, code, time.plusSeconds(61))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"})
    void secretsAreReadFromTheirLetters(String letters) {
        assertThat(OneTimeSecret.parse(letters).orElseThrow().bytes()).isEqualTo(SECRET);
        assertThat(OneTimeSecret.parse(letters.toLowerCase(java.util.Locale.ROOT)))
                .isEmpty();
        assertThat(OneTimeSecret.parse(letters.substring(1))).isEmpty();
    }
}
