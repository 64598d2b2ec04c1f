package org.rollcall.sync.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.rollcall.scim.json.Json;
import org.rollcall.sync.config.Target;

/** A user's attributes by their whole names, while they are put together. */
final class Attributes {

    private final SequencedMap<String, Json> values = new LinkedHashMap<>();

    void put(String name, Json value) {
        values.put(name, value);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    void put(Target target, String value) {
        Json text = Json.text(value);
        if (target.sub().isEmpty()) {
            values.put(target.whole(), text);
        } else if (target.type().isEmpty()) {
            values.merge(
                    target.whole(),
                    Json.Obj.EMPTY.with(target.sub().get(), text),
                    (before, one) -> before instanceof Json.Obj object
                            ? object.with(target.sub().get(), text)
                            : one);
        } else {
            values.put(
                    target.whole(),
                    element(target, target.type().get(), target.sub().get(), text));
        }
    }

    /** The list with the part set in the element of that type, which is made if it is not there. */
    private Json element(Target target, String type, String sub, Json value) {
        List<Json> elements = new ArrayList<>(
                Optional.ofNullable(values.get(target.whole())).filter(Json.Arr.class::isInstance).stream()
                        .flatMap(list -> ((Json.Arr) list).elements().stream())
                        .toList());
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof Json.Obj object && object.get("type").equals(Optional.of(Json.text(type)))) {
                elements.set(i, object.with(sub, value));
                return new Json.Arr(elements);
            }
        }
        elements.add(Json.Obj.EMPTY.with("type", Json.text(type)).with(sub, value));
        return new Json.Arr(elements);
    }

    Json.Obj json() {
        return new Json.Obj(values);
    }
}
