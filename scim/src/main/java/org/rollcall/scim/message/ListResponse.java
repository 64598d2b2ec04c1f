package org.rollcall.scim.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.rollcall.scim.json.Json;

/**
 * One page of a query (RFC 7644 section 3.4.2, RFC 9865); {@code Resources} is always there (Q-P97) and {@code itemsPerPage} is
 * its size (Q-P100).
 *
 * @param totalResults how many match in all
 * @param paging where this page is
 */
public record ListResponse(long totalResults, Paging paging, List<Json.Obj> resources) {
    public ListResponse {
        resources = List.copyOf(resources);
    }

    /** A page that begins at this 1-based index. */
    public ListResponse(long totalResults, long startIndex, List<Json.Obj> resources) {
        this(totalResults, new Paging.Index(startIndex), resources);
    }

    /** The message. */
    public Json.Obj toJson() {
        return envelope().with("Resources", new Json.Arr(List.copyOf(resources)));
    }

    /** The message without its {@code Resources}, for whoever writes them one by one. */
    public Json.Obj envelope() {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        members.put("schemas", Json.Arr.of(Json.text(Urns.LIST_RESPONSE)));
        members.put("totalResults", Json.number(totalResults));
        switch (paging) {
            case Paging.Index index -> members.put("startIndex", Json.number(index.startIndex()));
            case Paging.Cursor cursor -> {
                cursor.previous().ifPresent(text -> members.put("previousCursor", Json.text(text)));
                cursor.next().ifPresent(text -> members.put("nextCursor", Json.text(text)));
            }
        }
        members.put("itemsPerPage", Json.number(resources.size()));
        return new Json.Obj(members);
    }
}
