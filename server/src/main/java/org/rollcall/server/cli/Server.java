package org.rollcall.server.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import org.rollcall.scim.json.JsonWriter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The server that a command speaks to, and the terminal it speaks on; shared by all commands that are clients. */
final class Server {

    private final Terminal terminal;
    private final InstantSource time;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:ROLLCALL_DATA:-data}",
            description = "Data folder of the server. Default: ROLLCALL_DATA or else data.")
    private Path data = Path.of("data");

    /** Read by picocli. */
    @SuppressWarnings("unused")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    Server(Terminal terminal, InstantSource time) {
        this.terminal = terminal;
        this.time = time;
    }

    Terminal terminal() {
        return terminal;
    }

    InstantSource time() {
        return time;
    }

    AdminApi api() {
        return new AdminApi(AdminFile.in(data));
    }

    /** An answer for programs. */
    void json(Item answer) {
        terminal.out().println(JsonWriter.write(answer.json()));
    }
}
