package org.rollcall.server.provisioning;

import java.nio.charset.StandardCharsets;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.scim.resource.Resource;
import org.rollcall.server.base.Limits;

/** What one resource may be as it is stored; many small PATCHes must not add up to what one POST could not bring. */
final class Stored {

    private Stored() {}

    /** The resource, if it is within {@link Limits#RESOURCE_BYTES}. */
    static Resource within(Resource resource) {
        int bytes = JsonWriter.write(resource.attributes()).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Limits.RESOURCE_BYTES) {
            throw ScimError.payloadTooLarge("a %s has at most %d bytes, extensions included, and this one has %d"
                            .formatted(resource.type().name(), Limits.RESOURCE_BYTES, bytes))
                    .exception();
        }
        return resource;
    }
}
