package org.rollcall.scim.message;

import java.util.List;
import org.rollcall.scim.json.Json;

/**
 * One page of a query (RFC 7644 section 3.4.2); {@code Resources} is always there (Q-P97) and {@code itemsPerPage} is
 * its size (Q-P100).
 *
 * @param totalResults how many match in all
 * @param startIndex the 1-based index of the first of this page
 */
public record ListResponse(long totalResults, long startIndex, List<Json.Obj> resources) {
    public ListResponse {
        resources = List.copyOf(resources);
    }

    /** The message. */
    public Json.Obj toJson() {
        return envelope().with("Resources", new Json.Arr(List.copyOf(resources)));
    }

    /** The message without its {@code Resources}, for whoever writes them one by one. */
    public Json.Obj envelope() {
        return Json.Obj.EMPTY
                .with("schemas", Json.Arr.of(Json.text(Urns.LIST_RESPONSE)))
                .with("totalResults", Json.number(totalResults))
                .with("startIndex", Json.number(startIndex))
                .with("itemsPerPage", Json.number(resources.size()));
    }
}
