package org.rollcall.server.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rollcall.scim.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Applications that follow the event feed (P-104). */
@Command(
        name = "application",
        description = "Applications that follow the event feed: their tokens, what they follow, how far they are.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  rollcall application create --name Files --organizations Company/Sales",
            "  rollcall application set Files --acknowledge-within 300",
            "  rollcall application rotate Files",
            "  rollcall application revoke Files rcp_3f2a91c",
            "  rollcall application unacknowledged Files",
            "  rollcall application webhook Files https://files.example.com/hooks/rollcall"
        })
final class ApplicationCommand {

    private static final String LIST = "by commas; \"\" for no restriction.";

    /** What can be set. */
    static final class Settings {
        @Option(
                names = "--organizations",
                paramLabel = "PATHS",
                description = "Whose people it follows, with those below, " + LIST)
        private Optional<String> organizations = Optional.empty();

        @Option(names = "--roles", paramLabel = "NAMES", description = "Roles of which a person has one, " + LIST)
        private Optional<String> roles = Optional.empty();

        @Option(names = "--types", paramLabel = "TYPES", description = "Types of events, " + LIST)
        private Optional<String> types = Optional.empty();

        @Option(
                names = "--lag-alarm",
                paramLabel = "SECONDS",
                description = "How long an event may wait before administrators are told.")
        private Optional<Integer> lagAlarm = Optional.empty();

        @Option(
                names = "--acknowledge-within",
                paramLabel = "SECONDS",
                description = "How soon it acknowledges each loss of access; 0: it is not asked to.")
        private Optional<Integer> within = Optional.empty();

        Json.Obj in(Json.Obj body) {
            Json.Obj result = body;
            result = list(result, "organizations", organizations);
            result = list(result, "roles", roles);
            result = list(result, "types", types);
            if (lagAlarm.isPresent()) {
                result = result.with("lagAlarmSeconds", Json.number(lagAlarm.get()));
            }
            if (within.isPresent()) {
                result = result.with(
                        "acknowledgeWithinSeconds", within.get() == 0 ? Json.NULL : Json.number(within.get()));
            }
            return result;
        }

        private static Json.Obj list(Json.Obj body, String name, Optional<String> names) {
            return names.map(text -> body.with(
                            name,
                            new Json.Arr(Arrays.stream(text.split(",", -1))
                                    .map(String::strip)
                                    .filter(part -> !part.isEmpty())
                                    .<Json>map(Json::text)
                                    .toList())))
                    .orElse(body);
        }
    }

    @Mixin
    private final Server server;

    ApplicationCommand(Server server) {
        this.server = server;
    }

    @Command(name = "create", description = "Creates one and prints its token, this once.")
    int create(
            @Option(names = "--name", paramLabel = "NAME", required = true, description = "What you call it.")
                    String name,
            @Mixin Settings settings) {
        Json.Obj body = settings.in(Json.Obj.EMPTY.with("name", Json.text(name)));
        server.terminal().print(server.api().post("/applications", body).text("token"));
        return Exit.DONE;
    }

    @Command(name = "list", description = "Lists them: what they follow, how far they are, and their tokens.")
    int list(@Option(names = "--json", description = "Print a JSON array.") boolean json) {
        List<Item> all = all();
        if (json) {
            Listing.JsonLines lines = new Listing.JsonLines(server.terminal());
            lines.print(all);
            lines.end();
        } else {
            all.forEach(this::print);
        }
        if (all.isEmpty()) {
            server.terminal().say("No application yet. Create one with: rollcall application create --name NAME");
        }
        return Exit.DONE;
    }

    private void print(Item application) {
        Facts facts = new Facts();
        facts.add("Application", application.text("name"));
        facts.add("Organizations", some(application.texts("organizations")));
        facts.add("Roles", some(application.texts("roles")));
        facts.add("Events", some(application.texts("types")));
        facts.add("Cursor", application.text("cursor"));
        facts.add("Lag", application.text("lagSeconds") + " s" + (application.flag("late") ? ", too long" : ""));
        application
                .optional("acknowledgeWithinSeconds")
                .ifPresent(seconds -> facts.add(
                        "Acknowledges",
                        "within %s s; %s missing".formatted(seconds, application.text("unacknowledged"))));
        application.items("tokens").forEach(token -> facts.add("Token", token(token)));
        facts.print(server.terminal());
    }

