package org.rollcall.server.provisioning;

import java.nio.charset.StandardCharsets;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.scim.resource.Resource;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.Names;

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

    /** The same, and the name of a group within {@link Limits#SCIM_NAME_LENGTH} also in the form that is compared. */
    static Resource group(Resource resource) {
        String name = within(resource)
                .text("displayName")
                .orElseThrow(
                        () -> ScimError.invalidValue("displayName is required").exception());
        if (name.length() > Limits.SCIM_NAME_LENGTH || Names.canonical(name).length() > Limits.SCIM_NAME_LENGTH) {
            throw ScimError.invalidValue("displayName is longer than " + Limits.SCIM_NAME_LENGTH + " characters")
                    .exception();
        }
        return resource;
    }
}
