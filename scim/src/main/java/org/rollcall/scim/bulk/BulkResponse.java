package org.rollcall.scim.bulk;

import java.util.List;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.message.Urns;

/** The answer to a bulk: a result for each operation that was processed, in the order of the request (B090). */
public record BulkResponse(List<BulkResult> results) {

    public BulkResponse {
        results = List.copyOf(results);
    }

    /** The message. */
    public Json.Obj toJson() {
        return Json.Obj.EMPTY
                .with("schemas", Json.Arr.of(Json.text(Urns.BULK_RESPONSE)))
                .with(
                        "Operations",
                        new Json.Arr(
                                results.stream().<Json>map(BulkResult::toJson).toList()));
    }
}
