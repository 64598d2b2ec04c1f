package org.rollcall.server.administration;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.UserName;
import org.rollcall.server.journal.CsvLines;

/**
 * Local users as CSV (RFC 4180, in UTF-8): a line of headings, {@code userName}, {@code organization} and, if wanted,
 * {@code displayName}, in any order, and a line for each user. All that is wrong is said at once, with its line; then
 * nobody is created.
 */
public final class LocalUsersFile {

    private static final String USER_NAME = "userName";
    private static final String DISPLAY_NAME = "displayName";
    private static final String ORGANIZATION = "organization";
    private static final List<String> COLUMNS = List.of(USER_NAME, DISPLAY_NAME, ORGANIZATION);
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int TOLD = 20;

    /**
     * One line that names a user.
     *
     * @param line where it begins in the file, from 1
     */
    public record Row(long line, UserName userName, Optional<String> displayName, String organization) {

        /** Redacted: names are personal data. */
        @Override
        public String toString() {
            return "Row[line " + line + "]";
        }
    }

    private final List<String> problems = new ArrayList<>();
    private final Map<String, Long> seen = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();

    private LocalUsersFile() {}

    /**
     * Reads a file.
     *
     * @throws ScimException with 400 and what is wrong in which line
     */
    public static List<Row> read(String csv) {
        LocalUsersFile file = new LocalUsersFile();
        file.readAll(csv.startsWith(BYTE_ORDER_MARK) ? csv.substring(1) : csv);
        if (file.problems.isEmpty() && file.rows.isEmpty()) {
            file.problems.add("there is no line with a user");
        }
        if (!file.problems.isEmpty()) {
            throw ScimError.invalidValue(file.told()).exception();
        }
        return file.rows;
    }

    private String told() {
        String first = String.join("\n", problems.stream().limit(TOLD).toList());
        return problems.size() <= TOLD ? first : "%s\nand %,d more".formatted(first, problems.size() - TOLD);
    }

    private void readAll(String csv) {
        CsvReader<CsvRecord> records = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .ofCsvRecord(csv);
        long line = 1;
        try {
            List<String> columns = List.of();
            for (CsvRecord one : records) {
                line = one.getStartingLineNumber();
                if (columns.isEmpty()) {
                    columns = columns(one);
                } else if (rows.size() == Limits.IMPORT_ROWS) {
                    problems.add("line %d: more than %,d users; split the file".formatted(line, Limits.IMPORT_ROWS));
                    return;
                } else {
                    row(one, columns);
                }
            }
        } catch (CsvParseException e) {
            problems.add(
                    "after line %d: this is no CSV: a quote is not closed, or something follows one".formatted(line));
        }
    }

    /** @throws ScimException when they are not what they must be: then no line can be understood */
    private static List<String> columns(CsvRecord header) {
        List<String> columns =
                header.getFields().stream().map(name -> known(name.strip())).toList();
        if (columns.stream().distinct().count() < columns.size()
                || !columns.contains(USER_NAME)
                || !columns.contains(ORGANIZATION)) {
            throw heading();
        }
        return columns;
    }

    private static String known(String name) {
        return COLUMNS.stream()
                .filter(column -> column.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(LocalUsersFile::heading);
    }

    private static ScimException heading() {
        return ScimError.invalidValue(
                        "line 1: the headings must be userName, organization and, if wanted, displayName, by commas")
                .exception();
    }

    private void row(CsvRecord one, List<String> columns) {
        long line = one.getStartingLineNumber();
        if (one.getFieldCount() != columns.size()) {
            problems.add("line %d: %d values under %d headings".formatted(line, one.getFieldCount(), columns.size()));
            return;
        }
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            cells.put(columns.get(i), one.getField(i).strip());
        }
        wrong(cells)
                .ifPresentOrElse(
                        problem -> problems.add("line %d: %s".formatted(line, problem)), () -> add(line, cells));
    }

    /** What an export would have to defuse is no name of anybody: whoever opens the list next is not to run it. */
    private static Optional<String> wrong(Map<String, String> cells) {
        return COLUMNS.stream()
                .flatMap(column -> Optional.ofNullable(cells.get(column)).flatMap(cell -> wrong(column, cell)).stream())
                .findFirst();
    }

    private static Optional<String> wrong(String column, String cell) {
        if (cell.isEmpty()) {
            return column.equals(DISPLAY_NAME) ? Optional.empty() : Optional.of(column + " is empty");
        }
        if (CsvLines.startsFormula(cell)) {
            return Optional.of(column + " begins like a formula; create this user by itself, if that is its name");
        }
        return column.equals(DISPLAY_NAME) && cell.length() > Limits.NAME_LENGTH
                ? Optional.of("displayName is longer than " + Limits.NAME_LENGTH + " characters")
                : Optional.empty();
    }

    private void add(long line, Map<String, String> cells) {
        try {
            UserName userName = UserName.of(cells.getOrDefault(USER_NAME, ""));
            Optional.ofNullable(seen.putIfAbsent(userName.canonical(), line))
                    .ifPresentOrElse(
                            first -> problems.add("line %d: the userName is in line %d already".formatted(line, first)),
                            () -> rows.add(new Row(
                                    line,
                                    userName,
                                    Optional.ofNullable(cells.get(DISPLAY_NAME)).filter(text -> !text.isEmpty()),
                                    cells.getOrDefault(ORGANIZATION, ""))));
        } catch (ScimException e) {
            problems.add("line %d: %s".formatted(line, e.error().detail()));
        }
    }
}
