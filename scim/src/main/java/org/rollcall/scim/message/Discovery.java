package org.rollcall.scim.message;

import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.scim.schema.Schema;
import org.rollcall.scim.schema.Schemas;

/** The answers of {@code /Schemas} and {@code /ResourceTypes} (RFC 7644 section 4); locations are absolute (Q-P05). */
public final class Discovery {

    private Discovery() {}

    /** All schemas; {@code baseUrl} is the SCIM base without a trailing slash. */
    public static Json.Obj schemas(Schemas schemas, String baseUrl) {
        throw new UnsupportedOperationException();
    }

    /** One schema. */
    public static Json.Obj schema(Schema schema, String baseUrl) {
        throw new UnsupportedOperationException();
    }

    /** All resource types, User first. */
    public static Json.Obj resourceTypes(Schemas schemas, String baseUrl) {
        throw new UnsupportedOperationException();
    }

    /** One resource type. */
    public static Json.Obj resourceType(ResourceType type, String baseUrl) {
        throw new UnsupportedOperationException();
    }
}
