package org.rollcall.scim.request;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Names;

/** Passwords in extensions that no schema describes: dropped where they come in, as the known ones are (H-X2, Q-P32). */
final class Passwords {

    private Passwords() {}

    /** Whether a key or path ends with that name. */
    static boolean named(String key) {
        int last = Math.max(key.lastIndexOf(':'), key.lastIndexOf('.'));
        return Names.same(key.substring(last + 1), "password");
    }

    static Json without(Json value) {
        return switch (value) {
            case Json.Obj object -> without(object);
            case Json.Arr array ->
                new Json.Arr(array.elements().stream().map(Passwords::without).toList());
            default -> value;
        };
    }

    private static Json without(Json.Obj object) {
        SequencedMap<String, Json> kept = new LinkedHashMap<>();
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            if (!named(member.getKey())) {
                kept.put(member.getKey(), without(member.getValue()));
            }
        }
        return new Json.Obj(kept);
    }
}
