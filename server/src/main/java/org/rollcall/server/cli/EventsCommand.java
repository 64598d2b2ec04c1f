package org.rollcall.server.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.rollcall.scim.json.JsonWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "events",
        description = "Shows the event feed as applications read it, oldest first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  rollcall events --follow",
            "  rollcall events --after 1-42 --json",
            "",
            "With --json an array is printed; with --json --follow one object a line."
        })
final class EventsCommand implements Callable<Integer> {

    private static final int WAIT_SECONDS = 30;
    private static final int PAGE = 1_000;

    @Mixin
    private final Server server;

    @Option(names = "--after", paramLabel = "CURSOR", description = "Begin after this cursor, not at the beginning.")
    private Optional<String> after = Optional.empty();

    @Option(names = "--follow", description = "Wait for more until interrupted.")
    private boolean follow;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    EventsCommand(Server server) {
        this.server = server;
    }

    @Override
    public Integer call() {
        Optional<String> end = json ? jsonEvents() : table();
        end.ifPresent(cursor -> server.terminal().say("Next: --after " + cursor));
        return Exit.DONE;
    }

    private Optional<String> jsonEvents() {
        if (follow) {
            return read(page -> page.forEach(event -> server.terminal().out().println(JsonWriter.write(event.json()))));
        }
        Listing.JsonLines lines = new Listing.JsonLines(server.terminal());
        Optional<String> end = read(lines::print);
        lines.end();
        return end;
    }

    private Optional<String> table() {
        Table table =
                new Table(server.terminal(), "TIME (UTC)", "TYPE", "USER", "STATE", "ORGANIZATION", "ROLES", "EFFECTS");
        return read(page -> table.print(page.stream().map(EventsCommand::row).toList()));
    }

    private interface Pages {
        void print(List<Item> page);
    }

    /** Reads to the end, or on and on; stops when nobody reads what is printed. Answers where it ended. */
    private Optional<String> read(Pages pages) {
        AdminApi api = server.api();
        Optional<String> cursor = after;
        boolean more = true;
        while (more && !server.terminal().out().checkError()) {
            Query query = Query.NONE.with("after", cursor).with("limit", PAGE);
            Item answer = api.get("/events", follow ? query.with("wait", WAIT_SECONDS) : query);
            pages.print(answer.items("items"));
            cursor = answer.optional("next").or(() -> after);
            more = follow || answer.flag("more");
        }
        return cursor;
    }

    private static List<String> row(Item event) {
        Item user = event.object("user");
        return List.of(
                event.time("at"),
                event.text("type"),
                user.text("userName"),
                user.text("state"),
                user.text("organization"),
                String.join(", ", user.texts("roles")),
                event.items("effects").stream().map(EventsCommand::effect).collect(Collectors.joining("; ")));
    }

    private static String effect(Item effect) {
        String field = effect.optional("field").map(text -> " " + text).orElse("");
        return effect.text("action")
                + field
                + effect.optional("new").map(text -> " " + text).orElse("");
    }
}
