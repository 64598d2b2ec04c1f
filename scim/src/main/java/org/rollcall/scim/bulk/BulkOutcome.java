package org.rollcall.scim.bulk;

import java.util.Optional;
import org.rollcall.scim.ScimError;

/**
 * What became of one operation.
 *
 * @param location of what was created
 * @param version the entity tag of the resource afterwards
 */
public record BulkOutcome(int status, Optional<String> location, Optional<String> version, Optional<ScimError> error) {

    /** It was carried out. */
    public static BulkOutcome done(int status, Optional<String> location, Optional<String> version) {
        return new BulkOutcome(status, location, version, Optional.empty());
    }

    /** It was not. */
    public static BulkOutcome refused(ScimError error) {
        return new BulkOutcome(error.status(), Optional.empty(), Optional.empty(), Optional.of(error));
    }

    /** It was carried out in part: the resource is there. */
    BulkOutcome butFor(ScimError missing) {
        return new BulkOutcome(missing.status(), location, version, Optional.of(missing));
    }

    BulkOutcome withVersion(Optional<String> next) {
        return new BulkOutcome(status, location, next, error);
    }

    boolean failed() {
        return error.isPresent();
    }
}
