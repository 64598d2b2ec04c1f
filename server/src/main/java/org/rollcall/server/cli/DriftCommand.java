package org.rollcall.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "drift",
        description = "Shows what has grown apart: people whom nobody manages, what was changed by hand, names that are"
                + " nearly the same, groups and mapping rows that fit nothing.",
        footerHeading = "%nExample:%n",
        footer = "  rollcall drift --days 60")
final class DriftCommand implements Callable<Integer> {

    @Mixin
    private final Server server;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long a provider may be silent before its people count as orphans (default:"
                    + " ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of each at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    DriftCommand(Server server) {
        this.server = server;
    }

    @Override
    public Integer call() {
        Query query = Query.NONE.with("days", Positive.of(days)).with("limit", Positive.of(limit));
        Item report = server.api().get("/drift", query);
        if (json) {
            server.json(report);
            return Exit.DONE;
        }
        return Findings.print(server.terminal(), report.items("items"));
    }
}
