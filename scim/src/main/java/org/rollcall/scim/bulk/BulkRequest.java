package org.rollcall.scim.bulk;

import java.util.List;
import java.util.OptionalInt;
import org.rollcall.scim.json.Json;

/**
 * The body of {@code POST /Bulk}.
 *
 * @param failOnErrors after how many errors to stop
 */
public record BulkRequest(OptionalInt failOnErrors, List<BulkOperation> operations) {

    public BulkRequest {
        operations = List.copyOf(operations);
    }

    /**
     * Reads one; {@code invalidSyntax} when it is none as a whole, 413 when it has more operations than allowed.
     *
     * @param bases what a path may begin with instead of saying only what is below the base
     */
    public static BulkRequest read(Json body, int maxOperations, List<String> bases) {
        return new BulkReader(maxOperations, bases).read(body);
    }
}
