package org.rollcall.server.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s}, {@code 15m}, {@code 24h}, {@code 7d}. */
final class Span {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhd])");

    private Span() {}

    static Optional<Duration> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(of(Long.parseLong(form.group(1)), form.group(2))) : Optional.empty();
    }

    private static Duration of(long number, String unit) {
        return switch (unit) {
            case "d" -> Duration.ofDays(number);
            case "h" -> Duration.ofHours(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
        };
    }

    /** A duration or a time, as the server reads both; said here when it is neither. */
    static String since(String text) {
        boolean time = text.matches("\\d{4}-\\d{2}-\\d{2}T.*");
        boolean date = text.matches("\\d{4}-\\d{2}-\\d{2}");
        if (!time && !date && parse(text).isEmpty()) {
            throw Failure.environment(
                    "--since is a duration like 15m, 24h or 7d, or a time like 2026-11-02T09:00:00Z.");
        }
        return date ? text + "T00:00:00Z" : text;
    }
}
