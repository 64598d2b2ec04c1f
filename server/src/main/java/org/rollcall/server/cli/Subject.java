package org.rollcall.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;

/** What a JSON pointer into a configuration means to a person. */
final class Subject {

    private Subject() {}

    /** For example {@code provider "okta", roles, row 2, group: }; empty for the whole document. */
    static String of(Json document, String pointer) {
        List<String> words = new ArrayList<>();
        Optional<Json> at = Optional.of(document);
        for (String token : pointer.split("/")) {
            if (token.isEmpty()) {
                continue;
            }
            Optional<Json> parent = at;
            at = parent.flatMap(json -> child(json, token));
            if (parent.orElse(Json.Null.NULL) instanceof Json.Arr) {
                element(words, at, token);
            } else {
                words.add(token.replace("~1", "/").replace("~0", "~"));
            }
        }
        return words.isEmpty() ? "" : String.join(", ", words) + ": ";
    }

    private static Optional<Json> child(Json json, String token) {
        return switch (json) {
            case Json.Obj object -> object.get(token.replace("~1", "/").replace("~0", "~"));
            case Json.Arr array
            when token.matches("[0-9]{1,6}") ->
                array.elements().stream().skip(Long.parseLong(token)).findFirst();
            default -> Optional.empty();
        };
    }

    /** Whatever has a name is called by it, and its list is not told; of anything else the row is told. */
    private static void element(List<String> words, Optional<Json> element, String token) {
        Optional<String> name = element.flatMap(json -> child(json, "name"))
                .filter(Json.Text.class::isInstance)
                .map(text -> ((Json.Text) text).value());
        if (name.isPresent() && !words.isEmpty()) {
            words.set(words.size() - 1, words.getLast().replaceFirst("s$", "") + " \"" + name.get() + "\"");
        } else {
            words.add("row " + (Integer.parseInt(token) + 1));
        }
    }
}
