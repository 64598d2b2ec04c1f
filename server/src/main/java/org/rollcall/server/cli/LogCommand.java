package org.rollcall.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "log",
        description = "Shows the sync log: what was changed, for whom, by whom, why. The newest rows, oldest first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  rollcall log --since 15m",
            "  rollcall log --since 7d --user anna@example.com",
            "  rollcall log --since 2026-11-01 --csv > november.csv"
        })
final class LogCommand implements Callable<Integer> {

    private static final String PATH = "/log";
    private static final int CSV_PAGE = 1_000;

    @Mixin
    private final Server server;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "24h",
            description = "A duration (15m, 24h, 7d), a date or a time (default: ${DEFAULT-VALUE}).")
    private String since = "";

    @Option(names = "--until", paramLabel = "TIME", description = "A time like 2026-11-02T09:00:00Z.")
    private Optional<String> until = Optional.empty();

    @Option(names = "--user", paramLabel = "USERNAME", description = "Only changes of this user.")
    private Optional<String> user = Optional.empty();

    @Option(names = "--provider", paramLabel = "NAME", description = "Only changes by this provider.")
    private Optional<String> provider = Optional.empty();

    @Option(names = "--action", paramLabel = "ACTION", description = "Only this action, such as \"role granted\".")
    private Optional<String> action = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many of the newest rows at most; not for --csv (default: ${DEFAULT-VALUE}).")
    private int limit;

    @ArgGroup
    private Format format = new Format();

    /** One of the two, or neither. */
    static final class Format {

        @Option(names = "--json", description = "Print a JSON array.")
        private boolean json;

        @Option(names = "--csv", description = "Print CSV (RFC 4180), fit for a spreadsheet.")
        private boolean csv;
    }

    LogCommand(Server server) {
        this.server = server;
    }

    @Override
    public Integer call() throws IOException {
        Query query = Query.NONE
                .with("since", Span.since(since))
                .with("until", until)
                .with("user", user)
                .with("provider", provider)
                .with("action", action);
        if (format.csv) {
            csv(query);
            return Exit.DONE;
        }
        List<Item> newest = new ArrayList<>();
        boolean more = new Listing(server.api(), PATH, query.with("order", "newest"), Positive.of(limit))
                .pages(newest::addAll);
        List<Item> rows = newest.reversed();
        if (format.json) {
            Listing.JsonLines lines = new Listing.JsonLines(server.terminal());
            lines.print(rows);
            lines.end();
        } else {
            print(rows, more);
        }
        return Exit.DONE;
    }

    /** The rows as they come; each page says where the next begins, so that none is lost or told twice. */
    private void csv(Query query) throws IOException {
        Optional<String> after = Optional.empty();
        boolean first = true;
        do {
            Query page = query.with("limit", CSV_PAGE).with("after", after);
            AdminApi.Download answer = server.api().download(PATH, page, "text/csv");
            try (InputStream rows = answer.body()) {
                if (!first) {
                    skipLine(rows);
                }
                rows.transferTo(server.terminal().out());
            }
            first = false;
            after = answer.next();
        } while (after.isPresent());
    }

    private static void skipLine(InputStream rows) throws IOException {
        int read = rows.read();
        while (read >= 0 && read != '\n') {
            read = rows.read();
        }
    }

    private void print(List<Item> rows, boolean more) {
        Table table = new Table(
                server.terminal(), "TIME (UTC)", "USER", "ACTION", "RESOURCE", "FIELD", "OLD", "NEW", "CAUSE", "BY");
        table.print(rows.stream().map(LogCommand::row).toList());
        String count = Text.count(rows.size(), "row");
        server.terminal().say(count + (more ? "; there are older ones, see --limit." : "."));
    }

    private static List<String> row(Item entry) {
        Item resource = entry.object("resource");
        String by = entry.optional("provider").orElse(entry.text("actor"));
        return List.of(
                entry.time("time"),
                entry.text("user"),
                entry.text("action"),
                resource.text("name").equals(entry.text("user")) ? "" : resource.text("name"),
                entry.text("field"),
                entry.text("old"),
                entry.text("new"),
                entry.text("cause"),
                by);
    }
}
