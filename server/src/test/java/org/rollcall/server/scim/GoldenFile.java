package org.rollcall.server.scim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests with what is expected of their answers, written to be read.
 *
 * <p>A step begins with {@code ###} and its title. Then come the request line, headers, a blank line and a body; and
 * behind {@code <} the status, perhaps with a media type, a part of the JSON, and {@code name := /pointer} for what
 * later steps write as <code>{{name}}</code>. The last step, {@code ### finally}, says who is in which state, by
 * userName or id, and which groups there are with whom.
 */
record GoldenFile(List<Step> steps, Map<String, String> users, Map<String, List<String>> groups) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    record Step(
            String title,
            String method,
            String path,
            List<String> headers,
            String body,
            int status,
            String type,
            Optional<String> expected,
            Map<String, String> captures) {}

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    static GoldenFile read(String name) {
        String text = text("/golden/" + name + ".http");
        List<Step> steps = new ArrayList<>();
        Map<String, String> users = new HashMap<>();
        Map<String, List<String>> groups = new TreeMap<>();
        for (String part : text.split("(?m)^### ")) {
            if (part.startsWith("finally")) {
                part.lines()
                        .filter(line -> line.startsWith("user "))
                        .map(line -> line.split(" "))
                        .forEach(user -> users.put(user[1], user[2]));
                part.lines().filter(line -> line.startsWith("group ")).forEach(line -> group(line, groups));
            } else if (!part.startsWith("#")) {
                steps.add(step(part.lines().toList()));
            }
        }
        return new GoldenFile(steps, users, groups);
    }

    private static void group(String line, Map<String, List<String>> groups) {
        String[] parts = line.substring("group ".length()).split(":", 2);
        groups.put(
                parts[0],
                Arrays.stream(parts[1].split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .sorted()
                        .toList());
    }

    private static Step step(List<String> lines) {
        String[] request = lines.get(1).split(" ", 2);
        List<String> sent =
                lines.stream().skip(2).filter(line -> !line.startsWith("<")).toList();
        List<String> head = sent.stream().takeWhile(line -> !line.isEmpty()).toList();
        String body = sent.stream()
                .skip(head.size())
                .collect(Collectors.joining("\n"))
                .strip();
        List<String> answer = lines.stream()
                .filter(line -> line.startsWith("<"))
                .map(line -> line.substring(1))
                .toList();
        String[] status = answer.getFirst().strip().split(" ");
        String expected =
                answer.stream().skip(1).filter(line -> !line.contains(" := ")).collect(Collectors.joining("\n"));
        return new Step(
                lines.getFirst(),
                request[0],
                encoded(request[1]),
                head.stream().flatMap(GoldenFile::header).toList(),
                body,
                Integer.parseInt(status[0]),
                status.length > 1 ? status[1] : status[0].equals("204") ? "" : "application/scim+json",
                Optional.of(expected).filter(json -> !json.isBlank()),
                answer.stream()
                        .filter(line -> line.contains(" := "))
                        .map(line -> line.strip().split(" := "))
                        .collect(Collectors.toMap(capture -> capture[0], capture -> capture[1])));
    }

    private static Stream<String> header(String line) {
        String[] parts = line.split(":", 2);
        return Stream.of(parts[0], parts[1].strip());
    }

    /** Blanks, quotes and brackets as they travel; braces are ours. */
    private static String encoded(String path) {
        return path.replace(" ", "%20")
                .replace("\"", "%22")
                .replace("[", "%5B")
                .replace("]", "%5D")
                .replace("#", "%23");
    }

    private static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(GoldenFile.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
