package org.rollcall.scim.dialect;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.resource.Unassigned;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.Names;
import org.rollcall.scim.schema.ResolvedAttribute;

/** What a client says of an attribute that is the server's to say. */
record Claim(ResolvedAttribute attribute, Json value) {

    /** Whether it is so. Saying nothing of it, or of a part of it, claims nothing. */
    boolean holds(Json.Obj representation) {
        Optional<Json> home =
                attribute.extension() ? member(representation, attribute.schema()) : Optional.of(representation);
        Optional<Json> whole =
                home.flatMap(in -> member(in, attribute.attribute().name()));
        Optional<Json> part = attribute
                .subAttribute()
                .map(Attribute::name)
                .map(name -> whole.flatMap(in -> member(in, name)))
                .orElse(whole);
        return within(value, part.orElse(Json.NULL));
    }

    private static boolean within(Json said, Json is) {
        return switch (said) {
            case Json.Null nothing -> true;
            case Json.Arr none when none.elements().isEmpty() -> Unassigned.is(is);
            case Json.Obj object ->
                object.members().entrySet().stream()
                        .allMatch(each -> within(
                                each.getValue(), member(is, each.getKey()).orElse(Json.NULL)));
            case Json.Arr list -> sameElements(list.elements(), is);
            default -> said.equals(is);
        };
    }

    private static boolean sameElements(List<Json> said, Json is) {
        return is instanceof Json.Arr list
                && list.elements().size() == said.size()
                && said.stream().allMatch(one -> list.elements().stream().anyMatch(other -> within(one, other)));
    }

    private static Optional<Json> member(Json value, String name) {
        return value instanceof Json.Obj object
                ? object.members().entrySet().stream()
                        .filter(member -> Names.same(member.getKey(), name))
                        .map(member -> member.getValue())
                        .findFirst()
                : Optional.empty();
    }
}
