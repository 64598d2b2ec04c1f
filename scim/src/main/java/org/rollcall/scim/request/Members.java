package org.rollcall.scim.request;

import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Names;

/** Looks up members of JSON objects that come from outside, where the case of names does not matter. */
public final class Members {

    private Members() {}

    /** The member of this name, in whatever case. */
    public static Optional<Json> find(Json.Obj object, String name) {
        return object.members().entrySet().stream()
                .filter(member -> Names.same(member.getKey(), name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The value as an object, provided that it gives no name twice; what lies deeper is not looked at. */
    public static Optional<Json.Obj> object(Json value) {
        if (!(value instanceof Json.Obj object)) {
            return Optional.empty();
        }
        DistinctNames.requireIn(object);
        return Optional.of(object);
    }

    /** The body as an object without a name given twice. */
    static Json.Obj body(Json body) {
        if (!(body instanceof Json.Obj object)) {
            throw ScimError.invalidSyntax("The body is not a JSON object.").exception();
        }
        DistinctNames.require(object);
        return object;
    }
}
