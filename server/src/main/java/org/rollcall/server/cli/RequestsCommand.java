package org.rollcall.server.cli;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "requests",
        description =
                "Shows what providers sent, what they were answered and what it did, and repeats a failed request.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  rollcall requests list --failed --user anna@example.com",
            "  rollcall requests show 01935f3e-7c19-7aaa-8bbb-cccdddeeefff",
            "  rollcall requests replay 01935f3e-7c19-7aaa-8bbb-cccdddeeefff",
            "  rollcall requests keep okta --only failures --days 14"
        })
final class RequestsCommand {

    @Mixin
    private final Server server;

    RequestsCommand(Server server) {
        this.server = server;
    }

    @Command(name = "list", description = "Lists requests, newest first.")
    int list(
            @Option(
                            names = "--since",
                            paramLabel = "TIME",
                            defaultValue = "24h",
                            description = "A duration (15m, 24h, 7d), a date or a time (default: ${DEFAULT-VALUE}).")
                    String since,
            @Option(names = "--until", paramLabel = "TIME", description = "A time.") Optional<String> until,
            @Option(names = "--provider", paramLabel = "NAME", description = "Only requests of this provider.")
                    Optional<String> provider,
            @Option(names = "--user", paramLabel = "USERNAME", description = "Only requests about this user.")
                    Optional<String> user,
            @Option(names = "--status", paramLabel = "CODE", description = "Only requests answered with this status.")
                    Optional<String> status,
            @Option(names = "--failed", description = "Only requests that failed.") boolean failed,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "1000",
                            description = "How many at most (default: ${DEFAULT-VALUE}).")
                    int limit,
            @Option(names = "--json", description = "Print a JSON array.") boolean json) {
        Query query = Query.NONE
                .with("since", Span.since(since))
                .with("until", until)
                .with("provider", provider)
                .with("user", user)
                .with("status", status)
                .with("failed", failed);
        Listing requests = new Listing(server.api(), "/requests", query, Positive.of(limit));
        if (json) {
            requests.json(server.terminal());
        } else {
            print(requests);
        }
        return Exit.DONE;
    }

    private void print(Listing requests) {
        Table table = new Table(
                server.terminal(), "TIME (UTC)", "PROVIDER", "METHOD", "PATH", "STATUS", "MS", "DETAIL", "ID");
        requests.table(server.terminal(), table, RequestsCommand::row, "request");
    }

    private static List<String> row(Item request) {
        return List.of(
                request.time("time"),
                request.text("provider"),
                request.text("method"),
                request.text("path"),
                request.text("status"),
                request.text("milliseconds"),
                request.text("detail"),
                request.text("id"));
    }

    @Command(name = "show", description = "Prints one request as JSON, with its body and its effects.")
    int show(@Parameters(paramLabel = "ID") String id) {
        server.json(server.api().get(path(id), Query.NONE));
        return Exit.DONE;
    }

    @Command(name = "replay", description = "Carries a failed request out once more. Exits with 1 when it fails again.")
    int replay(@Parameters(paramLabel = "ID") String id) {
        Item answer = server.api().post(path(id) + "/replay", Json.Obj.EMPTY);
        String detail =
                answer.optional("detail").map(text -> ": " + Text.safe(text)).orElse(".");
        server.terminal().print("It was answered with " + answer.text("status") + detail);
        return answer.text("status").startsWith("2") ? Exit.DONE : Exit.REFUSED;
    }

    @Command(name = "keep", description = "Says which requests of a provider are kept, and for how long.")
    int keep(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--only", paramLabel = "WHICH", description = "all, failures or none.")
                    Optional<String> which,
            @Option(names = "--days", paramLabel = "N", description = "For how many days.") Optional<Integer> days) {
        AdminApi api = server.api();
        Item provider = KnownProviders.named(api, name);
        Json.Obj body =
                which.map(text -> Json.Obj.EMPTY.with("keep", Json.text(text))).orElse(Json.Obj.EMPTY);
        Item kept = api.put(
                "/providers/" + Query.encode(provider.text("id")) + "/requests",
                Query.NONE,
                days.map(number -> body.with("days", Json.number(number))).orElse(body));
        server.terminal()
                .print("Requests of %s that are kept: %s, for %s."
                        .formatted(
                                provider.text("name"),
                                kept.text("keep"),
                                Text.count(Long.parseLong(kept.text("days")), "day")));
        return Exit.DONE;
    }

    private static String path(String id) {
        return "/requests/" + Query.encode(id);
    }
}
