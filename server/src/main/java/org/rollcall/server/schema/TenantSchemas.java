package org.rollcall.server.schema;

import java.util.List;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.db.Pipeline;

/** The schemas of a tenant, as of a version. */
public record TenantSchemas(TenantId tenant, long version, Schemas types) {

    /** The type of users. */
    public ResourceType user() {
        return types.user();
    }

    /** The type of groups. */
    public ResourceType group() {
        return types.group();
    }

    /** Queues the question which version is in force. */
    public Pipeline.Answer<List<Long>> queueVersion(Pipeline pipeline) {
        return queueVersion(tenant, pipeline);
    }

    static Pipeline.Answer<List<Long>> queueVersion(TenantId tenant, Pipeline pipeline) {
        return pipeline.query(
                "select schema_version from tenant where tenant_id = ?", row -> row.getLong(1), tenant.value());
    }

    /**
     * Insists that a version read by now is this one.
     *
     * @throws SupersededException when it is another
     */
    public void requireVersion(long inForce) {
        if (inForce != version) {
            throw new SupersededException();
        }
    }
}
