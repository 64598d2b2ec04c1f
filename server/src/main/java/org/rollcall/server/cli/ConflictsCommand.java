package org.rollcall.server.cli;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "conflicts",
        description = "Shows pushes that collided with somebody else's users, and decides on them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  rollcall conflicts list --state open",
            "  rollcall conflicts hand-over 01935f3e-7c1a-7b2e-9d4f-3a5b6c7d8e90 --reason \"moved to the new company\""
        })
final class ConflictsCommand {

    @Mixin
    private final Server server;

    ConflictsCommand(Server server) {
        this.server = server;
    }

    /** What a decision needs. */
    static final class Why {

        @Parameters(paramLabel = "ID", description = "Id of the conflict, as listed.")
        private String id = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the log.")
        private String reason = "";

        @Option(names = "--json", description = "Print the conflict as a JSON object.")
        private boolean json;
    }

    @Command(name = "list", description = "Lists conflicts in the order of their first push.")
    int list(
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            description = "Only open, decided, rejected or resolved ones.")
                    Optional<String> state,
            @Option(names = "--provider", paramLabel = "NAME", description = "Only pushes of this provider.")
                    Optional<String> provider,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "1000",
                            description = "How many at most (default: ${DEFAULT-VALUE}).")
                    int limit,
            @Option(names = "--json", description = "Print a JSON array.") boolean json) {
        Query query = Query.NONE.with("state", state).with("provider", provider);
        Listing conflicts = new Listing(server.api(), "/conflicts", query, Positive.of(limit));
        if (json) {
            conflicts.json(server.terminal());
        } else {
            print(conflicts);
        }
        return Exit.DONE;
    }

    private void print(Listing conflicts) {
        Table table = new Table(
                server.terminal(), "ID", "USERNAME", "PUSHED BY", "OWNED BY", "STATE", "ATTEMPTS", "LAST (UTC)");
        conflicts.table(server.terminal(), table, ConflictsCommand::row, "conflict");
    }

    private static List<String> row(Item conflict) {
        return List.of(
                conflict.text("id"),
                conflict.text("userName"),
                conflict.text("provider"),
                conflict.item("user").map(user -> user.text("provider")).orElse(""),
                conflict.text("state"),
                conflict.text("attempts"),
                conflict.time("last"));
    }

    @Command(name = "adopt", description = "The next push of the provider adopts the user, whom nobody owns.")
    int adopt(@Mixin Why why) {
        return decide("adopt", "The next push of %s adopts %s.", why);
    }

    @Command(
            name = "hand-over",
            description = "Takes the user from its owner; the next push of the other provider adopts it.")
    int handOver(@Mixin Why why) {
        return decide("hand-over", "The next push of %s adopts %s; its former provider no longer finds it.", why);
    }

    @Command(name = "reject", description = "The push stays refused, and the conflict is closed.")
    int reject(@Mixin Why why) {
        return decide("reject", "The pushes of %s stay refused: %s.", why);
    }

    private int decide(String verdict, String words, Why why) {
        Item decided = server.api()
                .post(
                        "/conflicts/%s/%s".formatted(Query.encode(why.id), verdict),
                        Json.Obj.EMPTY.with("reason", Json.text(why.reason)));
        if (why.json) {
            server.json(decided);
        } else {
            server.terminal().print(words.formatted(decided.text("provider"), decided.text("userName")));
        }
        return Exit.DONE;
    }
}
