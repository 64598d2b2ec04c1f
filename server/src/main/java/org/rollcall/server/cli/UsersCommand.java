package org.rollcall.server.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rollcall.scim.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "users",
        description = "Lists users: where each is, with which roles, in which state.",
        footerHeading = "%nExamples:%n",
        footer = {"  rollcall users --state blocked", "  rollcall users --provider okta --json"})
final class UsersCommand implements Callable<Integer> {

    @Mixin
    private final Server server;

    @Option(names = "--name", paramLabel = "TEXT", description = "Only users with this in their userName.")
    private Optional<String> userName = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only active, blocked, deactivated or deleted users.")
    private Optional<String> state = Optional.empty();

    @Option(names = "--provider", paramLabel = "NAME", description = "Only users of this provider.")
    private Optional<String> provider = Optional.empty();

    @Option(names = "--adoptable", description = "Only users whom no provider owns and one may adopt.")
    private boolean adoptable;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    UsersCommand(Server server) {
        this.server = server;
    }

    @Override
    public Integer call() {
        Query query = Query.NONE
                .with("userName", userName)
                .with("state", state)
                .with("provider", provider)
                .with("adoptable", adoptable ? Optional.of("true") : Optional.empty());
        Listing users = new Listing(server.api(), "/users", query, Positive.of(limit));
        if (json) {
            users.json(server.terminal());
        } else {
            print(users);
        }
        return Exit.DONE;
    }

    private void print(Listing users) {
        Table table =
                new Table(server.terminal(), "USERNAME", "STATE", "ORGANIZATION", "ROLES", "PROVIDER", "SINCE (UTC)");
        users.table(server.terminal(), table, UsersCommand::row, "user");
    }

    @Command(name = "import", description = "Creates the local users of a CSV file; who is there already stays.")
    int importAll(
            @Parameters(paramLabel = "FILE", description = "Headings userName, organization and displayName.")
                    Path file,
            @Option(names = "--dry-run", description = "Only say what would become of each line.") boolean dryRun,
            @Option(names = "--json", description = "Print a JSON object.") boolean asJson) {
        Json.Obj body = Json.Obj.EMPTY.with("csv", Json.text(read(file))).with("dryRun", Json.bool(dryRun));
        Item answer = server.api().patient().post("/users/import", body);
        if (asJson) {
            server.json(answer);
        } else {
            printImport(answer);
        }
        return Exit.DONE;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw Failure.environment("%s is not in UTF-8; save it as CSV in UTF-8.".formatted(file));
        } catch (IOException e) {
            throw Failure.environment("%s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    private void printImport(Item answer) {
        List<List<String>> conflicts = answer.items("rows").stream()
                .filter(row -> row.text("outcome").equals("conflict"))
                .map(row -> List.of(row.text("line"), row.text("userName"), row.text("reason")))
                .toList();
        if (!conflicts.isEmpty()) {
            new Table(server.terminal(), "LINE", "CONFLICT", "WHY").print(conflicts);
        }
        server.terminal()
                .print("%s %s, %s there already, %s in conflict."
                        .formatted(
                                answer.text("created"),
                                answer.flag("dryRun") ? "would be created" : "created",
                                answer.text("unchanged"),
                                answer.text("conflicts")));
    }

    private static List<String> row(Item user) {
        return List.of(
                user.text("userName"),
                state(user),
                user.text("organization"),
                String.join(", ", user.texts("roles")),
                user.text("provider"),
                user.time("since"));
    }

    /** A pending deactivation and a legal hold belong to the state. */
    static String state(Item user) {
        String hold =
                user.optional("legalHold").map(matters -> ", on legal hold").orElse("");
        return user.text("state")
                + user.optional("due").map(due -> ", due " + Text.time(due)).orElse("")
                + hold;
    }
}
