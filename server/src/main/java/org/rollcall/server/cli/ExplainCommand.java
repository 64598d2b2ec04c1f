package org.rollcall.server.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description =
                "Says why a user is in this organization, has these roles and is in this state, and what happened.",
        footerHeading = "%nExample:%n",
        footer = "  rollcall explain anna@example.com")
final class ExplainCommand implements Callable<Integer> {

    @Mixin
    private final Server server;

    @Parameters(paramLabel = "USERNAME", description = "The userName, or the user's id.")
    private String user = "";

    @Option(names = "--json", description = "Print the answer as a JSON object.")
    private boolean json;

    ExplainCommand(Server server) {
        this.server = server;
    }

    @Override
    public Integer call() {
        Item explanation = server.api().get("/users/%s/explanation".formatted(Query.encode(user)), Query.NONE);
        if (json) {
            server.json(explanation);
        } else {
            print(explanation);
        }
        return Exit.DONE;
    }

    private void print(Item explanation) {
        facts(explanation).print(server.terminal());
        heading("Roles");
        List<Item> roles = explanation.items("roles");
        if (roles.isEmpty()) {
            server.terminal().print("  none");
        }
        roles.forEach(this::role);
        List<Item> decisions = explanation.items("decisions");
        if (!decisions.isEmpty()) {
            heading("Wanted, and not done");
            decisions.forEach(this::decision);
        }
        heading("History, newest first (UTC)");
        Table history = new Table(server.terminal(), "  TIME", "ACTION", "FIELD", "OLD", "NEW", "CAUSE", "BY");
        history.print(
                explanation.items("history").stream().map(ExplainCommand::row).toList());
    }

    private static Facts facts(Item explanation) {
        Item organization = explanation.object("organization");
        Item state = explanation.object("state");
        Facts facts = new Facts();
        facts.add("User", explanation.text("userName"));
        facts.add("Name", explanation.text("displayName"));
        facts.add("Id", explanation.text("id"));
        facts.add("Provider", explanation.optional("provider").orElse("none (local user)"));
        facts.add("Organization", organization.text("path") + since(organization));
        facts.add("  because", because(organization));
        facts.add("State", UsersCommand.state(state) + since(state));
        facts.add("  because", state.text("reason"));
        explanation.optional("legalHold").ifPresent(matters -> facts.add("Legal hold", matters));
        facts.add("Groups", String.join(", ", explanation.texts("groups")));
        return facts;
    }

    private void heading(String text) {
        server.terminal().print("");
        server.terminal().print(text);
    }

    private void role(Item role) {
        List<String> permissions = role.texts("permissions");
        server.terminal()
                .print("  %s%s"
                        .formatted(
                                role.text("role"), permissions.isEmpty() ? "" : ": " + String.join(", ", permissions)));
        role.items("origins")
                .forEach(origin ->
                        server.terminal().print("    because " + because(origin) + until(origin) + since(origin)));
    }

    private void decision(Item decision) {
        server.terminal()
                .print("  %s: %s is %s%s"
                        .formatted(
                                decision.text("effect"),
                                decision.text("wanted"),
                                decision.text("fate"),
                                until(decision) + since(decision)));
        server.terminal().print("    %s wants it: %s".formatted(decision.text("by"), decision.text("reason")));
    }

    private static String because(Item origin) {
        return "%s (%s)".formatted(origin.text("reason"), origin.text("origin"));
    }

    private static String since(Item item) {
        return item.optional("since").map(time -> ", since " + Text.time(time)).orElse("");
    }

    private static String until(Item origin) {
        return origin.optional("until")
                .map(time -> ", until " + Text.time(time))
                .orElse("");
    }

    private static List<String> row(Item entry) {
        return List.of(
                "  " + entry.time("time"),
                entry.text("action"),
                entry.text("field"),
                entry.text("old"),
                entry.text("new"),
                entry.text("cause"),
                entry.text("actor"));
    }
}
