package org.rollcall.scim.bulk;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;

/**
 * What is answered for one operation (B084): its location except for a POST that made nothing, its status as a string
 * (Q-P94), and the error of one that failed.
 */
public record BulkResult(
        Optional<String> location,
        Optional<String> method,
        Optional<String> bulkId,
        Optional<String> version,
        int status,
        Optional<ScimError> error) {

    Json.Obj toJson() {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        location.ifPresent(text -> members.put("location", Json.text(text)));
        method.ifPresent(text -> members.put("method", Json.text(text)));
        bulkId.ifPresent(text -> members.put("bulkId", Json.text(text)));
        version.ifPresent(text -> members.put("version", Json.text(text)));
        members.put("status", Json.text(Integer.toString(status)));
        error.ifPresent(refusal -> members.put("response", refusal.toJson()));
        return new Json.Obj(members);
    }
}
