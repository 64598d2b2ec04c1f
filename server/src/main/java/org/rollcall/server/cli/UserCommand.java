package org.rollcall.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "user",
        description = "Changes one user by hand. Each change needs a reason, which the log keeps.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  rollcall user block anna@example.com --reason \"lost laptop\"",
            "  rollcall user grant anna@example.com Editor --until 7d --reason \"stands in for Ben\""
        })
final class UserCommand {

    @Mixin
    private final Server server;

    UserCommand(Server server) {
        this.server = server;
    }

    /** What all changes are told. */
    static final class Why {

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the log.")
        private String reason = "";

        @Option(names = "--json", description = "Print the user as a JSON object.")
        private boolean json;
    }

    @Command(name = "block", description = "Denies sign-in at once. Organization and roles stay.")
    int block(@Parameters(paramLabel = "USERNAME") String user, @Mixin Why why) {
        return change(user, "block", Json.Obj.EMPTY, why);
    }

    @Command(
            name = "unblock",
            description =
                    "Ends a block that an administrator set. Whom the provider says to be inactive stays blocked.")
    int unblock(@Parameters(paramLabel = "USERNAME") String user, @Mixin Why why) {
        return change(user, "unblock", Json.Obj.EMPTY, why);
    }

    @Command(name = "deactivate", description = "Deactivates at once, without the provider's delay. All roles end.")
    int deactivate(@Parameters(paramLabel = "USERNAME") String user, @Mixin Why why) {
        return change(user, "deactivate", Json.Obj.EMPTY, why);
    }

    @Command(
            name = "reactivate",
            description = "Brings a deactivated user back, with organization and roles evaluated anew, or cancels a "
                    + "pending deactivation. Whom the provider says to be inactive stays blocked.")
    int reactivate(@Parameters(paramLabel = "USERNAME") String user, @Mixin Why why) {
        return change(user, "reactivate", Json.Obj.EMPTY, why);
    }

    @Command(name = "restore", description = "Brings back a user whom the provider has deleted.")
    int restore(@Parameters(paramLabel = "USERNAME") String user, @Mixin Why why) {
        return change(user, "restore", Json.Obj.EMPTY, why);
    }

    @Command(
            name = "move",
            description = "Moves a user into another organization. With --pin, mapping does not move it from there.")
    int move(
            @Parameters(paramLabel = "USERNAME") String user,
            @Parameters(paramLabel = "ORGANIZATION", description = "The whole path, such as Company/Sales.")
                    String organization,
            @Option(names = "--pin", description = "Keep it there, whatever the mapping says.") boolean pin,
            @Mixin Why why) {
        Json.Obj body = Json.Obj.EMPTY.with("organization", Json.text(organization));
        return change(user, "move", pin ? body.with("pin", Json.bool(true)) : body, why);
    }

    @Command(name = "unpin", description = "Takes a pin away: the mapping decides again, at once.")
    int unpin(@Parameters(paramLabel = "USERNAME") String user, @Mixin Why why) {
        return change(user, "unpin", Json.Obj.EMPTY, why);
    }

    @Command(
            name = "release",
            description =
                    "Takes a user from its provider, for which it is gone then. Organization and roles stay; the next "
                            + "provider that pushes it adopts it.")
    int release(
            @Parameters(paramLabel = "USERNAME") String user,
            @Option(
                            names = "--pending",
                            paramLabel = "CHOICE",
                            defaultValue = "keep",
                            description = "What becomes of a pending deactivation: keep or cancel "
                                    + "(default: ${DEFAULT-VALUE}).")
                    String pending,
            @Mixin Why why) {
        return change(user, "release", Json.Obj.EMPTY.with("pending", Json.text(pending)), why);
    }

    @Command(
            name = "adoptable",
            description = "Lets a user whom no provider owns be adopted by the next one that pushes it, or no more.")
    int adoptable(
            @Parameters(paramLabel = "USERNAME") String user,
            @Option(names = "--by", paramLabel = "NAME", description = "Only by the provider with this name.")
                    Optional<String> by,
            @Option(names = "--no", description = "No more.") boolean no,
            @Mixin Why why) {
        Json.Obj body = Json.Obj.EMPTY.with("adoptable", Json.bool(!no));
        return change(
                user,
                "adoptable",
                by.map(name -> body.with("provider", Json.text(name))).orElse(body),
                why);
    }

