package org.rollcall.server.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.rollcall.scim.json.Json;

/** Builds the JSON object of an answer, member by member; what is empty is left out. */
final class Fields {

    private final SequencedMap<String, Json> members = new LinkedHashMap<>();

    Fields put(String name, Json value) {
        members.put(name, value);
        return this;
    }

    Fields put(String name, String value) {
        return put(name, Json.text(value));
    }

    Fields put(String name, boolean value) {
        return put(name, Json.bool(value));
    }

    Fields put(String name, long value) {
        return put(name, Json.number(value));
    }

    Fields put(String name, Instant value) {
        return put(name, value.toString());
    }

    Fields put(String name, Optional<?> value) {
        value.ifPresent(present -> put(name, present.toString()));
        return this;
    }

    <T> Fields list(String name, List<T> items, Function<T, Json> form) {
        return put(name, new Json.Arr(items.stream().map(form).toList()));
    }

    Json.Obj json() {
        return new Json.Obj(members);
    }
}
