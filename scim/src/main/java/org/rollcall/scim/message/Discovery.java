package org.rollcall.scim.message;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Names;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.scim.schema.Schema;
import org.rollcall.scim.schema.Schemas;

/**
 * The answers of {@code /Schemas} and {@code /ResourceTypes} (RFC 7644 section 4): lists are list responses, locations
 * are absolute (Q-P05). {@code baseUrl} is the SCIM base without a trailing slash.
 */
public final class Discovery {

    private Discovery() {}

    /** All schemas: those of the resource types, then those of what discovery itself answers. */
    public static Json.Obj schemas(Schemas schemas, String baseUrl) {
        return list(all(schemas).map(schema -> located(schema, baseUrl)).toList());
    }

    /** The schema with this URN, whatever its case. */
    public static Optional<Json.Obj> schema(Schemas schemas, String urn, String baseUrl) {
        return all(schemas)
                .filter(schema -> Names.same(id(schema), urn))
                .map(schema -> located(schema, baseUrl))
                .findFirst();
    }

    private static Stream<Json.Obj> all(Schemas schemas) {
        return Stream.concat(schemas.schemas().stream().map(Schema::toJson), DiscoverySchemas.ALL.stream());
    }

    private static Json.Obj located(Json.Obj schema, String baseUrl) {
        return schema.with("meta", meta("Schema", baseUrl + "/Schemas/" + id(schema)));
    }

    private static String id(Json.Obj schema) {
        return schema.get("id").orElse(Json.NULL) instanceof Json.Text id ? id.value() : "";
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
