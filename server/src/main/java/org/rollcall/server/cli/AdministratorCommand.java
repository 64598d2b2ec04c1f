package org.rollcall.server.cli;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who signs in to the console, and what each may do (P-111). */
@Command(
        name = "administrator",
        description = "Who signs in to the console, and what each may do.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  rollcall administrator add lee@example.com --kind log-viewer",
            "  rollcall administrator add kim@example.com --kind organization-administrator --organization Company/Sales",
            "  rollcall administrator reset lee@example.com"
        })
final class AdministratorCommand {

    @Mixin
    private final Server server;

    AdministratorCommand(Server server) {
        this.server = server;
    }

    @Command(name = "list", description = "Lists all administrators.")
    int list(@Option(names = "--json", description = "Print a JSON array.") boolean json) {
        List<Item> all = server.api().get("/administrators", Query.NONE).items("items");
        if (json) {
            Listing.JsonLines lines = new Listing.JsonLines(server.terminal());
            lines.print(all);
            lines.end();
        } else {
            new Table(server.terminal(), "NAME", "KIND", "ORGANIZATION", "SIGNS IN BY", "INVITED UNTIL (UTC)")
                    .print(all.stream()
                            .map(each -> List.of(
                                    each.text("name"),
                                    each.text("kind"),
                                    each.text("organization"),
                                    each.text("signIn"),
                                    each.optional("invitedUntil")
                                            .map(Text::time)
                                            .orElse("")))
                            .toList());
        }
        return Exit.DONE;
    }

    @Command(
            name = "add",
            description = "Adds one. Prints a one-time code to hand over, unless it signs in at the OpenID provider.")
    int add(
            @Parameters(paramLabel = "NAME") String name,
            @Mixin Powers powers,
            @Option(
                            names = "--openid",
                            description = "It signs in at the OpenID provider, where it is known by this name.")
                    boolean openId) {
        Json.Obj body =
                powers.body().with("name", Json.text(name)).with("signIn", Json.text(openId ? "openid" : "password"));
        return invited(server.api().post("/administrators", body));
    }

    @Command(name = "change", description = "Gives one another kind, from its next request on.")
    int change(@Parameters(paramLabel = "NAME") String name, @Mixin Powers powers) {
        server.api().put(path(name), Query.NONE, powers.body());
        server.terminal().print("Changed.");
        return Exit.DONE;
    }

    @Command(
            name = "reset",
            description = "Takes password, authenticator and sessions of one away, and prints a new one-time code.")
    int reset(@Parameters(paramLabel = "NAME") String name) {
        return invited(server.api().post(path(name) + "/reset", Json.Obj.EMPTY));
    }

    @Command(name = "remove", description = "Removes one, with all its sessions.")
    int remove(@Parameters(paramLabel = "NAME") String name) {
        server.api().delete(path(name));
        server.terminal().print("Removed.");
        return Exit.DONE;
    }

    private int invited(Item administrator) {
        Optional<String> code = administrator.optional("code");
        if (code.isPresent()) {
            server.terminal()
                    .print("%s enters this code, once and within 7 days, at %s"
                            .formatted(administrator.text("name"), administrator.text("joinUrl")));
            server.terminal().print(code.get());
        } else {
            server.terminal().print("%s signs in at the OpenID provider.".formatted(administrator.text("name")));
        }
        return Exit.DONE;
    }

    private static String path(String name) {
        return "/administrators/" + Query.encode(name);
    }
}
