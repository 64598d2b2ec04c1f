package org.rollcall.server.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.scim.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "provider",
        description = "Connects identity providers: base URL and credentials of each.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  rollcall provider create --name okta",
            "  rollcall provider create --name onelogin --credential api-credentials",
            "  rollcall provider create --name ldap --kind directory-sync",
            "  rollcall provider rotate okta",
            "  rollcall provider revoke okta rct_3f2a91c",
            "  rollcall provider dialect okta",
            "  rollcall provider access okta --allow 192.0.2.0/24 --rate 500"
        })
final class ProviderCommand {

    private static final String CREDENTIAL =
            "oauth-token (a bearer token), api-credentials (user name and password) or client-credentials"
                    + " (client id and secret, for which the provider fetches tokens itself).";

    private static final String KIND =
            "scim (an identity provider) or directory-sync (the tool that reads a directory, whose runs are awaited).";

    @Mixin
    private final Server server;

    ProviderCommand(Server server) {
        this.server = server;
    }

    @Command(name = "create", description = "Creates a provider and shows its base URL and secret, once.")
    int create(
            @Option(names = "--name", paramLabel = "NAME", required = true, description = "What you call it.")
                    String name,
            @Option(
                            names = "--credential",
                            paramLabel = "TYPE",
                            defaultValue = "oauth-token",
                            description = CREDENTIAL + " Default: ${DEFAULT-VALUE}.")
                    String credential,
            @Option(names = "--kind", paramLabel = "KIND", defaultValue = "scim", description = KIND) String kind,
            @Option(names = "--json", description = "Print a JSON object.") boolean json) {
        Json body = Json.Obj.EMPTY
                .with("name", Json.text(name))
                .with("kind", Json.text(kind))
                .with("credential", Json.text(credential));
        Item created = server.api().post("/providers", body);
        issued(created, "Provider %s is created.".formatted(created.text("name")), json);
        return Exit.DONE;
    }

    @Command(name = "list", description = "Lists providers with their credentials; secrets are not among them.")
    int list(@Option(names = "--json", description = "Print a JSON array.") boolean json) {
        List<Item> providers = providers();
        if (json) {
            Listing.JsonLines lines = new Listing.JsonLines(server.terminal());
            lines.print(providers);
            lines.end();
        } else {
            providers.forEach(this::print);
        }
        if (providers.isEmpty()) {
            server.terminal().say("No provider yet. Create one with: rollcall provider create --name NAME");
        }
        return Exit.DONE;
    }

