package org.rollcall.scim.schema;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;

/** A schema of RFC 7643 section 7. */
public record Schema(String id, String name, String description, List<Attribute> attributes) {

    public Schema {
        attributes = List.copyOf(attributes);
    }

    /** The attribute of this name, whatever its case. */
    public Optional<Attribute> attribute(String attributeName) {
        throw new UnsupportedOperationException();
    }

    /** The schema resource, without {@code meta}. */
    public Json.Obj toJson() {
        throw new UnsupportedOperationException();
    }
}
