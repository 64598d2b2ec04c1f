package org.rollcall.server.placement;

import java.time.Duration;
import java.util.List;
import org.rollcall.server.profile.Expression;
import org.rollcall.server.profile.Profile;

/**
 * How long whoever leaves is blocked before being deactivated (P-50, P-59): as the first row says that has the person, or
 * else as everybody.
 *
 * @param otherwise for whom no row has
 */
public record Delays(Duration otherwise, List<Row> rows) {

    public Delays {
        rows = List.copyOf(rows);
    }

    /** The same for all. */
    public static Delays of(Duration delay) {
        return new Delays(delay, List.of());
    }

    /**
     * Another delay for some.
     *
     * @param number its place in the list, from 1, as an administrator counts
     */
    public record Row(int number, Condition condition, Duration delay) {}

    /**
     * The delay for one person.
     *
     * @param because which row, as an addition to the reason; empty when no row has the person
     */
    public record Delay(Duration after, String because) {}

    /** The delay for a person who leaves now. A row whose expression fails has nobody, and the reason says so. */
    public Delay of(Profile person) {
        StringBuilder failures = new StringBuilder();
        for (Row row : rows) {
            switch (row.condition().has(person)) {
                case Expression.Failure<Boolean> failure ->
                    failures.append("; %s failed: %s".formatted(words(row), failure.why()));
                case Expression.Value<Boolean> has -> {
                    if (has.value()) {
                        return new Delay(row.delay(), "%s; the delay is that of %s".formatted(failures, words(row)));
                    }
                }
            }
        }
        return new Delay(otherwise, failures.toString());
    }

    private static String words(Row row) {
        return switch (row.condition()) {
            case Condition.Members members -> "row %d (group \"%s\")".formatted(row.number(), members.name());
            case Condition.When when -> "row %d (expression)".formatted(row.number());
        };
    }
}
