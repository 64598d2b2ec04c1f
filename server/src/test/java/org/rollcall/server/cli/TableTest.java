package org.rollcall.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TableTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Table table(OptionalInt width, String... headings) {
        return new Table(Terminal.of(out, out, width), headings);
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void columnsAreAlignedAndTrailingBlanksAreNot() {
        table(OptionalInt.empty(), "NAME", "STATE").print(List.of(List.of("anna", "active"), List.of("benedikt", "")));
        assertThat(lines()).containsExactly("NAME      STATE", "anna      active", "benedikt");
    }

    @Test
    void wideAndCombiningCharactersKeepColumnsAligned() {
        table(OptionalInt.empty(), "N", "S")
                .print(List.of(List.of("山田", "a"), List.of("e\u0301", "b"), List.of("🙂", "c")));
        assertThat(lines()).containsExactly("N     S", "山田  a", "e\u0301     b", "🙂    c");
    }

    @Test
    void onATerminalTheWidestColumnGivesWay() {
        table(OptionalInt.of(22), "NAME", "CAUSE").print(List.of(List.of("anna", "a very long cause indeed")));
        assertThat(lines()).containsExactly("NAME  CAUSE", "anna  a very long cau…");
        assertThat(lines()).allSatisfy(line -> assertThat(Text.width(line)).isLessThanOrEqualTo(22));
    }

    @Test
    void pagesShareOneHeading() {
        Table table = table(OptionalInt.empty(), "A");
        table.print(List.of(List.of("1")));
        table.print(List.of(List.of("2")));
        table.print(List.of());
        assertThat(lines()).containsExactly("A", "1", "2");
    }

    @Test
    void nothingThatSteersATerminalIsPrinted() {
        table(OptionalInt.empty(), "A").print(List.of(List.of("\u001B[2J\u202Eevil\n\u0085")));
        assertThat(lines()).containsExactly("A", "\uFFFD[2J\uFFFDevil\uFFFD\uFFFD");
    }

    @Property
    void aCutTextIsNeverWiderThanItsColumns(@ForAll String text, @ForAll @IntRange(min = 1, max = 60) int columns) {
        assertThat(Text.width(Text.cut(Text.safe(text), columns))).isLessThanOrEqualTo(columns);
    }
}
