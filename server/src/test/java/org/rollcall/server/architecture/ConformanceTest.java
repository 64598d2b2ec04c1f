package org.rollcall.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rollcall.server.testing.Repository;

/** The conformance report is complete, and the tests that it names are there. */
class ConformanceTest {

    private static final Set<String> LEVELS = Set.of("MUST", "SHOULD", "optional");
    private static final List<String> STATUSES = List.of("yes", "yes, untested", "deviation", "planned", "no");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([ABC]\\d+) \\|(.*)\\|$");
    private static final Pattern TOTAL = Pattern.compile("(?m)^\\| ([ABC]) \\|(.*)\\|$");

    private static final String REPORT = Repository.text("docs/conformance.md");
    private static final List<Item> ITEMS =
            ROW.matcher(REPORT).results().map(ConformanceTest::item).toList();
    private static final Map<String, List<SourceFile>> TESTS = SourceFile.java().stream()
            .filter(file -> file.path().contains("/src/test/java/"))
            .collect(Collectors.groupingBy(SourceFile::name));

    /** A requirement, as a row of the report tells it. */
    private record Item(String id, String section, String level, String text, String status, List<String> tests) {}

    private static Item item(MatchResult row) {
        List<String> cells = cells(row);
        List<String> tests = Pattern.compile("`([^`]*)`")
                .matcher(cells.get(4))
                .results()
                .map(test -> test.group(1))
                .toList();
        return new Item(row.group(1), cells.get(0), cells.get(1), cells.get(2), cells.get(3), tests);
    }

    private static List<String> cells(MatchResult row) {
        return Arrays.stream(row.group(2).split("\\|", -1)).map(String::strip).toList();
    }

    // ---- the list

    @Test
    void everyRequirementIsThereOnceAndTheTotalsAreTrue() {
        List<MatchResult> totals = TOTAL.matcher(REPORT).results().toList();
        assertThat(totals).hasSize(3).allSatisfy(row -> {
            String part = row.group(1);
            List<Item> items = of(part);
            assertThat(items).isNotEmpty().extracting(Item::id).containsExactlyElementsOf(ids(part, items.size()));
            Stream<Long> counts = STATUSES.stream().map(status -> count(items, status));
            assertThat(cells(row).subList(1, 7))
                    .as("the totals of part %s, as the rows below give them", part)
                    .containsExactlyElementsOf(Stream.concat(Stream.of((long) items.size()), counts)
                            .map(Object::toString)
                            .toList());
        });
    }

    /** In the order of their ids; where a row stands in the report is the reader's business. */
    private static List<Item> of(String part) {
        return ITEMS.stream()
                .filter(item -> item.id().startsWith(part))
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList();
    }

    private static List<String> ids(String part, int size) {
        String form = part.equals("C") ? "%s%02d" : "%s%03d";
        return IntStream.rangeClosed(1, size)
                .mapToObj(number -> form.formatted(part, number))
                .toList();
    }

    private static long count(List<Item> items, String status) {
        return items.stream().filter(item -> item.status().equals(status)).count();
    }

    @Test
    void everyRequirementHasItsSectionItsLevelAndAStatus() {
        assertThat(ITEMS).allSatisfy(item -> {
            assertThat(item.section()).as(item.id()).matches("\\d+(\\.\\d+)*(, \\d+(\\.\\d+)*)*");
            assertThat(item.level()).as(item.id()).isIn(LEVELS);
            assertThat(item.status()).as(item.id()).isIn(STATUSES);
            assertThat(item.text()).as(item.id()).isNotBlank();
        });
    }

    // ---- the proof

    @Test
    void whatIsDoneNamesATest() {
        assertThat(ITEMS)
                .filteredOn(item -> item.status().equals("yes"))
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item.tests()).as(item.id()).isNotEmpty());
        assertThat(ITEMS)
                .filteredOn(item -> item.status().equals("yes, untested"))
                .allSatisfy(item -> assertThat(item.tests()).as(item.id()).isEmpty());
    }

    @Test
    void everyTestThatIsNamedExists() {
        assertThat(ITEMS.stream()
                        .flatMap(item -> item.tests().stream()
                                .filter(test -> !exists(test))
                                .map(test -> item.id() + ": " + test)))
                .isEmpty();
    }

    private static boolean exists(String test) {
        String[] name = test.split("\\.");
        return name.length == 2
                && TESTS.getOrDefault(name[0] + ".java", List.of()).stream().anyMatch(file -> isTest(file, name[1]));
    }

    /** A member and its annotations stand together, with an empty line before and after. */
    private static boolean isTest(SourceFile file, String method) {
        Pattern annotated = Pattern.compile("(?s).*@(Test|ParameterizedTest|Property)\\b.*\\bvoid " + method + "\\(.*");
        return Arrays.stream(file.text().split("\n\\s*\n"))
                .anyMatch(member -> annotated.matcher(member).matches());
    }
}
