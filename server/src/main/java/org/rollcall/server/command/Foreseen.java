package org.rollcall.server.command;

import java.util.List;
import org.rollcall.server.journal.LogEntry;

/**
 * What a command would answer, and the rows that the log would get (P-81, P-83). Nothing was written.
 *
 * @param log effects that are applied and decisions on those that are not, in the order of the log
 */
public record Foreseen<R>(R result, List<LogEntry> log) {

    public Foreseen {
        log = List.copyOf(log);
    }
}
