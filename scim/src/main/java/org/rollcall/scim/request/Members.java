package org.rollcall.scim.request;

import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Names;

/** Looks up members of JSON objects that come from outside, where the case of names does not matter. */
final class Members {

    private Members() {}

    static Optional<Json> find(Json.Obj object, String name) {
        return object.members().entrySet().stream()
                .filter(member -> Names.same(member.getKey(), name))
                .map(Map.Entry::getValue)
                .findFirst();
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
