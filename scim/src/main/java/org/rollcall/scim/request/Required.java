package org.rollcall.scim.request;

import java.util.List;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.ResolvedAttribute;
import org.rollcall.scim.schema.ResourceType;

/** What a whole resource must have (A059, A068): required attributes, extensions, and sub-attributes of what is there. */
final class Required {

    private Required() {}

    static void require(Resource resource) {
        for (ResolvedAttribute attribute : resource.type().attributes()) {
            if (!attribute.attribute().writable() || resource.type().keptAsRows(attribute)) {
                continue;
            }
            if (attribute.attribute().required() && applies(resource, attribute)) {
                require(resource, attribute);
            }
            requireParts(resource, attribute);
        }
    }

    /** The required attributes of an extension are needed where the extension is there, or has to be. */
    private static boolean applies(Resource resource, ResolvedAttribute attribute) {
        return !attribute.extension()
                || resource.attributes().get(attribute.schema()).isPresent()
                || resource.type().extensions().stream()
                        .filter(ResourceType.Extension::required)
                        .anyMatch(extension -> extension.schema().id().equals(attribute.schema()));
    }

    private static void requireParts(Resource resource, ResolvedAttribute attribute) {
        List<Attribute> parts = attribute.attribute().subAttributes().stream()
                .filter(Attribute::required)
                .toList();
        long values = parts.isEmpty() ? 0 : resource.values(attribute).size();
        for (Attribute part : parts) {
            if (resource.values(attribute.withSub(part)).size() < values) {
                throw ValueReader.refuse(attribute.withSub(part).path().print(), "is required");
            }
        }
    }

    private static void require(Resource resource, ResolvedAttribute attribute) {
        if (resource.get(attribute).isEmpty()) {
            throw ValueReader.refuse(attribute.path().print(), "is required");
        }
    }
}
