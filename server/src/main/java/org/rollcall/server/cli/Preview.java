package org.rollcall.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rollcall.scim.json.Json;

/** Shows what a configuration would mean for everybody. */
final class Preview {

    private static final String PATH = "/configuration/preview";

    private final Server server;
    private final Query query;
    private final Json document;

    Preview(Server server, Query query, Json document) {
        this.server = server;
        this.query = query;
        this.document = document;
    }

    /** All rows into a file. */
    void csv(Path file) {
        try (InputStream rows = server.api().patient().download(PATH, query, document, "text/csv")) {
            Files.copy(rows, file);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw Failure.environment("%s exists; name a new file.".formatted(file));
        } catch (IOException e) {
            throw Failure.environment("%s was not written whole: %s".formatted(file, e.getMessage()));
        }
        server.terminal().say("Every effect is in %s.".formatted(file));
    }

    /** The counts. */
    Item counted() {
        return server.api().patient().post(PATH, query, document);
    }

    void print(Item answer) {
        Item people = answer.object("people");
        table(
                "ORGANIZATION",
                "JOINING",
                "LEAVING",
                answer.items("organizations"),
                "organization",
                "joining",
                "leaving");
        table("ROLE", "GAINED", "LOST", answer.items("roles"), "role", "gained", "lost");
        new Table(server.terminal(), "USER", "ACTION", "FIELD", "OLD", "NEW", "CAUSE")
                .print(answer.items("items").stream()
                        .map(row -> List.of(
                                row.text("user"),
                                row.text("action"),
                                row.text("field"),
                                row.text("old"),
                                row.text("new"),
                                row.text("cause")))
                        .toList());
        int shown = answer.items("items").size();
        if (shown < Long.parseLong(answer.text("rows"))) {
            server.terminal()
                    .print("… %d of %s effects are shown; all with --csv FILE.".formatted(shown, answer.text("rows")));
        }
        server.terminal()
                .print(
                        "Preview: nothing was changed. Of %s placed again, %s would change; effects held %s, withheld %s, delayed %s."
                                .formatted(
                                        Text.count(Long.parseLong(people.text("placed")), "user"),
                                        people.text("changed"),
                                        people.text("held"),
                                        people.text("withheld"),
                                        people.text("delayed")));
    }

    private void table(String what, String in, String out, List<Item> rows, String name, String more, String less) {
        new Table(server.terminal(), what, in, out)
                .print(rows.stream()
                        .map(row -> List.of(row.text(name), row.text(more), row.text(less)))
                        .toList());
    }
}
