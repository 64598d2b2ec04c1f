package org.rollcall.server.cli;

import org.rollcall.scim.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "expression",
        description = "Expressions of mappings, tried on a user before they are in a configuration.",
        footerHeading = "%nExample:%n",
        footer = "  rollcall expression test \"user.first('department')\" --user anna@example.com")
final class ExpressionCommand {

    @Mixin
    private final Server server;

    ExpressionCommand(Server server) {
        this.server = server;
    }

    @Command(name = "test", description = "Says what an expression answers for a user. Changes nothing.")
    int test(
            @Parameters(paramLabel = "EXPRESSION", description = "In CEL.") String expression,
            @Option(
                            names = "--user",
                            required = true,
                            paramLabel = "USERNAME",
                            description = "The userName, or the user's id.")
                    String user,
            @Option(names = "--condition", description = "It answers true or false, instead of a text.")
                    boolean condition,
            @Option(names = "--json", description = "Print the answer as a JSON object.") boolean json) {
        Item answer = server.api()
                .post(
                        "/expressions/test",
                        Json.Obj.EMPTY
                                .with("expression", Json.text(expression))
                                .with("user", Json.text(user))
                                .with("type", Json.text(condition ? "condition" : "text")));
        if (json) {
            server.json(answer);
        } else {
            server.terminal()
                    .print(answer.optional("error")
                            .map(why -> "It fails: " + why)
                            .orElseGet(() -> answer.text("value")));
        }
        return answer.optional("error").isPresent() ? Exit.REFUSED : Exit.DONE;
    }
}
