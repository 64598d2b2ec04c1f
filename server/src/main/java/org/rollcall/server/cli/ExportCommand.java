package org.rollcall.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = {
            "Prints organizations, roles, mappings and schemas as the YAML file that apply reads.",
            "Applying it again changes nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  rollcall export > company.yaml", "  rollcall export | rollcall apply - --dry-run"})
final class ExportCommand implements Callable<Integer> {

    @Mixin
    private final Server server;

    @Option(names = "--json", description = "Print JSON, which is what the API answers.")
    private boolean json;

    ExportCommand(Server server) {
        this.server = server;
    }

    @Override
    public Integer call() {
        Item configuration = server.api().get("/configuration", Query.NONE);
        if (json) {
            server.json(configuration);
        } else {
            server.terminal().out().print(YamlWriter.write(configuration.json()));
        }
        return Exit.DONE;
    }
}
