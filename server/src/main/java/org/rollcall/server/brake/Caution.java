package org.rollcall.server.brake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * What keeps a provider from doing harm by mistake.
 *
 * @param brake empty when the brake is off
 * @param fallbackDelay how long a move to the fallback waits for another mapped organization (P-74)
 */
public record Caution(Optional<BrakeLimit> brake, Duration fallbackDelay) {

    /** Long enough for a provider that moves people by a removal and an addition. */
    public static final Duration DEFAULT_FALLBACK_DELAY = Duration.ofMinutes(5);

    /** What holds until a configuration says something else. */
    public static final Caution DEFAULT = new Caution(Optional.of(BrakeLimit.DEFAULT), DEFAULT_FALLBACK_DELAY);

    /** From a row of the table {@code provider}. */
    public static Caution of(ResultSet row) throws SQLException {
        Duration fallback = Duration.ofSeconds(row.getLong("fallback_delay"));
        Duration window = Duration.ofSeconds(row.getLong("brake_window"));
        Optional<BrakeLimit> brake = row.wasNull()
                ? Optional.empty()
                : Optional.of(new BrakeLimit(row.getInt("brake_people"), row.getInt("brake_share"), window));
        return new Caution(brake, fallback);
    }
}
