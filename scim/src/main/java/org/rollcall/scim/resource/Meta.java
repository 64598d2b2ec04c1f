package org.rollcall.scim.resource;

import java.time.Instant;
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
        return Json.Obj.EMPTY
                .with("resourceType", Json.text(resourceType))
                .with("created", Json.text(DateTimes.print(created)))
                .with("lastModified", Json.text(DateTimes.print(lastModified)))
                .with("location", Json.text(location))
                .with("version", Json.text(version));
    }
}
