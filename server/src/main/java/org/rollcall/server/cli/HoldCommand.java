package org.rollcall.server.cli;

import java.util.List;
import org.rollcall.scim.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "hold",
        description = "Legal matters and whom they hold. A held user can be blocked, and is never deactivated.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  rollcall hold create \"Harbor v. Quay\"",
            "  rollcall hold add \"Harbor v. Quay\" anna@example.com --reason \"order of 3 May\"",
            "  rollcall hold release \"Harbor v. Quay\" --reason settled"
        })
final class HoldCommand {

    @Mixin
    private final Server server;

    HoldCommand(Server server) {
        this.server = server;
    }

    @Command(name = "list", description = "Lists all matters.")
    int list(@Option(names = "--json", description = "Print a JSON array.") boolean json) {
        List<Item> matters = server.api().get("/matters", Query.NONE).items("items");
        if (json) {
            array(matters);
        } else {
            new Table(server.terminal(), "MATTER", "CUSTODIANS", "CREATED (UTC)", "RELEASED (UTC)")
                    .print(matters.stream()
                            .map(matter -> List.of(
                                    matter.text("name"),
                                    matter.text("custodians"),
                                    matter.time("createdAt"),
                                    matter.optional("releasedAt")
                                            .map(Text::time)
                                            .orElse("")))
                            .toList());
        }
        return Exit.DONE;
    }

    @Command(name = "custodians", description = "Lists whom a matter holds.")
    int custodians(
            @Parameters(paramLabel = "MATTER") String matter,
            @Option(names = "--json", description = "Print a JSON array.") boolean json) {
        List<Item> custodians =
                server.api().get(path(matter, "custodians"), Query.NONE).items("items");
        if (json) {
            array(custodians);
        } else {
            new Table(server.terminal(), "USERNAME", "SINCE (UTC)")
                    .print(custodians.stream()
                            .map(custodian -> List.of(custodian.text("userName"), custodian.time("since")))
                            .toList());
        }
        return Exit.DONE;
    }

    private void array(List<Item> items) {
        Listing.JsonLines lines = new Listing.JsonLines(server.terminal());
        lines.print(items);
        lines.end();
    }

    @Command(name = "create", description = "Opens a matter, which holds nobody yet.")
    int create(@Parameters(paramLabel = "MATTER") String matter) {
        server.api().post("/matters", Json.Obj.EMPTY.with("name", Json.text(matter)));
        server.terminal().print("The matter %s is open.".formatted(matter));
        return Exit.DONE;
    }

    @Command(name = "add", description = "Has a matter hold users.")
    int add(
            @Parameters(paramLabel = "MATTER") String matter,
            @Parameters(paramLabel = "USERNAME", arity = "1..*") List<String> users,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the log.")
                    String reason) {
        return change(matter, "custodians", Json.Obj.EMPTY.with("add", Json.Arr.ofTexts(users)), reason);
    }

    @Command(
            name = "remove",
            description = "Ends the hold of a matter on users. Whose deactivation was withheld is due after the "
                    + "normal delay, unless another matter holds the user.")
    int remove(
            @Parameters(paramLabel = "MATTER") String matter,
            @Parameters(paramLabel = "USERNAME", arity = "1..*") List<String> users,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the log.")
                    String reason) {
        return change(matter, "custodians", Json.Obj.EMPTY.with("remove", Json.Arr.ofTexts(users)), reason);
    }

    @Command(name = "release", description = "Ends a matter, and its hold on everybody.")
    int release(
            @Parameters(paramLabel = "MATTER") String matter,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the log.")
                    String reason) {
        return change(matter, "release", Json.Obj.EMPTY, reason);
    }

    private int change(String matter, String what, Json.Obj body, String reason) {
        Item answer = server.api().post(path(matter, what), body.with("reason", Json.text(reason)));
        server.terminal().print("%s: changed.".formatted(Text.count(Long.parseLong(answer.text("people")), "user")));
        return Exit.DONE;
    }

    private static String path(String matter, String what) {
        return "/matters/%s/%s".formatted(Query.encode(matter), what);
    }
}