    private static String token(Item token) {
        List<String> words = new ArrayList<>(List.of(token.text("hint") + "…"));
        token.optional("revokedAt").ifPresent(at -> words.add("revoked"));
        token.optional("expiresAt").ifPresent(at -> words.add("ends " + Text.time(at)));
        words.add(
                token.optional("lastUsedAt").map(at -> "used " + Text.time(at)).orElse("never used"));
        return String.join(", ", words);
    }

    private static String some(List<String> names) {
        return names.isEmpty() ? "all" : String.join(", ", names);
    }

    @Command(name = "set", description = "Changes what one follows, and its alarms; what is not named stays.")
    int set(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--rename", paramLabel = "NAME", description = "Another name.") Optional<String> rename,
            @Mixin Settings settings) {
        Json.Obj body = settings.in(
                rename.map(text -> Json.Obj.EMPTY.with("name", Json.text(text))).orElse(Json.Obj.EMPTY));
        print(server.api().put(path(name), Query.NONE, body));
        return Exit.DONE;
    }

    @Command(name = "delete", description = "Deletes one, with its tokens and its ids of people.")
    int delete(@Parameters(paramLabel = "NAME") String name) {
        server.api().delete(path(name));
        server.terminal().print("Deleted.");
        return Exit.DONE;
    }

