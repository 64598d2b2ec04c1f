package org.rollcall.rehearsal.provider;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The two ways in which Entra ID writes a PATCH; an administrator chooses by a flag in the tenant URL. */
public enum EntraPatch {

    /** Without a flag: capitalised operations, booleans as strings, one operation per attribute. */
    CLASSIC {
        @Override
        String op(String op) {
            return Character.toUpperCase(op.charAt(0)) + op.substring(1);
        }

        @Override
        List<JsonNode> active(boolean active) {
            return List.of(operation("replace", "active", Json.text(active ? "True" : "False")));
        }

        @Override
        List<JsonNode> attributes(List<Difference> differences) {
            return differences.stream().map(this::single).toList();
        }

        @Override
        List<JsonNode> removals(List<ServerId> members) {
            return List.of(operation("remove", "members", references(members)));
        }
    },

    /** With {@code aadOptscim062020}: lower-case operations, real booleans, several attributes in one value. */
    AAD_OPT_SCIM_062020 {
        @Override
        String op(String op) {
            return op;
        }

        @Override
        List<JsonNode> active(boolean active) {
            return List.of(operation("replace", "active", Json.bool(active)));
        }

        // What is replaced and has no filter in its path goes into one operation without path.
        @Override
        List<JsonNode> attributes(List<Difference> differences) {
            List<JsonNode> operations = new ArrayList<>(differences.stream()
                    .filter(difference -> !difference.joins())
                    .map(this::single)
                    .toList());
            ObjectNode together = Json.object();
            differences.stream()
                    .filter(Difference::joins)
                    .forEach(difference -> together.put(difference.path(), difference.value()));
            if (!together.isEmpty()) {
                operations.add(Json.object().put("op", "replace").set("value", together));
            }
            return operations;
        }

        @Override
        List<JsonNode> removals(List<ServerId> members) {
            return members.stream()
                    .<JsonNode>map(
                            id -> Json.object().put("op", "remove").put("path", "members[value eq \"" + id + "\"]"))
                    .toList();
        }
    };

    /** An attribute that differs: replaced when the server has another value, added when it has none. */
    record Difference(String path, String value, boolean replaces) {

        boolean joins() {
            return replaces && !path.contains("[");
        }
    }

    abstract String op(String op);

    abstract List<JsonNode> active(boolean active);

    abstract List<JsonNode> attributes(List<Difference> differences);

    abstract List<JsonNode> removals(List<ServerId> members);

    List<JsonNode> additions(List<ServerId> members) {
        return List.of(operation("add", "members", references(members)));
    }

    /** The manager is written as a bare id, though the schema makes it a complex attribute. */
    List<JsonNode> manager(ServerId manager) {
        return List.of(operation("add", Urn.ENTERPRISE_USER + ":manager", Json.text(manager.value())));
    }

    List<JsonNode> displayName(String name) {
        return List.of(operation("replace", "displayName", Json.text(name)));
    }

    JsonNode single(Difference difference) {
        return operation(difference.replaces() ? "replace" : "add", difference.path(), Json.text(difference.value()));
    }

    JsonNode operation(String op, String path, JsonNode value) {
        return Json.object().put("op", op(op)).put("path", path).set("value", value);
    }

    private static JsonNode references(List<ServerId> members) {
        return Json.array(members.stream()
                .map(id -> Json.object().putNull("$ref").put("value", id.value()))
                .toList());
    }
}
