package org.rollcall.scim.patch;

import java.util.List;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;

/** At most one value of an attribute is the primary one; making one so makes the others not (A014, B064). */
final class Primary {

    private static final String NAME = "primary";

    private Primary() {}

    static List<Json> only(List<Json> before, List<Json> after) {
        List<Json> primaries = after.stream().filter(Primary::is).toList();
        if (primaries.size() < 2) {
            return after;
        }
        List<Json> fresh =
                primaries.stream().filter(element -> !before.contains(element)).toList();
        if (fresh.size() != 1) {
            throw ScimError.invalidValue("Only one value of an attribute can be primary.")
                    .exception();
        }
        return after.stream()
                .map(element -> is(element) && !element.equals(fresh.getFirst()) ? demoted(element) : element)
                .toList();
    }

    private static boolean is(Json element) {
        return element instanceof Json.Obj object
                && object.get(NAME).filter(Json.bool(true)::equals).isPresent();
    }

    private static Json demoted(Json element) {
        return element instanceof Json.Obj object ? object.with(NAME, Json.bool(false)) : element;
    }
}
