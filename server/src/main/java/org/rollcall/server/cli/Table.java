package org.rollcall.server.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lines of aligned columns. On a terminal each line fits its width: the widest columns give way. Pages of one list
 * are printed one after the other under one heading, and columns only grow.
 */
final class Table {

    private static final int GAP = 2;
    private static final int NARROWEST = 8;
    private static final int WIDEST = 72;

    private final Terminal terminal;
    private final List<String> headings;
    private final int[] widths;
    private boolean headed;

    Table(Terminal terminal, String... headings) {
        this.terminal = terminal;
        this.headings = List.of(headings);
        this.widths = this.headings.stream().mapToInt(Text::width).toArray();
    }

    /** Prints a page of rows, the heading before the first one. */
    void print(List<List<String>> page) {
        List<List<String>> rows =
                page.stream().map(row -> row.stream().map(Table::cell).toList()).toList();
        rows.forEach(this::widen);
        int[] fitted = fitted();
        if (!headed && !rows.isEmpty()) {
            terminal.print(line(headings, fitted));
            headed = true;
        }
        rows.forEach(row -> terminal.print(line(row, fitted)));
    }

    /** A table is for people to read; whole values are in the JSON and CSV forms. */
    private static String cell(String text) {
        return Text.cut(Text.safe(text), WIDEST);
    }

    private void widen(List<String> row) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], Text.width(row.get(i)));
        }
    }

    private int[] fitted() {
        int[] fitted = widths.clone();
        OptionalInt limit = terminal.width();
        while (limit.isPresent() && total(fitted) > limit.getAsInt()) {
            int widest = widest(fitted);
            if (fitted[widest] <= NARROWEST) {
                break;
            }
            fitted[widest]--;
        }
        return fitted;
    }

    private static int total(int[] columns) {
        return Arrays.stream(columns).sum() + GAP * (columns.length - 1);
    }

    private static int widest(int[] columns) {
        return IntStream.range(0, columns.length)
                .reduce((a, b) -> columns[a] >= columns[b] ? a : b)
                .orElse(0);
    }

    private static String line(List<String> cells, int[] columns) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            parts.add(Text.pad(Text.cut(cells.get(i), columns[i]), columns[i]));
        }
        return parts.stream().collect(Collectors.joining(" ".repeat(GAP))).stripTrailing();
    }
}
