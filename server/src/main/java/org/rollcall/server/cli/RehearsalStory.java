package org.rollcall.server.cli;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.rollcall.rehearsal.Deed;
import org.rollcall.rehearsal.Narrator;
import org.rollcall.rehearsal.Report;
import org.rollcall.rehearsal.Scenario;
import org.rollcall.rehearsal.provider.Act;
import org.rollcall.rehearsal.scim.Exchange;

/** Tells a rehearsal: each scenario, what happens in it, the requests of the first of each kind, and the sum. */
final class RehearsalStory implements Narrator {

    private static final int ALIKE = 5;
    private static final int TROUBLES = 10;

    private final Terminal terminal;
    private final Bar bar;
    private final boolean everything;
    private final Map<Act, Integer> told = new EnumMap<>(Act.class);
    private int untold;

    /**
     * A story for a terminal.
     *
     * @param everything whether every change and every request of it is told, instead of a few of each kind
     */
    RehearsalStory(Terminal terminal, Bar bar, boolean everything) {
        this.terminal = terminal;
        this.bar = bar;
        this.everything = everything;
    }

    void begin(Scenario scenario) {
        told.clear();
        untold = 0;
        terminal.print("");
        terminal.print("── " + scenario.story() + ".");
    }

    @Override
    public void tell(Deed deed) {
        int number = told.merge(deed.change().act(), 1, Integer::sum);
        if (!everything && number > ALIKE) {
            untold++;
            return;
        }
        bar.clear();
        terminal.print("  " + deed.sentence() + (deed.succeeded() ? "" : " — given up: " + deed.trouble()));
        if (everything || number == 1) {
            deed.exchanges().forEach(this::tell);
        }
    }

    private void tell(Exchange exchange) {
        terminal.print("      %s %s → %s, %d ms"
                .formatted(exchange.method(), exchange.target(), status(exchange.status()), exchange.millis()));
    }

    void end() {
        bar.clear();
        if (untold > 0) {
            terminal.print("  … and %s more of these kinds (--requests tells all)".formatted(untold));
        }
    }

    /** What was sent and how it was answered, and what the provider gave up on. */
    void sum(Report report) {
        terminal.print("");
        terminal.print(report.summary());
        terminal.print("  sent:      " + counts(report.kinds()));
        terminal.print("  answered:  "
                + report.statuses().entrySet().stream()
                        .map(entry -> status(entry.getKey()) + " × " + entry.getValue())
                        .collect(Collectors.joining(", ")));
        report.troubles().stream().limit(TROUBLES).forEach(trouble -> terminal.print("  given up:  " + trouble));
        if (report.errors() > TROUBLES) {
            terminal.print("  … and %s more".formatted(report.errors() - TROUBLES));
        }
    }

    private static String counts(SortedMap<String, Integer> kinds) {
        return kinds.entrySet().stream()
                .map(entry -> entry.getKey() + " × " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String status(int status) {
        return status == Exchange.NO_ANSWER ? "no answer" : Integer.toString(status);
    }
}
