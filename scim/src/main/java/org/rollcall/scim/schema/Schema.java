package org.rollcall.scim.schema;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;

/** A schema of RFC 7643 section 7. */
public record Schema(String id, String name, String description, List<Attribute> attributes) {

    /** The URN of the schema of schemas. */
    public static final String URN = "urn:ietf:params:scim:schemas:core:2.0:Schema";

    public Schema {
        attributes = List.copyOf(attributes);
    }

    /** The attribute of this name, whatever its case. */
    public Optional<Attribute> attribute(String attributeName) {
        return Attribute.find(attributes, attributeName);
    }

    /** The schema resource, without {@code meta}. */
    public Json.Obj toJson() {
        return SchemaWriter.write(this);
    }

    @Override
    public String toString() {
        return id;
    }
}
