package org.rollcall.server.journal;

import java.util.List;
import org.rollcall.server.journal.Journal.Shown;

/** Rows of the log as CSV. */
public final class LogCsv {

    private static final List<String> COLUMNS = List.of(
            "time",
            "provider",
            "actor",
            "user",
            "action",
            "resource",
            "name",
            "field",
            "old",
            "new",
            "cause",
            "changeSet",
            "requestId",
            "result");

    private LogCsv() {}

    /** A line of headings, and one for each row. */
    public static String of(List<Shown> entries) {
        return CsvLines.of(COLUMNS, entries.stream().map(LogCsv::cells));
    }

    /** What became of a change. */
    public static String result(Shown entry) {
        return entry.failed() ? "error" : "done";
    }

    private static List<String> cells(Shown entry) {
        return List.of(
                entry.time().toString(),
                entry.provider(),
                entry.actor(),
                entry.user(),
                entry.action(),
                entry.resourceType() + " " + entry.resourceId(),
                entry.name(),
                entry.field().orElse(""),
                entry.oldValue().orElse(""),
                entry.newValue().orElse(""),
                entry.cause().orElse(""),
                entry.changeSet().toString(),
                entry.requestId(),
                result(entry));
    }
}
