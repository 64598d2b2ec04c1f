package org.rollcall.server.schema;

import java.nio.charset.StandardCharsets;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonLimits;
import org.rollcall.scim.json.JsonReader;
import org.rollcall.server.base.Limits;

/** JSON as the database gives it back: within the limits when it came, and a little more to be safe. */
public final class StoredJson {

    private static final JsonLimits STORED = new JsonLimits(2 * Limits.JSON_DEPTH, 2 * Limits.JSON_NUMBER);

    private StoredJson() {}

    public static Json parse(String text) {
        return JsonReader.parse(text.getBytes(StandardCharsets.UTF_8), STORED);
    }
}
