package org.rollcall.scim.resource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.rollcall.scim.json.Json;

/** Turns a resource into what is sent to the client: one place, whatever the request was (Q-P25). */
public final class Representation {

    private Representation() {}

    /**
     * The whole representation: {@code schemas} computed from the extensions present (Q-P83), {@code id}, the
     * attributes, then {@code extra} (what the server keeps itself, such as {@code groups}, {@code members} and
     * {@code active}; it wins over the document), then {@code meta}.
     */
    public static Json.Obj of(Resource resource, String id, Meta meta, Json.Obj extra) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        members.put("schemas", Json.Arr.ofTexts(schemas(resource)));
        members.put("id", Json.text(id));
        members.putAll(resource.attributes().members());
        members.putAll(extra.members());
        members.put("meta", meta.toJson());
        return new Json.Obj(members);
    }

    private static List<String> schemas(Resource resource) {
        Stream<String> extensions =
                resource.attributes().members().keySet().stream().filter(name -> name.indexOf(':') >= 0);
        return Stream.concat(Stream.of(resource.type().schema().id()), extensions)
                .toList();
    }
}
