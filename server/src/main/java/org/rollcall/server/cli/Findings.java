package org.rollcall.server.cli;

import java.util.List;
import java.util.Locale;

/** Prints findings: what is so, what to do, and examples. */
final class Findings {

    private Findings() {}

    /** Answers the exit code: whether there is a problem among them. */
    static int print(Terminal terminal, List<Item> findings) {
        findings.forEach(finding -> print(terminal, finding));
        long problems = findings.stream()
                .filter(finding -> finding.text("severity").equals("problem"))
                .count();
        terminal.say(Text.count(findings.size(), "finding") + ", " + Text.count(problems, "problem") + ".");
        return problems > 0 ? Exit.REFUSED : Exit.DONE;
    }

    private static void print(Terminal terminal, Item finding) {
        terminal.print(Text.safe("%s  %s (%s): %s"
                .formatted(
                        finding.text("severity").toUpperCase(Locale.ROOT),
                        finding.text("kind"),
                        finding.text("count"),
                        finding.text("meaning"))));
        finding.items("items").forEach(subject -> terminal.print(Text.safe("    " + line(subject))));
        terminal.print("  To do: " + finding.text("advice"));
        terminal.print("");
    }

    private static String line(Item subject) {
        String of = subject.optional("provider").map(name -> " (" + name + ")").orElse("");
        String name = subject.text("name") + of;
        return subject.optional("detail")
                .map(detail -> name.isEmpty() ? detail : name + ": " + detail)
                .orElse(name);
    }
}
