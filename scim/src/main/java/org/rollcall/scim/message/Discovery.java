package org.rollcall.scim.message;

import java.util.List;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.scim.schema.Schema;
import org.rollcall.scim.schema.Schemas;

/**
 * The answers of {@code /Schemas} and {@code /ResourceTypes} (RFC 7644 section 4): lists are list responses, locations
 * are absolute (Q-P05). {@code baseUrl} is the SCIM base without a trailing slash.
 */
public final class Discovery {

    private Discovery() {}

    /** All schemas. */
    public static Json.Obj schemas(Schemas schemas, String baseUrl) {
        return list(schemas.schemas().stream()
                .map(schema -> schema(schema, baseUrl))
                .toList());
    }

    /** One schema. */
    public static Json.Obj schema(Schema schema, String baseUrl) {
        return schema.toJson().with("meta", meta("Schema", baseUrl + "/Schemas/" + schema.id()));
    }

    /** All resource types, User first (Q-P101). */
    public static Json.Obj resourceTypes(Schemas schemas, String baseUrl) {
        return list(schemas.resourceTypes().stream()
                .map(type -> resourceType(type, baseUrl))
                .toList());
    }

    /** One resource type. */
    public static Json.Obj resourceType(ResourceType type, String baseUrl) {
        return type.toJson().with("meta", meta("ResourceType", baseUrl + "/ResourceTypes/" + type.name()));
    }

    static Json.Obj meta(String resourceType, String location) {
        return Json.Obj.EMPTY.with("resourceType", Json.text(resourceType)).with("location", Json.text(location));
    }

    private static Json.Obj list(List<Json.Obj> resources) {
        return new ListResponse(resources.size(), 1, resources).toJson();
    }
}
