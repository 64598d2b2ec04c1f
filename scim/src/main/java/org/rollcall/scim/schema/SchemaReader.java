package org.rollcall.scim.schema;

import org.rollcall.scim.json.Json;

/** Reads a schema from its JSON form (RFC 7643 section 7); characteristics left out have the defaults of section 2.2. */
public final class SchemaReader {

    private SchemaReader() {}

    /** The schema this object describes; {@code invalidValue} when it describes none. */
    public static Schema read(Json.Obj json) {
        throw new UnsupportedOperationException();
    }
}
