package org.rollcall.rehearsal.provider;

import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds JSON whose members stay in the order in which they are written here. */
final class Json {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static ArrayNode array(JsonNode... elements) {
        return NODES.arrayNode().addAll(List.of(elements));
    }

    static ArrayNode array(List<? extends JsonNode> elements) {
        return NODES.arrayNode().addAll(elements);
    }

    static ArrayNode strings(String... elements) {
        ArrayNode array = NODES.arrayNode();
        Arrays.stream(elements).forEach(array::add);
        return array;
    }

    static JsonNode text(String value) {
        return NODES.stringNode(value);
    }

    static JsonNode bool(boolean value) {
        return NODES.booleanNode(value);
    }

    /** A PatchOp message (RFC 7644 §3.5.2). */
    static ObjectNode patch(List<? extends JsonNode> operations) {
        return object().set("schemas", strings(Urn.PATCH_OP)).set("Operations", array(operations));
    }
}
