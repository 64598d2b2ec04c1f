package org.rollcall.server.api;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.server.base.Limits;
import org.rollcall.server.configuration.ConfigurationException;
import org.rollcall.server.configuration.ConfigurationReader;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.journal.CsvLines;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.permission.Need;
import org.rollcall.server.preview.ConfigurationPreview;
import org.rollcall.server.preview.ConfigurationPreview.Prospect;
import org.rollcall.server.preview.Summary;
import org.rollcall.server.preview.Summary.Movement;

/**
 * What a configuration would mean for everybody (P-81): counted, with the first rows, as JSON; all rows as CSV or as one
 * JSON object a line, written as they are found.
 */
public final class PreviewEndpoint {

    private static final List<String> COLUMNS = List.of("user", "action", "field", "old", "new", "cause");
    private static final String LINES = "application/x-ndjson";
    private static final String CSV = "text/csv";

    private final ConfigurationPreview preview;

    public PreviewEndpoint(ConfigurationPreview preview) {
        this.preview = preview;
    }

    public void mount(Router router) {
        router.add("POST", "/api/v1/configuration/preview", Need.LOOK_CONFIGURATION, this::preview);
    }

    private Response preview(Request request) {
        int limit = Inputs.number(request, "limit", Limits.PAGE_DEFAULT, Limits.PREVIEW_ROWS);
        Prospect prospect = prospect(request);
        String accept = request.header("Accept").orElse("");
        if (accept.contains(CSV)) {
            return all(prospect, CSV + ";charset=UTF-8", csv(COLUMNS), entry -> csv(cells(entry)));
        }
        if (accept.contains(LINES)) {
            return all(prospect, LINES, "", entry -> JsonWriter.write(row(entry)) + "\n");
        }
        return counted(prospect, limit);
    }

    private Prospect prospect(Request request) {
        boolean rebind = Inputs.flag(request, "rebind");
        try {
            return preview.of(request.caller(), ConfigurationReader.read(request.json()), rebind);
        } catch (ConfigurationException e) {
            throw ConfigurationEndpoint.refused(e);
        }
    }

    // ---- all rows

    private static Response all(Prospect prospect, String mediaType, String heading, Function<LogEntry, String> line) {
        return Response.streamed(200, mediaType, out -> {
            write(out, heading);
            prospect.people(chunk -> write(out, chunk.log().stream().map(line).collect(Collectors.joining())));
        });
    }

    private static void write(OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String csv(List<String> cells) {
        return CsvLines.of(cells, Stream.empty());
    }

    private static List<String> cells(LogEntry entry) {
        return List.of(
                entry.name(),
                entry.action().label(),
                entry.field().orElse(""),
                entry.oldValue().orElse(""),
                entry.newValue().orElse(""),
                entry.cause().orElse(""));
    }

    private static Json row(LogEntry entry) {
        return new Fields()
                .put("user", entry.name())
                .put("id", entry.subject().id().toString())
                .put("action", entry.action().label())
                .put("field", entry.field())
                .put("old", entry.oldValue())
                .put("new", entry.newValue())
                .put("cause", entry.cause())
                .json();
    }

    // ---- counted

    private static Response counted(Prospect prospect, int limit) {
        Summary summary = new Summary();
        List<LogEntry> first = new ArrayList<>();
        long[] rows = new long[1];
        prospect.people(chunk -> {
            summary.add(chunk);
            rows[0] += chunk.log().size();
            chunk.log().stream().limit(limit - first.size()).forEach(first::add);
        });
        return Response.json(
                200,
                new Fields()
                        .put("changes", prospect.result().changesJson())
                        .put("people", people(summary))
                        .put("organizations", movements(summary.organizations(), "organization", "joining", "leaving"))
                        .put("roles", movements(summary.roles(), "role", "gained", "lost"))
                        .list("items", first, PreviewEndpoint::row)
                        .put("rows", rows[0])
                        .json());
    }

    private static Json people(Summary summary) {
        return new Fields()
                .put("placed", summary.placed())
                .put("concerned", summary.concerned())
                .put("changed", summary.changed())
                .put("held", summary.held())
                .put("withheld", summary.withheld())
                .put("delayed", summary.delayed())
                .json();
    }

    private static Json movements(Map<String, Movement> movements, String what, String in, String out) {
        return new Json.Arr(movements.entrySet().stream()
                .map(entry -> (Json) new Fields()
                        .put(what, entry.getKey())
                        .put(in, entry.getValue().joining())
                        .put(out, entry.getValue().leaving())
                        .json())
                .toList());
    }
}
