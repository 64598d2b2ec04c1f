package org.rollcall.server.schema;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Names;
import org.rollcall.scim.schema.Schema;
import org.rollcall.scim.schema.SchemaReader;
import org.rollcall.server.db.Pipeline;

/**
 * A schema extension of a tenant.
 *
 * @param resourceType {@code User} or {@code Group}
 * @param required whether every resource must have it (A059)
 */
public record TenantExtension(String resourceType, boolean required, Schema schema) {

    /** The URN in the form in which URNs are compared. */
    public String key() {
        return Names.key(schema.id());
    }

    /** Queues the extensions of a tenant, in the order of their URNs. */
    public static Pipeline.Answer<List<TenantExtension>> query(UUID tenant, Pipeline pipeline) {
        return pipeline.query("""
                select resource_type, required, document::text as document from schema_extension
                where tenant_id = ? order by urn_canonical""", TenantExtension::read, tenant);
    }

    private static TenantExtension read(ResultSet row) throws SQLException {
        return new TenantExtension(
                row.getString("resource_type"), row.getBoolean("required"), SchemaReader.read((Json.Obj)
                        StoredJson.parse(row.getString("document"))));
    }
}
