package org.rollcall.server.cli;

import java.util.Optional;
import org.rollcall.scim.json.Json;
import picocli.CommandLine.Option;

/** What somebody or something may do, as options. */
final class Powers {

    @Option(
            names = "--kind",
            required = true,
            paramLabel = "KIND",
            description = "What it may do: environment-administrator, identity-management-administrator,"
                    + " organization-administrator, legal-hold-manager, log-viewer or user.")
    private String kind = "";

    @Option(
            names = "--organization",
            paramLabel = "PATH",
            description = "Where an organization-administrator ends, such as Company/Sales.")
    private Optional<String> organization = Optional.empty();

    Json.Obj body() {
        Json.Obj body = Json.Obj.EMPTY.with("kind", Json.text(kind));
        return organization
                .map(path -> body.with("organization", Json.text(path)))
                .orElse(body);
    }
}
