package org.rollcall.scim.patch;

import java.util.List;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;

/** At most one value of an attribute is the primary one; making one so makes the others not (A014, B064). */
final class Primary {

    static final String NAME = "primary";

    private Primary() {}

    static boolean is(Json value) {
        return value instanceof Json.Obj object
                && object.get(NAME).filter(Json.bool(true)::equals).isPresent();
    }

    static Json demoted(Json value) {
        return is(value) && value instanceof Json.Obj object ? object.with(NAME, Json.bool(false)) : value;
    }

    static List<Json> allDemoted(List<Json> values) {
        return values.stream().map(Primary::demoted).toList();
    }

    static List<Json> requireOne(List<Json> values) {
        if (values.stream().filter(Primary::is).count() > 1) {
            throw ScimError.invalidValue("Only one value of an attribute can be primary.")
                    .exception();
        }
        return values;
    }
}
