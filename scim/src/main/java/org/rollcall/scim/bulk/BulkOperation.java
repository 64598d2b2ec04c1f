package org.rollcall.scim.bulk;

import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;

/**
 * One operation as it was sent.
 *
 * @param path below the base, such as {@code /Users/bulkId:x}
 * @param version the entity tag under which the operation may happen
 * @param data the body; a DELETE has none
 * @param defect why it cannot be carried out, whatever else it says
 */
public record BulkOperation(
        Optional<String> method,
        Optional<String> path,
        Optional<String> bulkId,
        Optional<String> version,
        Optional<Json> data,
        Optional<ScimError> defect) {

    BulkOperation refusedFor(ScimError error) {
        return new BulkOperation(method, path, bulkId, version, data, Optional.of(error));
    }

    /** Whether it makes a resource that others can refer to. */
    boolean creates() {
        return method.filter("POST"::equals).isPresent();
    }
}
