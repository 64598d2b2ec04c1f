package org.rollcall.scim.resource;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.DateTimes;

/**
 * The {@code meta} of RFC 7643 section 3.1.
 *
 * @param location the absolute URI of the resource
 * @param version the entity tag, with {@code W/} when weak
 */
public record Meta(String resourceType, Instant created, Instant lastModified, String location, String version) {

    /** The JSON form; times are in UTC with milliseconds (Q-P85). */
    public Json.Obj toJson() {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        members.put("resourceType", Json.text(resourceType));
        members.put("created", Json.text(DateTimes.print(created)));
        members.put("lastModified", Json.text(DateTimes.print(lastModified)));
        members.put("location", Json.text(location));
        members.put("version", Json.text(version));
        return new Json.Obj(members);
    }
}
