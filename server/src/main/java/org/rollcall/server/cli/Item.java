package org.rollcall.server.cli;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;

/** An object of an answer. What is absent reads as empty: a newer server may say more, an older one less. */
record Item(Json.Obj json) {

    static Item of(Json json) {
        return new Item(json instanceof Json.Obj object ? object : Json.Obj.EMPTY);
    }

    /** A string as it is, anything else as JSON. */
    String text(String name) {
        return json.get(name)
                .filter(value -> !value.equals(Json.NULL))
                .map(Item::text)
                .orElse("");
    }

    Optional<String> optional(String name) {
        return Optional.of(text(name)).filter(text -> !text.isEmpty());
    }

    String time(String name) {
        return Text.time(text(name));
    }

    boolean flag(String name) {
        return json.get(name).equals(Optional.of(Json.bool(true)));
    }

    Item object(String name) {
        return of(json.get(name).orElse(Json.Obj.EMPTY));
    }

    /** An object inside, if it is there. */
    Optional<Item> item(String name) {
        return json.get(name).filter(value -> value instanceof Json.Obj).map(Item::of);
    }

    List<Item> items(String name) {
        return elements(name).stream().map(Item::of).toList();
    }

    List<String> texts(String name) {
        return elements(name).stream().map(Item::text).toList();
    }

    private List<Json> elements(String name) {
        return json.get(name).orElse(Json.Arr.EMPTY) instanceof Json.Arr array ? array.elements() : List.of();
    }

    private static String text(Json value) {
        return value instanceof Json.Text text ? text.value() : JsonWriter.write(value);
    }
}
