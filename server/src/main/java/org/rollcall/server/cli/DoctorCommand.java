package org.rollcall.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "doctor",
        description = "Examines a provider: what it does not send, sends wrong or has stopped sending, and what to do."
                + " Exits with 1 when there is a problem.",
        footerHeading = "%nExample:%n",
        footer = "  rollcall doctor okta")
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private final Server server;

    @Parameters(paramLabel = "NAME", description = "The provider.")
    private String name = "";

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    DoctorCommand(Server server) {
        this.server = server;
    }

    @Override
    public Integer call() {
        AdminApi api = server.api();
        Item provider = KnownProviders.named(api, name);
        Item report = api.get("/providers/" + Query.encode(provider.text("id")) + "/findings", Query.NONE);
        if (json) {
            server.json(report);
            return Exit.DONE;
        }
        return Findings.print(server.terminal(), report.items("items"));
    }
}
