package org.rollcall.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rollcall.scim.yaml.Yaml;
import org.rollcall.scim.yaml.YamlException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        description = {
            "Makes organizations, roles and mappings what a YAML file says, and shows the difference.",
            "Sections that the file leaves out are left alone."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rollcall apply rollcall.yaml --dry-run",
            "  rollcall apply rollcall.yaml --preview --csv effects.csv",
            "  rollcall apply rollcall.yaml --wait",
            "",
            "In the difference, + is added, ~ changed, - removed, @ bound anew, ! to be known."
        })
final class ApplyCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";
    private static final String UNCHANGED = "Nothing was changed.";

    @Mixin
    private final Server server;

    @Parameters(paramLabel = "FILE", description = "A YAML file, or - for standard input.")
    private String file = "";

    @Option(names = "--dry-run", description = "Show the difference and change nothing.")
    private boolean dryRun;

    @Option(names = "--preview", description = "Show who would be moved, gain or lose roles, and change nothing.")
    private boolean preview;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "With --preview: write every effect into this new file, for a spreadsheet.")
    private Optional<Path> csv = Optional.empty();

    @Option(names = "--wait", description = "Wait until everybody is placed again, and show how far it is.")
    private boolean wait;

    @Option(
            names = "--rebind",
            description = "Bind mapping rows to the groups that have their names now. Without it, a row stays with the "
                    + "group it was bound to, renamed or deleted.")
    private boolean rebind;

    @Option(names = "--json", description = "Print the answer as a JSON object.")
    private boolean json;

    ApplyCommand(Server server) {
        this.server = server;
    }

    @Override
    public Integer call() {
        if ((preview && (dryRun || wait)) || (csv.isPresent() && !preview)) {
            throw Failure.environment("--preview changes nothing, so neither --dry-run nor --wait goes with it; "
                    + "--csv goes with --preview only.");
        }
        Yaml document = read();
        try {
            return preview ? preview(document) : apply(document);
        } catch (RefusedException refused) {
            if (refused.problems().isEmpty()) {
                throw refused;
            }
            refused.problems().forEach(problem -> server.terminal().say(located(document, problem)));
            server.terminal().say(UNCHANGED);
            return refused.exitCode();
        }
    }

    private static String located(Yaml document, RefusedException.Problem problem) {
        String subject = Subject.of(document.json(), problem.pointer());
        return document.locate(problem.pointer(), subject + problem.detail());
    }

    private int apply(Yaml document) {
        Query query = Query.NONE.with("dryRun", dryRun).with("rebind", rebind);
        Item answer = server.api().put("/configuration", query, document.json());
        answer(answer);
        return wait ? answer.optional("job").map(new Progress(server)::await).orElse(Exit.DONE) : Exit.DONE;
    }

    private int preview(Yaml document) {
        Preview shown = new Preview(server, Query.NONE.with("rebind", rebind), document.json());
        csv.ifPresent(shown::csv);
        Item answer = shown.counted();
        if (json) {
            server.json(answer);
        } else {
            answer.items("changes").forEach(change -> server.terminal().print(line(change)));
            shown.print(answer);
        }
        return Exit.DONE;
    }

    private Yaml read() {
        if (file.equals(STANDARD_INPUT)) {
            return read("stdin", System.in);
        }
        try (InputStream input = Files.newInputStream(Path.of(file))) {
            return read(file, input);
        } catch (NoSuchFileException e) {
            throw Failure.environment("There is no file %s.".formatted(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Yaml read(String name, InputStream input) {
        try {
            return Yaml.read(name, input);
        } catch (YamlException e) {
            throw Failure.refused(e.words() + "\n" + UNCHANGED);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static Failure unreadable(String name, IOException e) {
        return Failure.environment("%s cannot be read: %s".formatted(name, e.getMessage()));
    }

    // ---- the difference

    private void answer(Item answer) {
        if (json) {
            server.json(answer);
            return;
        }
        List<Item> changes = answer.items("changes");
        changes.forEach(change -> server.terminal().print(line(change)));
        long effective = changes.stream()
                .filter(change -> !change.text("op").equals("notice"))
                .count();
        server.terminal().print(summary(effective, answer));
    }

    private String summary(long changes, Item answer) {
        if (changes == 0) {
            return "Nothing to change.";
        }
        return dryRun
                ? "Dry run: nothing was changed. Without --dry-run: %s.".formatted(Text.count(changes, "change"))
                : "Applied %s; this is version %s.".formatted(Text.count(changes, "change"), answer.text("version"));
    }

    private static String line(Item change) {
        String what = sign(change.text("op")) + " " + thing(change.text("path"));
        return change.optional("detail").map(detail -> what + ": " + detail).orElse(what);
    }

    private static String sign(String op) {
        return switch (op) {
            case "add" -> "+";
            case "change" -> "~";
            case "remove" -> "-";
            case "bind" -> "@";
            default -> "!";
        };
    }

    /** {@code organizations/Company/Sales} as {@code organization Company/Sales}. */
    private static String thing(String path) {
        return path.replaceFirst("^(organization|role|provider)s/", "$1 ");
    }
}
