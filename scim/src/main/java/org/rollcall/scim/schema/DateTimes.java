package org.rollcall.scim.schema;

import java.time.DateTimeException;
import java.time.Duration;
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

    private static final Duration MAX_OFFSET = Duration.ofHours(14);

    private DateTimes() {}

    /**
     * The instant this text names, UTC when it has no offset; nothing when it names none of the years 1 to 9999, or an
     * offset beyond 14 hours, which neither XML Schema nor databases know.
     */
    public static Optional<Instant> parse(String text) {
        // A sign is for years of more than four digits.
        if (text.startsWith("+") || text.startsWith("-") || text.startsWith("0000")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                            switch (READ.parseBest(text, OffsetDateTime::from, LocalDateTime::from)) {
                                case OffsetDateTime withOffset -> withOffset;
                                case LocalDateTime local -> local.atOffset(ZoneOffset.UTC);
                                case TemporalAccessor other -> throw new DateTimeException(other.toString());
                            })
                    .filter(time -> Math.abs(time.getOffset().getTotalSeconds()) <= MAX_OFFSET.toSeconds())
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The instant in UTC with milliseconds (Q-P85). */
    public static String print(Instant instant) {
        return WRITE.format(instant);
    }
}
