package org.rollcall.scim.request;

import java.util.List;
import java.util.stream.Stream;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Names;
import org.rollcall.scim.schema.ResourceType;

/** What a message says in {@code schemas} that it is; endpoint and keys tell anyway, so it is only compared. */
final class SentSchemas {

    private static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private SentSchemas() {}

    static void ofPatch(Json.Obj body, Notes notes) {
        compare(body, List.of(PATCH), List.of(PATCH), notes);
    }

    /** A resource is of its own schema, and of the extensions that stand in it. */
    static void ofResource(ResourceType type, Json.Obj body, Notes notes) {
        List<String> extensions = type.extensions().stream()
                .map(extension -> extension.schema().id())
                .toList();
        List<String> present = extensions.stream()
                .filter(urn -> Members.find(body, urn).isPresent())
                .toList();
        compare(body, with(type, present), with(type, extensions), notes);
    }

    private static List<String> with(ResourceType type, List<String> extensions) {
        return Stream.concat(Stream.of(type.schema().id()), extensions.stream()).toList();
    }

    private static void compare(Json.Obj body, List<String> needed, List<String> known, Notes notes) {
        List<String> listed = listed(body, notes);
        needed.stream().filter(urn -> !has(listed, urn)).forEach(urn -> notes.add(Dialect.MISSING_SCHEMA, urn));
        listed.stream().filter(urn -> !has(known, urn)).forEach(urn -> notes.add(Dialect.UNKNOWN_SCHEMA, urn));
    }

    private static boolean has(List<String> list, String urn) {
        return list.stream().anyMatch(each -> Names.same(each, urn));
    }

    private static List<String> listed(Json.Obj body, Notes notes) {
        return Members.find(body, "schemas").stream()
                .flatMap(schemas -> elements(schemas, notes))
                .flatMap(urn -> urn instanceof Json.Text text ? Stream.of(text.value()) : Stream.empty())
                .toList();
    }

    private static Stream<Json> elements(Json schemas, Notes notes) {
        if (schemas instanceof Json.Arr list) {
            return list.elements().stream();
        }
        notes.add(Dialect.SINGLE_VALUE_FOR_LIST, "schemas");
        return Stream.of(schemas);
    }
}