    @Command(
            name = "confirm-email",
            description = "Confirms the e-mail of a user who was adopted by its userName; applications hear of it now.")
    int confirmEmail(
            @Parameters(paramLabel = "USERNAME") String user,
            @Option(names = "--json", description = "Print the user as a JSON object.") boolean json) {
        Item confirmed = server.api().post("/users/%s/confirm-email".formatted(Query.encode(user)), Json.Obj.EMPTY);
        if (json) {
            server.json(confirmed);
        } else {
            print(confirmed);
        }
        return Exit.DONE;
    }

    @Command(
            name = "erase",
            description =
                    "Erases the personal data of a deactivated user, for good. Without --yes it only says what is kept of"
                            + " the user.")
    int erase(
            @Parameters(paramLabel = "USERNAME") String user,
            @Option(names = "--yes", description = "Erase it.") boolean yes,
            @Mixin Why why) {
        if (yes) {
            return change(user, "erase", Json.Obj.EMPTY, why);
        }
        Item kept = server.api().get("/users/%s/erasure".formatted(Query.encode(user)), Query.NONE);
        if (why.json) {
            server.json(kept);
            return Exit.DONE;
        }
        Facts facts = new Facts();
        facts.add("User", kept.text("userName"));
        facts.add("Id", kept.text("id"));
        facts.add("Record", kept.text("records"));
        facts.add("Memberships", kept.text("memberships"));
        facts.add("Rows of the log", kept.text("logRows"));
        facts.add("Events", kept.text("events"));
        facts.print(server.terminal());
        server.terminal().say("Nothing was erased. Repeat with --yes to erase it; that cannot be undone.");
        return Exit.DONE;
    }

    @Command(name = "grant", description = "Grants a role by hand. Synchronisation does not touch it.")
    int grant(
            @Parameters(paramLabel = "USERNAME") String user,
            @Parameters(paramLabel = "ROLE") String role,
            @Option(
                            names = "--until",
                            paramLabel = "TIME",
                            description = "When it ends by itself: a duration from now (8h, 7d), or a time like "
                                    + "2026-12-31T18:00:00Z.")
                    Optional<String> until,
            @Mixin Why why) {
        Json.Obj body = Json.Obj.EMPTY.with("role", Json.text(role));
        return change(
                user,
                "grants",
                until.map(text -> body.with("until", Json.text(time(text).toString())))
                        .orElse(body),
                why);
    }

    @Command(name = "revoke", description = "Takes back a role that was granted by hand.")
    int revoke(@Parameters(paramLabel = "USERNAME") String user, @Parameters(paramLabel = "ROLE") String role) {
        server.api().delete("/users/%s/grants/%s".formatted(Query.encode(user), Query.encode(role)));
        server.terminal().print("%s no longer has %s by hand.".formatted(user, role));
        return Exit.DONE;
    }

    private int change(String user, String what, Json.Obj body, Why why) {
        Item changed = server.api()
                .post("/users/%s/%s".formatted(Query.encode(user), what), body.with("reason", Json.text(why.reason)));
        if (why.json) {
            server.json(changed);
        } else {
            print(changed);
        }
        return Exit.DONE;
    }

    private void print(Item user) {
        Facts facts = new Facts();
        facts.add("User", user.text("userName"));
        facts.add("State", UsersCommand.state(user));
        facts.add("Provider", user.text("provider"));
        user.optional("adoptable").ifPresent(by -> facts.add("May be adopted by", by));
        facts.add("Organization", user.text("organization"));
        facts.add("Roles", String.join(", ", user.texts("roles")));
        facts.print(server.terminal());
    }

    private Instant time(String text) {
        Optional<Duration> fromNow = Span.parse(text);
        try {
            return fromNow.map(span -> server.time().instant().plus(span)).orElseGet(() -> Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw Failure.environment("--until is a duration like 8h or 7d, or a time like 2026-12-31T18:00:00Z.");
        }
    }
}
