package org.rollcall.server.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rollcall.server.testing.Repository;

/** {@code docs/reference/limits.md} has every limit with its number, in the words of {@link Limits}. */
class LimitsPageTest {

    private static final String SOURCE = "server/src/main/java/org/rollcall/server/base/Limits.java";
    private static final Pattern LIMIT =
            Pattern.compile("/\\*\\* (?<words>[^*]*?) \\*/\\s*public static final \\w+ (?<name>[A-Z_]+) =");

    @Test
    void thePageHasTheTableThatFollowsFromTheLimits() {
        String table = LIMIT.matcher(Repository.text(SOURCE))
                .results()
                .map(LimitsPageTest::row)
                .reduce("", (rows, row) -> rows + row + "\n");
        assertThat(Repository.text("docs/reference/limits.md"))
                .as("put this table into the page")
                .contains(table);
    }

    @Test
    void everyLimitIsSaidInWords() {
        assertThat(LIMIT.matcher(Repository.text(SOURCE)).results().map(limit -> limit.group("name")))
                .containsExactlyInAnyOrderElementsOf(
                        fields().stream().map(Field::getName).toList());
    }

    private static List<Field> fields() {
        return Arrays.asList(Limits.class.getFields());
    }

    private static String row(MatchResult limit) {
        String words =
                limit.group("words").replaceAll("\\{@link #([A-Z_]+)}", "$1").replaceAll("\\s+", " ");
        return "| %s | %s | %s |".formatted(limit.group("name"), value(limit.group("name")), words);
    }

    private static String value(String name) {
        try {
            Object value = Limits.class.getField(name).get(Limits.class);
            return value instanceof Duration duration ? text(duration) : "%,d".formatted(value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Duration duration) {
        return duration.equals(Duration.ofDays(duration.toDays()))
                ? duration.toDays() + "d"
                : duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