    @Command(name = "rotate", description = "Issues a second credential. The old one works until you revoke it.")
    int rotate(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--credential",
                            paramLabel = "TYPE",
                            description = CREDENTIAL + " Default: like the newest.")
                    Optional<String> credential,
            @Option(
                            names = "--expires",
                            paramLabel = "TIME",
                            description = "When the new one expires, like 2027-06-30T00:00:00Z. Default: never.")
                    Optional<String> expires,
            @Option(names = "--json", description = "Print a JSON object.") boolean json) {
        Item provider = named(name);
        Json.Obj body = credential
                .map(type -> Json.Obj.EMPTY.with("credential", Json.text(type)))
                .orElse(Json.Obj.EMPTY);
        Item issued = server.api()
                .post(
                        path(provider) + "/credentials",
                        expires.map(time -> body.with("expiresAt", Json.text(time)))
                                .orElse(body));
        issued(issued, "Provider %s has a new credential.".formatted(provider.text("name")), json);
        if (!json) {
            server.terminal()
                    .print(
                            "What worked before still works. When the provider uses the new one: rollcall provider revoke %s CREDENTIAL"
                                    .formatted(provider.text("name")));
        }
        return Exit.DONE;
    }

    @Command(name = "revoke", description = "Ends a credential with the next request.")
    int revoke(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(
                            paramLabel = "CREDENTIAL",
                            description = "Its id or hint, as listed, or the beginning of either.")
                    String credential) {
        Item provider = named(name);
        Item found = credential(provider, credential);
        server.api().delete("%s/credentials/%s".formatted(path(provider), found.text("id")));
        server.terminal().print("Credential %s of %s is revoked.".formatted(found.text("hint"), provider.text("name")));
        return Exit.DONE;
    }

    @Command(
            name = "access",
            description = "Says from where a provider may come, and how often. What you leave out stays.")
    int access(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--allow",
                            paramLabel = "NETWORK",
                            description =
                                    "Networks like 192.0.2.0/24, instead of those allowed before; any allows all.",
                            split = ",")
                    List<String> networks,
            @Option(
                            names = "--rate",
                            paramLabel = "N",
                            description = "Requests per second that each node lets in; 0 lets in any number.")
                    Optional<Integer> rate,
            @Option(names = "--json", description = "Print a JSON object.") boolean json) {
        Item provider = named(name);
        Item set = server.api().put(path(provider) + "/access", Query.NONE, access(networks, rate));
        if (json) {
            server.json(set);
        } else {
            List<String> allowed = set.texts("addresses");
            server.terminal()
                    .print("Provider %s may come from %s, with %s requests per second."
                            .formatted(
                                    provider.text("name"),
                                    allowed.isEmpty() ? "anywhere" : String.join(", ", allowed),
                                    set.text("requestsPerSecond").equals("0")
                                            ? "any number of"
                                            : set.text("requestsPerSecond")));
        }
        return Exit.DONE;
    }

    private static Json.Obj access(@Nullable List<String> networks, Optional<Integer> rate) {
        Json.Obj body = rate.map(number -> Json.Obj.EMPTY.with("requestsPerSecond", Json.number(number)))
                .orElse(Json.Obj.EMPTY);
        if (networks == null) {
            return body;
        }
        List<String> listed = networks.equals(List.of("any")) ? List.of() : networks;
        return body.with(
                "addresses", new Json.Arr(listed.stream().<Json>map(Json::text).toList()));
    }

    @Command(
            name = "kind",
            description = "Says what a provider is, and after how long a silent directory-sync tool is an alarm.")
    int kind(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "KIND", description = KIND) String kind,
            @Option(
                            names = "--silent-after",
                            paramLabel = "TIME",
                            description = "When a run should have come, like 45m or 1d. Default: as the tool says.")
                    Optional<String> silentAfter,
            @Option(names = "--json", description = "Print a JSON object.") boolean json) {
        Item provider = named(name);
        Json.Obj body = Json.Obj.EMPTY.with("kind", Json.text(kind));
        Item set = server.api()
                .put(
                        path(provider) + "/kind",
                        Query.NONE,
                        silentAfter
                                .map(text -> body.with("silentAfterSeconds", Json.number(seconds(text))))
                                .orElse(body));
        if (json) {
            server.json(set);
        } else {
            server.terminal()
                    .print("Provider %s is of the kind %s%s."
                            .formatted(
                                    provider.text("name"),
                                    set.text("kind"),
                                    silentAfter
                                            .map(text -> ", and silent when no run came for " + text)
                                            .orElse("")));
        }
        return Exit.DONE;
    }

    private static long seconds(String text) {
        return Span.parse(text)
                .orElseThrow(() -> Failure.environment("--silent-after is a time like 45m, 6h or 1d."))
                .toSeconds();
    }

    @Command(name = "trust", description = "Accepts signed tokens (JWT) of an issuer, such as Entra ID's own.")
    int trust(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--issuer",
                            paramLabel = "URL",
                            required = true,
                            description = "What its tokens have as iss.")
                    String issuer,
            @Option(names = "--audience", paramLabel = "TEXT", required = true, description = "What they have as aud.")
                    String audience,
            @Option(
                            names = "--keys",
                            paramLabel = "URL",
                            required = true,
                            description = "Where its keys are (JWK Set).")
                    String keys,
            @Option(
                            names = "--subject",
                            paramLabel = "TEXT",
                            split = ",",
                            description = "Only tokens whose sub, appid, azp or client_id is one of these.")
                    List<String> subjects) {
        Item provider = named(name);
        Json.Obj body = Json.Obj.EMPTY
                .with("issuer", Json.text(issuer))
                .with("audience", Json.text(audience))
                .with("keys", Json.text(keys))
                .with("subjects", texts(subjects));
        server.api().put(path(provider) + "/issuer", Query.NONE, body);
        server.terminal().print("Provider %s trusts tokens of %s.".formatted(provider.text("name"), issuer));
        return Exit.DONE;
    }

    private static Json texts(@Nullable List<String> given) {
        return new Json.Arr(
                given == null ? List.of() : given.stream().<Json>map(Json::text).toList());
    }

    @Command(name = "distrust", description = "Accepts no more tokens of another issuer.")
    int distrust(@Parameters(paramLabel = "NAME") String name) {
        Item provider = named(name);
        server.api().delete(path(provider) + "/issuer");
        server.terminal().print("Provider %s trusts no issuer.".formatted(provider.text("name")));
        return Exit.DONE;
    }

    @Command(name = "disable", description = "Refuses a provider's requests until it is enabled. Its users stay.")
    int disable(@Parameters(paramLabel = "NAME") String name) {
        return turn(name, "disable");
    }

    @Command(name = "enable", description = "Accepts a provider's requests again.")
    int enable(@Parameters(paramLabel = "NAME") String name) {
        return turn(name, "enable");
    }

    @Command(
            name = "pause",
            description = "Tells a provider to come again later, until it is resumed. Nothing is lost: it sends again.")
    int pause(@Parameters(paramLabel = "NAME") String name) {
        return turn(name, "pause");
    }

    @Command(name = "resume", description = "Ends a pause.")
    int resume(@Parameters(paramLabel = "NAME") String name) {
        return turn(name, "resume");
    }

    @Command(
            name = "delete",
            description =
                    "Deletes a provider. Without --yes it says what that means and changes nothing. Its users stay,"
                            + " without an owner; another provider that pushes them adopts them.")
    int delete(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--pending",
                            paramLabel = "keep|cancel",
                            required = true,
                            description = "What becomes of deactivations that are to come.")
                    String pending,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for the log.")
                    String reason,
            @Option(names = "--yes", description = "Do it.") boolean yes,
            @Option(names = "--json", description = "Print a JSON object.") boolean json) {
        Json.Obj body = Json.Obj.EMPTY.with("pending", Json.text(pending)).with("reason", Json.text(reason));
        Item report = server.api().post(path(named(name)) + "/delete", Query.NONE.with("dryRun", !yes), body);
        if (json) {
            server.json(report);
        } else {
            Departure.deletion(server.terminal(), report);
        }
        return Exit.DONE;
    }

    @Command(
            name = "hand-over",
            description =
                    "Hands the users of a provider over to another one, which adopts each with its next push. Without"
                            + " --yes it says what that means and changes nothing.")
    int handOver(
            @Parameters(paramLabel = "FROM") String from,
            @Parameters(paramLabel = "TO") String to,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for the log.")
                    String reason,
            @Option(names = "--yes", description = "Do it.") boolean yes,
            @Option(names = "--json", description = "Print a JSON object.") boolean json) {
        Json.Obj body = Json.Obj.EMPTY.with("to", Json.text(to)).with("reason", Json.text(reason));
        Item report = server.api().post(path(named(from)) + "/hand-over", Query.NONE.with("dryRun", !yes), body);
        if (json) {
            server.json(report);
        } else {
            Departure.handOver(server.terminal(), report);
        }
        return Exit.DONE;
    }

    @Command(
            name = "dialect",
            description = "Shows what was repaired or dropped in a provider's requests, and what to do about it.")
    int dialect(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--json", description = "Print a JSON object.") boolean json) {
        Item provider = named(name);
        Item answer = server.api().get(path(provider) + "/dialect", Query.NONE);
        if (json) {
            server.json(answer);
            return Exit.DONE;
        }
        List<Item> notes = answer.items("items");
        new Table(server.terminal(), "RULE", "WHAT", "REQUESTS", "LAST SEEN (UTC)", "LAST REQUEST", "WHAT TO DO")
                .print(notes.stream().map(ProviderCommand::note).toList());
        server.terminal()
                .say("Requests of %s are read in the dialect %s; %s."
                        .formatted(
                                provider.text("name"),
                                answer.text("dialect"),
                                notes.isEmpty() ? "nothing had to be repaired" : Text.count(notes.size(), "repair")));
        return Exit.DONE;
    }

    private static List<String> note(Item note) {
        return List.of(
                note.text("rule").toLowerCase(Locale.ROOT).replace('_', ' '),
                note.text("attribute"),
                note.text("requests"),
                note.time("lastAt"),
                note.text("lastRequestId"),
                note.text("advice"));
    }

    private int turn(String name, String what) {
        Item provider = named(name);
        server.api().post(path(provider) + "/" + what, Json.Obj.EMPTY);
        server.terminal().print("Provider %s is %sd.".formatted(provider.text("name"), what));
        return Exit.DONE;
    }

    // ---- finding

    private List<Item> providers() {
        return server.api().get("/providers", Query.NONE).items("items");
    }

    private Item named(String name) {
        return KnownProviders.named(providers(), name);
    }

    private static Item credential(Item provider, String wanted) {
        List<Item> found = provider.items("credentials").stream()
                .filter(credential -> credential.optional("revokedAt").isEmpty())
                .filter(credential -> credential.text("id").startsWith(wanted)
                        || credential.text("hint").startsWith(wanted))
                .toList();
        if (wanted.isEmpty() || found.size() != 1) {
            throw Failure.refused("%s credentials of %s begin with \"%s\"; see: rollcall provider list"
                    .formatted(found.isEmpty() ? "No live" : "Several live", provider.text("name"), wanted));
        }
        return found.getFirst();
    }

    private static String path(Item provider) {
        return "/providers/" + Query.encode(provider.text("id"));
    }

    // ---- printing

    private void issued(Item answer, String what, boolean json) {
        if (json) {
            server.json(answer);
            return;
        }
        Terminal terminal = server.terminal();
        terminal.print(what);
        terminal.print("");
        Facts facts = new Facts();
        facts.add("  Base URL", answer.text("baseUrl"));
        facts.add("  Token", answer.text("token"));
        facts.add("  User name", answer.text("username"));
        facts.add("  Password", answer.text("password"));
        facts.add("  Token URL", answer.text("tokenUrl"));
        facts.add("  Client id", answer.text("clientId"));
        facts.add("  Client secret", answer.text("clientSecret"));
        facts.print(terminal);
        terminal.print("");
        terminal.print("Copy the %s now: it is shown this once and stored nowhere.".formatted(secret(answer)));
    }

    private static String secret(Item answer) {
        return answer.optional("token").isPresent()
                ? "token"
                : answer.optional("password").isPresent() ? "password" : "client secret";
    }

    private void print(Item provider) {
        String disabled = provider.flag("disabled") ? " (disabled)" : "";
        String paused = provider.flag("paused") ? " (paused)" : "";
        String strict = provider.text("dialect").equals("strict") ? " (strict)" : "";
        String tool = provider.text("kind").equals("directory-sync") ? " (directory-sync)" : "";
        server.terminal()
                .print(provider.text("name") + tool + disabled + paused + strict + "  " + provider.text("baseUrl"));
        Table table = new Table(
                server.terminal(), "  CREDENTIAL", "TYPE", "ID", "CREATED (UTC)", "LAST USED", "FROM", "STATE");
        table.print(
                provider.items("credentials").stream().map(ProviderCommand::row).toList());
    }

    private static List<String> row(Item credential) {
        return List.of(
                "  " + credential.text("hint"),
                credential.text("type"),
                credential.text("id"),
                credential.time("createdAt"),
                credential.optional("lastUsedAt").map(Text::time).orElse("never"),
                credential.text("lastUsedFrom"),
                credential
                        .optional("revokedAt")
                        .map(time -> "revoked " + Text.time(time))
                        .or(() -> credential.optional("expiresAt").map(time -> "expires " + Text.time(time)))
                        .orElse("live"));
    }
}
