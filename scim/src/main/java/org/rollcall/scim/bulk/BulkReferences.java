package org.rollcall.scim.bulk;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Names;

/**
 * References to what another operation creates: {@code bulkId:x} where an id would stand (B089). In data that is any
 * string which is one as a whole, in extensions as well; in a {@code $ref} or the path of a PATCH it can be a part, as it
 * can be a segment of the path of an operation.
 */
final class BulkReferences {

    private static final String PREFIX = "bulkId:";
    private static final Pattern PART = Pattern.compile("(?<=[/\"])bulkId:([^/\"]+)");

    private BulkReferences() {}

    /** The bulkIds that an operation refers to. */
    static Set<String> of(BulkOperation operation) {
        Set<String> found = new LinkedHashSet<>();
        Function<String, Optional<String>> collect = bulkId -> {
            found.add(bulkId);
            return Optional.of(bulkId);
        };
        operation.path().ifPresent(path -> parts(path, collect));
        operation.data().ifPresent(data -> replace("", data, collect));
        return found;
    }

    /** A path with its references replaced; a reference without an id stays. */
    static String path(String path, Function<String, Optional<String>> ids) {
        return parts(path, ids).orElse(path);
    }

    /** Data with its references replaced; whatever consists of a reference without an id is left out. */
    static Json data(Json data, Function<String, Optional<String>> ids) {
        return replace("", data, ids).orElse(Json.Obj.EMPTY);
    }

    private static Optional<Json> replace(String name, Json value, Function<String, Optional<String>> ids) {
        return switch (value) {
            case Json.Text text -> text(name, text.value(), ids).map(Json::text);
            case Json.Arr array -> Optional.of(new Json.Arr(elements(name, array, ids)));
            case Json.Obj object -> object(object, ids);
            default -> Optional.of(value);
        };
    }

    private static List<Json> elements(String name, Json.Arr array, Function<String, Optional<String>> ids) {
        return array.elements().stream()
                .flatMap(element -> replace(name, element, ids).stream())
                .toList();
    }

    /** An object without its {@code value} says nothing any more: a member or a manager who is not known yet. */
    private static Optional<Json> object(Json.Obj object, Function<String, Optional<String>> ids) {
        SequencedMap<String, Json> kept = new LinkedHashMap<>();
        boolean whole = true;
        for (var member : object.members().entrySet()) {
            Optional<Json> value = replace(member.getKey(), member.getValue(), ids);
            value.ifPresent(known -> kept.put(member.getKey(), known));
            whole &= value.isPresent() || !Names.same(member.getKey(), "value");
        }
        boolean emptied = kept.isEmpty() && !object.isEmpty();
        return whole && !emptied ? Optional.of(new Json.Obj(kept)) : Optional.empty();
    }

    private static Optional<String> text(String name, String text, Function<String, Optional<String>> ids) {
        if (text.startsWith(PREFIX) && text.length() > PREFIX.length()) {
            return ids.apply(text.substring(PREFIX.length()));
        }
        return Names.same(name, "$ref") || Names.same(name, "path") ? parts(text, ids) : Optional.of(text);
    }

    private static Optional<String> parts(String text, Function<String, Optional<String>> ids) {
        Matcher matcher = PART.matcher(text);
        StringBuilder replaced = new StringBuilder();
        while (matcher.find()) {
            Optional<String> id = ids.apply(matcher.group(1));
            if (id.isEmpty()) {
                return Optional.empty();
            }
            matcher.appendReplacement(replaced, Matcher.quoteReplacement(id.get()));
        }
        return Optional.of(matcher.appendTail(replaced).toString());
    }
}
