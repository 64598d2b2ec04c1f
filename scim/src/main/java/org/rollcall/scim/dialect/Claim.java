package org.rollcall.scim.dialect;

import java.util.Optional;
import java.util.function.Predicate;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.resource.Unassigned;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.Names;
import org.rollcall.scim.schema.ResolvedAttribute;

/**
 * What a client says of something that is the server's to say.
 *
 * @param path what it is about
 * @param holds whether it is so, by the representation of the resource
 */
record Claim(String path, Predicate<Json.Obj> holds) {

    /** Saying nothing of an attribute, or of a part of it, claims nothing. */
    static Claim of(ResolvedAttribute attribute, Json value) {
        return new Claim(attribute.path().print(), representation -> within(value, find(attribute, representation)));
    }

    private static Json find(ResolvedAttribute attribute, Json.Obj representation) {
        Optional<Json> home =
                attribute.extension() ? member(representation, attribute.schema()) : Optional.of(representation);
        Optional<Json> whole =
                home.flatMap(in -> member(in, attribute.attribute().name()));
        return attribute
                .subAttribute()
                .map(Attribute::name)
                .map(name -> whole.flatMap(in -> member(in, name)))
                .orElse(whole)
                .orElse(Json.NULL);
    }

    private static boolean within(Json said, Json is) {
        return switch (said) {
            case Json.Null nothing -> true;
            case Json.Obj object ->
                object.members().entrySet().stream()
                        .allMatch(each -> within(
                                each.getValue(), member(is, each.getKey()).orElse(Json.NULL)));
            case Json.Arr list -> sameElements(list, is);
            default -> said.equals(is);
        };
    }

    private static boolean sameElements(Json.Arr said, Json is) {
        if (said.elements().isEmpty()) {
            return Unassigned.is(is);
        }
        return is instanceof Json.Arr list
                && list.elements().size() == said.elements().size()
                && said.elements().stream()
                        .allMatch(one -> list.elements().stream().anyMatch(other -> within(one, other)));
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
