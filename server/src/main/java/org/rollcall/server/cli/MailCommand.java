package org.rollcall.server.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Mail to administrators (P-94). */
@Command(
        name = "mail",
        description = "Which mail goes to which administrators, and whether it arrives.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  rollcall mail set --report daily --recipients environment-administrator,log-viewer",
            "  rollcall mail address lee@example.com --off",
            "  rollcall mail test lee@example.com"
        })
final class MailCommand {

    @Mixin
    private final Server server;

    MailCommand(Server server) {
        this.server = server;
    }

    @Command(name = "show", description = "Shows what is sent, and how it goes.")
    int show(@Option(names = "--json", description = "Print a JSON object.") boolean json) {
        Item mail = server.api().get("/mail", Query.NONE);
        if (json) {
            server.json(mail);
        } else {
            print(mail);
        }
        return Exit.DONE;
    }

    private void print(Item mail) {
        Facts facts = new Facts();
        facts.add("Report", mail.text("report"));
        facts.add("Administrative roles", mail.flag("roleNotices") ? "told" : "not told");
        facts.add("Recipients", String.join(", ", mail.texts("recipients")));
        facts.add("Mail server", mail.flag("configured") ? "named" : "none; see: rollcall up --help");
        facts.add("Waiting", mail.text("waiting"));
        facts.add("Given up", mail.text("failed"));
        mail.optional("problem").ifPresent(problem -> facts.add("Last problem", problem));
        facts.print(server.terminal());
    }

    @Command(name = "set", description = "Changes what is sent, and to whom; what is not named stays.")
    int set(
            @Option(names = "--report", paramLabel = "WHEN", description = "daily, errors or never.")
                    Optional<String> report,
            @Option(
                            names = "--role-notices",
                            paramLabel = "true|false",
                            arity = "1",
                            description = "Whether administrative roles that somebody gets are told.")
                    Optional<Boolean> notices,
            @Option(names = "--recipients", paramLabel = "KINDS", description = "Kinds of administrators, by commas.")
                    Optional<String> recipients) {
        Json.Obj none = Json.Obj.EMPTY;
        Json.Obj when = report.map(text -> none.with("report", Json.text(text))).orElse(none);
        Json.Obj whether =
                notices.map(on -> when.with("roleNotices", Json.bool(on))).orElse(when);
        Json.Obj body =
                recipients.map(list -> whether.with("recipients", kinds(list))).orElse(whether);
        print(server.api().put("/mail", Query.NONE, body));
        return Exit.DONE;
    }

    private static Json kinds(String list) {
        List<Json> kinds = Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(kind -> !kind.isEmpty())
                .<Json>map(Json::text)
                .toList();
        return new Json.Arr(kinds);
    }

    @Command(name = "address", description = "Says where mail to an administrator goes, or that it gets none.")
    int address(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "ADDRESS", arity = "0..1", description = "Default: the name, if it is an address.")
                    Optional<String> address,
            @Option(names = "--off", description = "Send no mail.") boolean off) {
        Json.Obj body = Json.Obj.EMPTY.with("wanted", Json.bool(!off));
        server.api()
                .put(
                        "/administrators/" + Query.encode(name) + "/mail",
                        Query.NONE,
                        address.map(value -> body.with("address", Json.text(value)))
                                .orElse(body));
        server.terminal().print(off ? "No mail is sent there." : "Mail is sent there.");
        return Exit.DONE;
    }

    @Command(name = "test", description = "Sends a test to an administrator, now, and says what is wrong.")
    int test(@Parameters(paramLabel = "NAME") String name) {
        Item answer = server.api().post("/mail/test", Json.Obj.EMPTY.with("administrator", Json.text(name)));
        if (answer.flag("sent")) {
            server.terminal().print("The mail server took the test mail.");
            return Exit.DONE;
        }
        throw Failure.refused("Not sent: " + answer.text("problem") + ".");
    }
}
