package org.rollcall.server.placement;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.rollcall.scim.json.Json;
import org.rollcall.server.profile.NameAttribute;

/**
 * The attribute that says when a person leaves (P-59): a point in time, or a day, which is the last one, by UTC. Anything
 * else says nothing, and of several the first counts.
 */
public record LeaveDate(NameAttribute attribute) {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    /** The last year of four digits is how directories say never. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    Optional<Instant> of(Json.Obj attributes) {
        return attribute.values(attributes).stream()
                .flatMap(LeaveDate::time)
                .filter(time -> time.isAfter(FIRST) && time.isBefore(NEVER))
                .min(Instant::compareTo);
    }

    private static Stream<Instant> time(String text) {
        try {
            return Stream.of(
                    text.indexOf('T') > 0
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDate.parse(text)
                                    .plusDays(1)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant());
        } catch (DateTimeException e) {
            return Stream.empty();
        }
    }
}
