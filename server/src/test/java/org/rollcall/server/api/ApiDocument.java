package org.rollcall.server.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rollcall.server.testing.StrictSchema;
import tools.jackson.databind.JsonNode;

/** The published description of the API, as a test reads it. */
record ApiDocument(JsonNode json) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    /** All operations, such as {@code GET /api/v1/status}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        json.get("paths")
                .propertyStream()
                .forEach(path -> path.getValue().propertyNames().stream()
                        .filter(METHODS::contains)
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey())
                        .forEach(operations::add));
        return operations;
    }

    JsonNode operation(String operation) {
        String[] parts = operation.split(" ", 2);
        return json.get("paths").get(parts[1]).get(parts[0].toLowerCase(Locale.ROOT));
    }

    /** The parameters of an operation that stand in one place, such as {@code path}. */
    List<JsonNode> parameters(String operation, String in) {
        List<JsonNode> found = new ArrayList<>();
        operation(operation).path("parameters").forEach(parameter -> found.add(resolved(parameter)));
        return found.stream()
                .filter(parameter -> parameter.get("in").asString().equals(in))
                .toList();
    }

    /** What an answer of this status looks like; nothing when the operation does not name the status. */
    Optional<JsonNode> response(String operation, int status) {
        return Optional.ofNullable(operation(operation).get("responses").get(Integer.toString(status)))
                .map(this::resolved);
    }

    /** What a reference leads to, or the thing itself. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? json.at(node.get("$ref").asString().substring(1)) : node;
    }

    StrictSchema schema(JsonNode schema) {
        return StrictSchema.within(json, schema);
    }

    /** The names in an {@code enum} of a schema. */
    static List<String> names(JsonNode schema) {
        return schema.get("enum").valueStream().map(JsonNode::asString).toList();
    }
}
