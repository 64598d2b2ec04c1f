package org.rollcall.scim.schema;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** The {@code dateTime} of RFC 7643 section 2.3.5: date and time, any offset, up to nine decimals (Q-P102). */
public final class DateTimes {

    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter WRITE = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private DateTimes() {}

    /** The instant this text names, UTC when it has no offset; nothing when it names none of the years 0 to 9999. */
    public static Optional<Instant> parse(String text) {
        // A sign is for years of more than four digits, which databases do not hold.
        if (text.startsWith("+") || text.startsWith("-")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    switch (READ.parseBest(text, OffsetDateTime::from, LocalDateTime::from)) {
                        case OffsetDateTime withOffset -> withOffset.toInstant();
                        case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
                        case TemporalAccessor other -> throw new DateTimeException(other.toString());
                    });
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The instant in UTC with milliseconds (Q-P85). */
    public static String print(Instant instant) {
        return WRITE.format(instant);
    }
}
