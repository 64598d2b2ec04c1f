package org.rollcall.sync.scim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.rollcall.scim.json.Json;

/** Resources as they are sent whole. */
public final class Bodies {

    private Bodies() {}

    /** A user, from attributes by their whole names: those of an extension move below its URN (RFC 7643 section 3.3). */
    public static Json.Obj user(String schema, Json.Obj attributes) {
        SequencedMap<String, Json> body = new LinkedHashMap<>();
        body.put("schemas", Json.Arr.EMPTY);
        List<Json> schemas = new ArrayList<>();
        schemas.add(Json.text(schema));
        attributes.members().forEach((name, value) -> {
            int colon = name.lastIndexOf(':');
            if (colon < 0) {
                body.put(name, value);
            } else {
                String urn = name.substring(0, colon);
                if (!body.containsKey(urn)) {
                    schemas.add(Json.text(urn));
                }
                Json.Obj one = Json.Obj.EMPTY.with(name.substring(colon + 1), value);
                body.merge(urn, one, (some, more) -> ((Json.Obj) some).with(name.substring(colon + 1), value));
            }
        });
        body.put("schemas", new Json.Arr(schemas));
        return new Json.Obj(body);
    }
}
