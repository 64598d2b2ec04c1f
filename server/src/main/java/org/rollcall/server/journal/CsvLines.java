package org.rollcall.server.journal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** CSV (RFC 4180) with cells that no spreadsheet takes for a formula (P-90). */
public final class CsvLines {

    private static final String STARTS_FORMULA = "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvLines() {}

    /** A line of headings, and one for each row. */
    public static String of(List<String> columns, Stream<List<String>> rows) {
        return Stream.concat(Stream.of(columns), rows)
                .map(row -> row.stream().map(CsvLines::cell).collect(Collectors.joining(",")) + "\r\n")
                .collect(Collectors.joining());
    }

    private static String cell(String value) {
        String safe = startsFormula(value) ? "'" + value : value;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    /** Whether a spreadsheet would take a cell for a formula. */
    public static boolean startsFormula(String value) {
        String seen = value.stripLeading();
        return (!seen.isEmpty() && STARTS_FORMULA.indexOf(seen.charAt(0)) >= 0)
                || (!value.isEmpty() && STARTS_FORMULA.indexOf(value.charAt(0)) >= 0);
    }
}
