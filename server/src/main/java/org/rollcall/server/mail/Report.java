package org.rollcall.server.mail;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a tenant wants to be told regularly (P-94). Administrative roles are told of apart. */
public enum Report {
    /** The changes of each day, and errors. */
    DAILY,
    /** Errors only. */
    ERRORS,
    NEVER;

    /** As API, command line and database write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Report> of(String label) {
        return Arrays.stream(values())
                .filter(report -> report.label().equals(label))
                .findFirst();
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(Report::label).toList();
    }
}
