package org.rollcall.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rollcall.scim.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "undo",
        description =
                "Takes back what a provider did to people within a time: blocks, moves, roles. What somebody changed"
                        + " since stays, and is listed. What the provider says of people stays what it says.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  rollcall undo --provider okta --since 2h --reason \"a wrong rule\" --dry-run",
            "  rollcall undo --provider okta --since 2026-11-24T09:00:00Z --until 2026-11-24T10:00:00Z --reason \"a wrong rule\""
        })
final class UndoCommand implements Callable<Integer> {

    @Mixin
    private final Server server;

    @Option(names = "--provider", paramLabel = "NAME", required = true, description = "Whose effects.")
    private String provider = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            required = true,
            description = "From when on: a duration (15m, 24h, 7d), a date or a time.")
    private String since = "";

    @Option(names = "--until", paramLabel = "TIME", description = "Until when. Default: now.")
    private Optional<String> until = Optional.empty();

    @Option(names = "--user", paramLabel = "USERNAME", description = "Only effects on this user.")
    private Optional<String> user = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for the log.")
    private String reason = "";

    @Option(names = "--dry-run", description = "Say what would be taken back, and change nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    UndoCommand(Server server) {
        this.server = server;
    }

    @Override
    public Integer call() {
        List<Json> undone = new ArrayList<>();
        List<Json> kept = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Item answer = server.api().post("/undo", Query.NONE.with("dryRun", dryRun), body(after));
            answer.items("undone").forEach(item -> undone.add(item.json()));
            answer.items("kept").forEach(item -> kept.add(item.json()));
            after = answer.optional("next");
        } while (after.isPresent());
        print(undone, kept);
        return Exit.DONE;
    }

    private Json body(Optional<String> after) {
        Json.Obj body = Json.Obj.EMPTY
                .with("provider", Json.text(provider))
                .with("since", Json.text(Span.since(since)))
                .with("reason", Json.text(reason));
        Json.Obj bounded =
                until.map(text -> body.with("until", Json.text(text))).orElse(body);
        Json.Obj ofUser =
                user.map(text -> bounded.with("user", Json.text(text))).orElse(bounded);
        return after.map(text -> ofUser.with("after", Json.text(text))).orElse(ofUser);
    }

    private void print(List<Json> undone, List<Json> kept) {
        if (json) {
            server.json(new Item(Json.Obj.EMPTY
                    .with("dryRun", Json.bool(dryRun))
                    .with("undone", new Json.Arr(undone))
                    .with("kept", new Json.Arr(kept))));
            return;
        }
        Table table = new Table(server.terminal(), "", "USERNAME", "EFFECT", "BECAUSE");
        String done = dryRun ? "would undo" : "undone";
        table.print(undone.stream().map(item -> row(done, Item.of(item))).toList());
        table.print(kept.stream().map(item -> row("kept", Item.of(item))).toList());
        server.terminal().say("%s %s, %s.".formatted(Text.count(undone.size(), "effect"), done, kept.size() + " kept"));
    }

    private static List<String> row(String what, Item item) {
        return List.of(what, item.text("userName"), item.text("effect"), item.text("reason"));
    }
}
