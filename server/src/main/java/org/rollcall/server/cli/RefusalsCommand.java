package org.rollcall.server.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "refusals",
        description = "Shows requests of providers that were refused and changed nothing. Newest first.",
        footerHeading = "%nExample:%n",
        footer = "  rollcall refusals --since 7d")
final class RefusalsCommand implements Callable<Integer> {

    @Mixin
    private final Server server;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "24h",
            description = "A duration (15m, 24h, 7d), a date or a time (default: ${DEFAULT-VALUE}).")
    private String since = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    RefusalsCommand(Server server) {
        this.server = server;
    }

    @Override
    public Integer call() {
        Query query = Query.NONE.with("since", Span.since(since));
        Listing refusals = new Listing(server.api(), "/refusals", query, Positive.of(limit));
        if (json) {
            refusals.json(server.terminal());
        } else {
            print(refusals);
        }
        return Exit.DONE;
    }

    private void print(Listing refusals) {
        Table table = new Table(
                server.terminal(), "TIME (UTC)", "PROVIDER", "METHOD", "PATH", "STATUS", "TYPE", "DETAIL", "REQUEST");
        refusals.table(server.terminal(), table, RefusalsCommand::row, "refusal");
    }

    private static List<String> row(Item refusal) {
        return List.of(
                refusal.time("time"),
                refusal.text("provider"),
                refusal.text("method"),
                refusal.text("path"),
                refusal.text("status"),
                refusal.text("scimType"),
                refusal.text("detail"),
                refusal.text("requestId"));
    }
}
