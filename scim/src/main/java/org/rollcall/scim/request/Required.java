package org.rollcall.scim.request;

import java.util.List;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.ResolvedAttribute;
import org.rollcall.scim.schema.ResourceType;

/**
 * What a whole resource must have (A059, A068): required attributes, extensions, and sub-attributes of what is there.
 */
final class Required {

    private final List<ResolvedAttribute> wholes;
    private final List<ResolvedAttribute> parts;

    Required(ResourceType type) {
        List<ResolvedAttribute> writable = type.attributes().stream()
                .filter(attribute -> attribute.writable() && !type.keptAsRows(attribute))
                .toList();
        this.wholes = writable.stream()
                .filter(attribute -> attribute.attribute().required())
                .toList();
        this.parts = writable.stream()
                .flatMap(attribute -> attribute.attribute().subAttributes().stream()
                        .filter(Attribute::required)
                        .map(attribute::withSub))
                .toList();
    }

    /** Refuses a resource that lacks something. */
    void require(Resource resource) {
        wholes.stream()
                .filter(attribute -> applies(resource, attribute))
                .filter(attribute -> resource.get(attribute).isEmpty())
                .forEach(Required::refuse);
        parts.stream()
                .filter(part -> resource.values(part).size()
                        < resource.values(part.withoutSub()).size())
                .forEach(Required::refuse);
    }

    /** The required attributes of an extension are needed where the extension is there, or has to be. */
    private static boolean applies(Resource resource, ResolvedAttribute attribute) {
        return !attribute.extension()
                || resource.attributes().get(attribute.schema()).isPresent()
                || resource.type().extensions().stream()
                        .filter(ResourceType.Extension::required)
                        .anyMatch(extension -> extension.schema().id().equals(attribute.schema()));
    }

    private static void refuse(ResolvedAttribute attribute) {
        throw ValueReader.refuse(attribute.path().print(), "is required");
    }
}
