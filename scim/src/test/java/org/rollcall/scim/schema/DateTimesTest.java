package org.rollcall.scim.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimesTest {

    @ParameterizedTest
    @CsvSource({
        "2011-05-13T04:42:34Z, 2011-05-13T04:42:34Z",
        "2011-05-13t04:42:34z, 2011-05-13T04:42:34Z",
        "2015-10-10T14:38:21.8617979-07:00, 2015-10-10T21:38:21.861797900Z",
        "2011-05-13T04:42:34.123+00:00, 2011-05-13T04:42:34.123Z",
        "2011-05-13T04:42:34, 2011-05-13T04:42:34Z"
    })
    void anyOffsetIsUnderstoodQP102(String text, Instant instant) {
        assertThat(DateTimes.parse(text)).contains(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2011-05-13",
                "04:42:34Z",
                "2011-13-01T00:00:00Z",
                "2011-02-30T00:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "-0001-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "2011-05-13T04:42:34+18:00",
                "2011-05-13T04:42:34-14:01",
                "2011-05-13T04:42:34Zx"
            })
    void whatIsNoDateTimeIsNone(String text) {
        assertThat(DateTimes.parse(text)).isEmpty();
    }

    @Test
    void timesAreWrittenInUtcWithMillisecondsQP85() {
        assertThat(DateTimes.print(Instant.parse("2026-01-02T03:04:05.678901Z")))
                .isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(DateTimes.print(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000Z");
    }
}
