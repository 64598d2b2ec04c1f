package org.rollcall.server.console;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.server.base.Limits;
import org.rollcall.server.command.Commands;
import org.rollcall.server.configuration.ApplyConfiguration;
import org.rollcall.server.configuration.ApplyResult;
import org.rollcall.server.configuration.ConfigurationException;
import org.rollcall.server.configuration.ConfigurationReader;
import org.rollcall.server.configuration.ReadConfiguration;
import org.rollcall.server.http.Response;
import org.rollcall.server.permission.Need;

/** The configuration as one document: read, downloaded, compared, applied (P-86). */
final class ConfigurationPage {

    private static final String PATH = "/console/configuration";
    private static final JsonLimits JSON = new JsonLimits(Limits.JSON_DEPTH, Limits.JSON_NUMBER);

    private final Views views;
    private final Commands commands;
    private final ReadConfiguration configuration;

    ConfigurationPage(Views views, Commands commands, ReadConfiguration configuration) {
        this.views = views;
        this.commands = commands;
        this.configuration = configuration;
    }

    void mount(Site site) {
        site.page(PATH, Need.CHANGE_CONFIGURATION, this::stored)
                .act(PATH, Need.CHANGE_CONFIGURATION, this::submit, this::sent)
                .page(PATH + "/rollcall.json", Need.CHANGE_CONFIGURATION, this::download);
    }

    private Response stored(Visit visit) {
        return show(visit, text(visit), List.of(), Optional.empty());
    }

    private Response sent(Visit visit) {
        return show(visit, visit.raw("document"), List.of(), Optional.empty());
    }

    private String text(Visit visit) {
        return Pretty.json(configuration.read(visit.tenant()));
    }

    private Response show(Visit visit, String text, List<String> problems, Optional<ApplyResult> preview) {
        return views.page(
                visit,
                "Configuration",
                "configuration",
                "configuration",
                new Shown.Document(
                        text, problems, preview, visit.field("rebind").equals("yes")));
    }

    private Response download(Visit visit) {
        return Views.guarded(Response.text(200, "application/json;charset=UTF-8", text(visit)))
                .with("Content-Disposition", "attachment; filename=\"rollcall.json\"");
    }

    private Response submit(Visit visit) {
        String document = visit.raw("document");
        try {
            ApplyConfiguration command = new ApplyConfiguration(
                    ConfigurationReader.read(parse(document)),
                    visit.field("rebind").equals("yes"));
            if (visit.field("do").equals("save")) {
                ApplyResult result = commands.run(visit.caller(), command);
                return RulesPage.done(visit, JobPages.after(result, PATH));
            }
            return show(visit, document, List.of(), Optional.of(commands.preview(visit.caller(), command)));
        } catch (ConfigurationException e) {
            ScimError refusal = ScimError.invalidValue("Nothing was applied; what is wrong is listed below.");
            return show(
                    visit.refused(refusal),
                    document,
                    e.problems().stream()
                            .map(problem -> (problem.pointer().isEmpty() ? "The document" : problem.pointer()) + ": "
                                    + problem.detail())
                            .toList(),
                    Optional.empty());
        }
    }

    private static Json parse(String document) {
        try {
            return JsonReader.parse(document.getBytes(StandardCharsets.UTF_8), JSON);
        } catch (ScimException e) {
            throw ScimError.invalidSyntax("This is not JSON: " + e.error().detail())
                    .exception();
        }
    }

    /** JSON with a line for each value. */
    private static final class Pretty {

        private static final String STEP = "  ";

        static String json(Json json) {
            StringBuilder text = new StringBuilder();
            append(json, "", text);
            return text.append('\n').toString();
        }

        private static void append(Json json, String indent, StringBuilder into) {
            switch (json) {
                case Json.Obj object
                when !object.isEmpty() -> {
                    String separator = "{\n";
                    for (var member : object.members().entrySet()) {
                        into.append(separator)
                                .append(indent + STEP)
                                .append(JsonWriter.write(Json.text(member.getKey())))
                                .append(": ");
                        append(member.getValue(), indent + STEP, into);
                        separator = ",\n";
                    }
                    into.append('\n').append(indent).append('}');
                }
                case Json.Arr array
                when array.elements().stream().anyMatch(e -> !(e instanceof Json.Text)) -> {
                    String separator = "[\n";
                    for (Json element : array.elements()) {
                        into.append(separator).append(indent + STEP);
                        append(element, indent + STEP, into);
                        separator = ",\n";
                    }
                    into.append('\n').append(indent).append(']');
                }
                default -> into.append(JsonWriter.write(json));
            }
        }
    }
}
