package org.rollcall.server.cli;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tokens of the API. */
@Command(
        name = "token",
        description = "Tokens of the API, for scripts and for applications. Each may no more than its kind.",
        footerHeading = "%nExamples:%n",
        footer = {"  rollcall token issue --kind log-viewer --days 90", "  rollcall token revoke ID"})
final class TokenCommand {

    @Mixin
    private final Server server;

    TokenCommand(Server server) {
        this.server = server;
    }

    @Command(name = "list", description = "Lists them, newest first.")
    int list(@Option(names = "--json", description = "Print a JSON array.") boolean json) {
        List<Item> all = server.api().get("/tokens", Query.NONE).items("items");
        if (json) {
            Listing.JsonLines lines = new Listing.JsonLines(server.terminal());
            lines.print(all);
            lines.end();
        } else {
            new Table(server.terminal(), "ID", "TOKEN", "KIND", "ORGANIZATION", "ENDS (UTC)", "LAST USED (UTC)")
                    .print(all.stream().map(TokenCommand::row).toList());
        }
        return Exit.DONE;
    }

    private static List<String> row(Item token) {
        return List.of(
                token.text("id"),
                token.text("hint") + "…",
                token.text("kind"),
                token.text("organization"),
                token.optional("revokedAt")
                        .map(at -> "revoked")
                        .or(() -> token.optional("expiresAt").map(Text::time))
                        .orElse("never"),
                token.optional("lastUsedAt").map(Text::time).orElse("never"));
    }

    @Command(name = "issue", description = "Makes one, and prints it this once.")
    int issue(
            @Mixin Powers powers,
            @Option(names = "--days", paramLabel = "DAYS", description = "How long it works. Default: until revoked.")
                    Optional<Integer> days) {
        Json.Obj body = powers.body();
        Item issued = server.api()
                .post(
                        "/tokens",
                        days.map(d -> body.with("days", Json.number(d))).orElse(body));
        server.terminal().print(issued.text("token"));
        return Exit.DONE;
    }

    @Command(name = "revoke", description = "Ends one, from the next request on.")
    int revoke(@Parameters(paramLabel = "ID") String id) {
        server.api().delete("/tokens/" + Query.encode(id));
        server.terminal().print("Revoked.");
        return Exit.DONE;
    }
}
