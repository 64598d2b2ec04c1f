package org.rollcall.scim.resource;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.ResolvedAttribute;

/** Keeps attributes that may be set once from being changed (RFC 7643 section 2.2, B053, B061). */
final class Immutability {

    private Immutability() {}

    /** The next state with what it leaves out of the immutable attributes, unless it changes one. */
    static Resource keep(Resource before, Resource next) {
        Resource kept = next;
        for (ResolvedAttribute attribute : next.type().attributes()) {
            for (ResolvedAttribute immutable : immutable(attribute)) {
                kept = next.get(immutable).isEmpty() ? restored(before, kept, immutable) : kept;
            }
            require(before, kept, attribute);
        }
        return kept;
    }

    /** Refuses a next state in which what is immutable of the attribute is another than before, or gone. */
    static void require(Resource before, Resource next, ResolvedAttribute attribute) {
        for (ResolvedAttribute immutable : immutable(attribute)) {
            Optional<Json> value = before.get(immutable);
            if (value.isPresent() && !value.equals(next.get(immutable))) {
                throw ScimError.mutability(immutable.path().print() + " is immutable: once set it cannot be changed.")
                        .exception();
            }
        }
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

    /** The attribute, or those parts of it, that are immutable; the values of a list have no identity to compare by. */
    private static List<ResolvedAttribute> immutable(ResolvedAttribute attribute) {
        if (attribute.attribute().mutability() == Attribute.Mutability.IMMUTABLE) {
            return List.of(attribute);
        }
        return attribute.attribute().multiValued()
                ? List.of()
                : attribute.attribute().subAttributes().stream()
                        .filter(sub -> sub.mutability() == Attribute.Mutability.IMMUTABLE)
                        .map(attribute::withSub)
                        .toList();
    }
}
