package org.rollcall.scim.resource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.rollcall.scim.json.Json;

/** The one state that SCIM has for null, an empty array and absence (RFC 7643 section 2.5). */
public final class Unassigned {

    private Unassigned() {}

    /** Whether the value is none: null, an empty array or an empty object. */
    public static boolean is(Json value) {
        return switch (value) {
            case Json.Null nothing -> true;
            case Json.Arr array -> array.elements().isEmpty();
            case Json.Obj object -> object.isEmpty();
            default -> false;
        };
    }

    /** The object without anything in it that is none. */
    public static Json.Obj pruned(Json.Obj object) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        object.members().forEach((name, value) -> {
            Json pruned = pruned(value);
            if (!is(pruned)) {
                members.put(name, pruned);
            }
        });
        return new Json.Obj(members);
    }

    static Json pruned(Json value) {
        return switch (value) {
            case Json.Obj object -> pruned(object);
            case Json.Arr array -> pruned(array);
            default -> value;
        };
    }

    private static Json.Arr pruned(Json.Arr array) {
        List<Json> elements = array.elements().stream()
                .map(Unassigned::pruned)
                .filter(element -> !is(element))
                .toList();
        return new Json.Arr(elements);
    }
}