    @Command(
            name = "rotate",
            description = "Issues a second token and prints it. The old one works until you revoke it.")
    int rotate(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--expires",
                            paramLabel = "TIME",
                            description = "When the new one ends, like 2027-06-30T00:00:00Z. Default: never.")
                    Optional<String> expires) {
        Json.Obj body = expires.map(time -> Json.Obj.EMPTY.with("expiresAt", Json.text(time)))
                .orElse(Json.Obj.EMPTY);
        server.terminal().print(server.api().post(path(name) + "/tokens", body).text("token"));
        return Exit.DONE;
    }

    @Command(
            name = "revoke",
            description = "Ends a token, by its first characters or its id, from the next request on.")
    int revoke(@Parameters(paramLabel = "NAME") String name, @Parameters(paramLabel = "TOKEN") String token) {
        Item application = named(name);
        Item found = application.items("tokens").stream()
                .filter(known -> known.optional("revokedAt").isEmpty())
                .filter(known ->
                        known.text("id").equals(token) || known.text("hint").equals(token.replace("…", "")))
                .findFirst()
                .orElseThrow(() -> Failure.refused("%s has no token \"%s\" that works.".formatted(name, token)));
        server.api().delete(path(application) + "/tokens/" + found.text("id"));
        server.terminal().print("Revoked.");
        return Exit.DONE;
    }

    @Command(name = "unacknowledged", description = "Lists losses of access that one did not acknowledge in time.")
    int unacknowledged(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--json", description = "Print a JSON array.") boolean json) {
        List<Item> missing = server.api()
                .get(path(name) + "/unacknowledged", Query.NONE.with("limit", 1_000))
                .items("items");
        if (json) {
            Listing.JsonLines lines = new Listing.JsonLines(server.terminal());
            lines.print(missing);
            lines.end();
        } else {
            new Table(server.terminal(), "TIME (UTC)", "TYPE", "USER", "EVENT")
                    .print(missing.stream()
                            .map(item -> List.of(
                                    item.time("at"), item.text("type"), item.text("userName"), item.text("event")))
                            .toList());
        }
        return Exit.DONE;
    }

    @Command(name = "webhook", description = "Says where one is called, or shows how that goes.")
    int webhook(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "URL", arity = "0..1", description = "Where events are posted; https.")
                    Optional<String> url,
            @Option(names = "--remove", description = "Call it no more.") boolean remove) {
        String path = path(name) + "/webhook";
        if (remove) {
            server.api().delete(path);
            server.terminal().print("Removed.");
            return Exit.DONE;
        }
        Item webhook = url.map(text -> server.api().put(path, Query.NONE, Json.Obj.EMPTY.with("url", Json.text(text))))
                .orElseGet(() -> server.api().get(path, Query.NONE));
        webhook.optional("secret").ifPresent(secret -> server.terminal().print(secret));
        if (url.isEmpty()) {
            show(webhook);
        }
        return Exit.DONE;
    }

    private void show(Item webhook) {
        Facts facts = new Facts();
        facts.add("URL", webhook.text("url"));
        facts.add("Reached", webhook.text("reached"));
        webhook.optional("deliveredAt").ifPresent(at -> facts.add("Last delivered", Text.time(at)));
        webhook.optional("switchedOffAt").ifPresent(at -> facts.add("Switched off", Text.time(at)));
        facts.add("Waiting", webhook.text("waiting"));
        facts.add("Given up", webhook.text("dead"));
        webhook.optional("problem").ifPresent(problem -> facts.add("Last problem", problem));
        facts.print(server.terminal());
    }

    @Command(
            name = "webhook-secret",
            description = "Makes a new secret and prints it. The old one signs beside it for a day.")
    int webhookSecret(@Parameters(paramLabel = "NAME") String name) {
        server.terminal()
                .print(server.api()
                        .post(path(name) + "/webhook/secret", Json.Obj.EMPTY)
                        .text("secret"));
        return Exit.DONE;
    }

    @Command(name = "undelivered", description = "Lists events that its webhook did not take, those given up first.")
    int undelivered(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--json", description = "Print a JSON array.") boolean json) {
        List<Item> letters = server.api()
                .get(path(name) + "/webhook/deliveries", Query.NONE.with("limit", 1_000))
                .items("items");
        if (json) {
            Listing.JsonLines lines = new Listing.JsonLines(server.terminal());
            lines.print(letters);
            lines.end();
        } else {
            new Table(server.terminal(), "EVENT", "TYPE", "USER", "ATTEMPTS", "NEXT (UTC)", "PROBLEM")
                    .print(letters.stream().map(ApplicationCommand::letter).toList());
        }
        return Exit.DONE;
    }

    private static List<String> letter(Item letter) {
        return List.of(
                letter.text("event"),
                letter.text("type"),
                letter.text("userName"),
                letter.text("attempts"),
                letter.optional("dueAt").map(Text::time).orElse("given up"),
                letter.optional("problem").orElse("waits for an earlier one"));
    }

    @Command(name = "redeliver", description = "Posts again what waits or was given up, under the same ids.")
    int redeliver(@Parameters(paramLabel = "NAME") String name) {
        Item answer = server.api().post(path(name) + "/webhook/redeliver", Json.Obj.EMPTY);
        server.terminal().print("%s events are posted again.".formatted(answer.text("events")));
        return Exit.DONE;
    }

    private List<Item> all() {
        return server.api().get("/applications", Query.NONE).items("items");
    }

    private String path(String name) {
        return path(named(name));
    }

    private static String path(Item application) {
        return "/applications/" + application.text("id");
    }

    private Item named(String name) {
        List<Item> all = all();
        return all.stream()
                .filter(known ->
                        same(known.text("name"), name) || known.text("id").equals(name))
                .findFirst()
                .orElseThrow(() -> Failure.refused("There is no application \"%s\"; there are: %s."
                        .formatted(
                                name,
                                all.isEmpty()
                                        ? "none"
                                        : all.stream()
                                                .map(known -> known.text("name"))
                                                .collect(Collectors.joining(", ")))));
    }

    private static boolean same(String a, String b) {
        return a.strip().toLowerCase(Locale.ROOT).equals(b.strip().toLowerCase(Locale.ROOT));
    }
}
