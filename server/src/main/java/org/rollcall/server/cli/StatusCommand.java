package org.rollcall.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = "Shows what is running and what is pending.",
        footerHeading = "%nExample:%n",
        footer = "  rollcall status --json")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private final Server server;

    @Option(names = "--json", description = "Print the answer as a JSON object.")
    private boolean json;

    StatusCommand(Server server) {
        this.server = server;
    }

    @Override
    public Integer call() {
        Item status = server.api().get("/status", Query.NONE);
        if (json) {
            server.json(status);
        } else {
            print(status);
        }
        return Exit.DONE;
    }

    private void print(Item status) {
        boolean held = !status.optional("heldEffects").orElse("0").equals("0");
        Facts facts = new Facts();
        facts.add("Version", status.text("version"));
        facts.add("Tenant", status.text("tenant"));
        facts.add("Database", status.text("database") + (status.flag("embedded") ? " (embedded)" : ""));
        facts.add("Configuration", "version " + status.text("configurationVersion"));
        facts.add("Users to be placed", status.text("pendingPlacements"));
        facts.add("Deactivations due later", status.text("pendingDeactivations"));
        facts.add("Held by the brake", status.text("heldEffects") + (held ? "; see: rollcall brake list" : ""));
        facts.print(server.terminal());
        status.items("expiringCredentials")
                .forEach(credential -> server.terminal()
                        .print("Warning: credential %s of provider %s expires %s (UTC), and no other goes on."
                                        .formatted(
                                                credential.text("hint"),
                                                credential.text("provider"),
                                                credential.time("expiresAt"))
                                + " Issue one with: rollcall provider rotate "
                                + credential.text("provider")));
        status.items("silentProviders")
                .forEach(provider -> server.terminal()
                        .print("Warning: the directory-sync tool of provider %s has reported no run since %s (UTC)."
                                        .formatted(provider.text("provider"), provider.time("silentSince"))
                                + " Look at its timer, and at: rollcall-sync status"));
    }
}
