package org.rollcall.scim.resource;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.ResolvedAttribute;
import org.rollcall.scim.schema.ResourceType;

/** Keeps attributes that may be set once from being changed (RFC 7643 section 2.2, B053, B061). */
final class Immutability {

    private Immutability() {}

    /** The next state with what it leaves out of the immutable attributes, unless it changes one. */
    static Resource keep(Resource before, Resource next) {
        Resource kept = next;
        for (ResolvedAttribute attribute : immutable(next.type())) {
            if (next.get(attribute).isEmpty()) {
                kept = restored(before, kept, attribute);
            }
        }
        return require(before, kept);
    }

    static Resource require(Resource before, Resource next) {
        for (ResolvedAttribute attribute : immutable(next.type())) {
            Optional<Json> value = before.get(attribute);
            if (value.isPresent() && !value.equals(next.get(attribute))) {
                throw ScimError.mutability(attribute.path().print() + " is immutable: once set it cannot be changed.")
                        .exception();
            }
        }
        return next;
    }

    private static Resource restored(Resource before, Resource next, ResolvedAttribute attribute) {
        Optional<Json> value = before.get(attribute);
        if (value.isEmpty()) {
            return next;
        }
        ResolvedAttribute whole = attribute.withoutSub();
        return attribute
                .subAttribute()
                .map(sub -> next.with(whole, merged(next.get(whole), sub, value.get())))
                .orElseGet(() -> next.with(whole, value.get()));
    }

    private static Json merged(Optional<Json> whole, Attribute sub, Json value) {
        return (whole.orElse(Json.Obj.EMPTY) instanceof Json.Obj object ? object : Json.Obj.EMPTY)
                .with(sub.name(), value);
    }

    /** Of multi-valued attributes only the whole can be compared: their values have no identity. */
    private static List<ResolvedAttribute> immutable(ResourceType type) {
        return type.attributes().stream()
                .flatMap(attribute -> Stream.concat(Stream.of(attribute), subAttributes(attribute)))
                .filter(attribute -> attribute.leaf().mutability() == Attribute.Mutability.IMMUTABLE)
                .toList();
    }

    private static Stream<ResolvedAttribute> subAttributes(ResolvedAttribute attribute) {
        return attribute.attribute().multiValued()
                ? Stream.of()
                : attribute.attribute().subAttributes().stream().map(attribute::withSub);
    }
}
