package org.rollcall.server.configuration;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 0s}, {@code 15m}, {@code 24h}, {@code 7d}. */
final class Delay {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})([smhd])");
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Delay() {}

    static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1)) * seconds(matcher.group(2))))
                : Optional.empty();
    }

    private static long seconds(String unit) {
        return switch (unit) {
            case "d" -> DAY;
            case "h" -> HOUR;
            case "m" -> MINUTE;
            default -> 1;
        };
    }

    /** In the largest unit that needs no fraction. */
    static String format(Duration delay) {
        long seconds = delay.toSeconds();
        if (seconds == 0 || seconds % MINUTE != 0) {
            return seconds + "s";
        }
        if (seconds % HOUR != 0) {
            return seconds / MINUTE + "m";
        }
        return seconds % DAY == 0 ? seconds / DAY + "d" : seconds / HOUR + "h";
    }
}
