package org.rollcall.scim.patch;

import java.util.Optional;
import org.rollcall.scim.filter.Target;
import org.rollcall.scim.json.Json;

/**
 * One PATCH operation, normalised: it always has a target (an operation without path became one for each attribute in
 * its value) and its value has the type of the target. {@link Json#NULL} means unassigned, also within a complex value;
 * an absent value is only possible for remove.
 */
public record Operation(Op op, Target target, Optional<Json> value) {

    /** Whether this takes something away: a remove, or a replace by nothing. */
    boolean removes() {
        return op == Op.REMOVE || (op == Op.REPLACE && valueOrNull() instanceof Json.Null);
    }

    Json valueOrNull() {
        return value.orElse(Json.NULL);
    }
}
