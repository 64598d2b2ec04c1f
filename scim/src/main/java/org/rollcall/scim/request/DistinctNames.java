package org.rollcall.scim.request;

import java.util.HashSet;
import java.util.Set;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Names;

/**
 * Names are compared without case, so {@code active} beside {@code Active} is a name given twice, and which of the two
 * is meant would be a guess (H-D8).
 */
final class DistinctNames {

    private DistinctNames() {}

    static void require(Json value) {
        switch (value) {
            case Json.Obj object -> {
                requireIn(object);
                object.members().values().forEach(DistinctNames::require);
            }
            case Json.Arr array -> array.elements().forEach(DistinctNames::require);
            default -> {}
        }
    }

    static void requireIn(Json.Obj object) {
        Set<String> names = new HashSet<>();
        object.members().keySet().forEach(name -> {
            if (!names.add(Names.key(name))) {
                throw ScimError.invalidSyntax("The name " + ScimError.excerpt(name) + " occurs twice in one object.")
                        .exception();
            }
        });
    }
}
