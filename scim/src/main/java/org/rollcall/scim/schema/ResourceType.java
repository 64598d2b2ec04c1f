package org.rollcall.scim.schema;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;

/**
 * A resource type of RFC 7643 section 6.
 *
 * @param rows the attribute whose values are kept as rows beside the document, {@code members} of a group: it is
 *     never part of a {@code Resource} and changes by membership operations
 */
public record ResourceType(
        String name,
        String endpoint,
        String description,
        Schema schema,
        List<Extension> extensions,
        Optional<String> rows) {

    public ResourceType {
        extensions = List.copyOf(extensions);
    }

    /** A schema extension, and whether every resource must have it. */
    public record Extension(Schema schema, boolean required) {}

    /** What a path means for this type: core, common and extension attributes, names and URNs in any case. */
    public Optional<ResolvedAttribute> resolve(AttributePath path) {
        throw new UnsupportedOperationException();
    }

    /** The extension with this URN, whatever its case. */
    public Optional<Schema> extension(String urn) {
        throw new UnsupportedOperationException();
    }

    /** Whether the values of this attribute are rows and not part of the document. */
    public boolean keptAsRows(Attribute attribute) {
        return rows.isPresent() && rows.get().equals(attribute.name());
    }

    /** The resource type resource, without {@code meta}. */
    public Json.Obj toJson() {
        throw new UnsupportedOperationException();
    }
}
