package org.rollcall.server.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        description = "Shows and verifies the audit log: who administered what.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  rollcall audit list --since 30d",
            "  rollcall audit list --action provider.create",
            "  rollcall audit verify"
        })
final class AuditCommand {

    @Mixin
    private final Server server;

    AuditCommand(Server server) {
        this.server = server;
    }

    @Command(name = "list", description = "Shows what administrators did. Oldest first.")
    int list(
            @Option(
                            names = "--since",
                            paramLabel = "TIME",
                            defaultValue = "7d",
                            description = "A duration (15m, 24h, 7d), a date or a time (default: ${DEFAULT-VALUE}).")
                    String since,
            @Option(names = "--until", paramLabel = "TIME", description = "A time like 2026-11-02T09:00:00Z.")
                    Optional<String> until,
            @Option(
                            names = "--action",
                            paramLabel = "ACTION",
                            description = "Only this action, such as provider.create.")
                    Optional<String> action,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "1000",
                            description = "How many at most (default: ${DEFAULT-VALUE}).")
                    int limit,
            @Option(names = "--json", description = "Print a JSON array.") boolean json) {
        Query query =
                Query.NONE.with("since", Span.since(since)).with("until", until).with("action", action);
        Listing audit = new Listing(server.api(), "/audit", query, Positive.of(limit));
        if (json) {
            audit.json(server.terminal());
        } else {
            print(audit);
        }
        return Exit.DONE;
    }

    private void print(Listing audit) {
        Table table = new Table(
                server.terminal(), "NUMBER", "TIME (UTC)", "ACTOR", "FROM", "ACTION", "TARGET", "NAME", "DETAIL");
        audit.table(server.terminal(), table, AuditCommand::row, "row");
    }

    private static List<String> row(Item row) {
        Item target = row.object("target");
        return List.of(
                row.text("number"),
                row.time("time"),
                row.text("actor"),
                row.text("address"),
                row.text("action"),
                target.text("type"),
                target.text("name"),
                row.text("detail"));
    }

    @Command(
            name = "verify",
            description =
                    "Walks the chain of the audit log and says the first row that does not fit; then exit code 1.")
    int verify(
            @Option(
                            names = "--anchor",
                            paramLabel = "NUMBER:HASH",
                            description = "A row that an earlier run said, and that must be in the chain still.")
                    Optional<String> anchor,
            @Option(names = "--json", description = "Print the answer as a JSON object.") boolean json) {
        Item verdict = server.api().get("/audit/verification", Query.NONE.with("anchor", anchor));
        if (json) {
            server.json(verdict);
        } else {
            print(verdict);
        }
        return verdict.flag("verified") ? Exit.DONE : Exit.REFUSED;
    }

    private void print(Item verdict) {
        Item misfit = verdict.object("misfit");
        server.terminal()
                .print(
                        verdict.flag("verified")
                                ? "All rows fit: %s. Keep this elsewhere, for --anchor: %s:%s"
                                        .formatted(verdict.text("rows"), verdict.text("rows"), verdict.text("hash"))
                                : "Row %s does not fit: %s.".formatted(misfit.text("number"), misfit.text("problem")));
    }
}
