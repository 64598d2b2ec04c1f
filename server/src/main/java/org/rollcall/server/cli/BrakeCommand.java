package org.rollcall.server.cli;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "brake",
        description = "Shows what the brake holds because a provider did more harm than allowed, and decides on it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  rollcall brake list --provider okta",
            "  rollcall brake release --provider okta --reason \"the team was closed\"",
            "  rollcall brake reject --user anna@example.com --reason \"removed by mistake\""
        })
final class BrakeCommand {

    @Mixin
    private final Server server;

    BrakeCommand(Server server) {
        this.server = server;
    }

    /** Whose effects, and why. */
    static final class Which {

        @Option(names = "--provider", paramLabel = "NAME", description = "Only effects of this provider.")
        private Optional<String> provider = Optional.empty();

        @Option(
                names = "--user",
                paramLabel = "USERNAME",
                description = "Only effects for this user; can be given several times.")
        private List<String> users = List.of();

        @Option(names = "--all", description = "All effects, when neither provider nor user is named.")
        private boolean all;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the log.")
        private String reason = "";

        @Option(names = "--dry-run", description = "Say how many would be decided on, and change nothing.")
        private boolean dryRun;

        @Option(names = "--json", description = "Print the answer as a JSON object.")
        private boolean json;
    }

    @Command(name = "list", description = "Lists what is held, by user.")
    int list(
            @Option(names = "--provider", paramLabel = "NAME", description = "Only effects of this provider.")
                    Optional<String> provider,
            @Option(names = "--user", paramLabel = "USERNAME", description = "Only effects for this user.")
                    Optional<String> user,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "1000",
                            description = "How many users at most (default: ${DEFAULT-VALUE}).")
                    int limit,
            @Option(names = "--json", description = "Print a JSON array.") boolean json) {
        Listing held = new Listing(
                server.api(), "/brake", Query.NONE.with("provider", provider).with("user", user), Positive.of(limit));
        if (json) {
            held.json(server.terminal());
        } else {
            print(held);
        }
        return Exit.DONE;
    }

    private void print(Listing held) {
        Table table =
                new Table(server.terminal(), "USERNAME", "PROVIDER", "EFFECT", "WANTED", "BECAUSE", "SINCE (UTC)");
        held.table(server.terminal(), table, BrakeCommand::row, "held effect");
    }

    private static List<String> row(Item held) {
        return List.of(
                held.text("userName"),
                held.text("provider"),
                held.text("effect"),
                held.text("wanted"),
                held.text("reason"),
                held.time("since"));
    }

    @Command(name = "release", description = "Lets held effects happen. Leavers get the normal delay.")
    int release(@Mixin Which which) {
        return decide("release", "released", which);
    }

    @Command(
            name = "reject",
            description = "Decides against held effects: the accounts stay as they are, until the provider wants "
                    + "something else.")
    int reject(@Mixin Which which) {
        return decide("reject", "rejected", which);
    }

    private int decide(String verdict, String done, Which which) {
        if (which.provider.isEmpty() && which.users.isEmpty() && !which.all) {
            throw Failure.environment("Name a --provider or a --user, or say --all.");
        }
        Json.Obj body = Json.Obj.EMPTY.with("reason", Json.text(which.reason));
        body = which.provider.isPresent() ? body.with("provider", Json.text(which.provider.get())) : body;
        body = which.users.isEmpty() ? body : body.with("users", Json.Arr.ofTexts(which.users));
        Item answer = server.api().post("/brake/" + verdict + (which.dryRun ? "?dryRun=true" : ""), body);
        if (which.json) {
            server.json(answer);
        } else {
            server.terminal()
                    .print("%s%s of %s %s."
                            .formatted(
                                    which.dryRun ? "Dry run: " : "",
                                    Text.count(Long.parseLong(answer.text("effects")), "effect"),
                                    Text.count(Long.parseLong(answer.text("people")), "user"),
                                    which.dryRun ? "would be " + done : done));
        }
        return Exit.DONE;
    }
}
