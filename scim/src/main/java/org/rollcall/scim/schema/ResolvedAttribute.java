package org.rollcall.scim.schema;

import java.util.Optional;

/**
 * An attribute path that was found in a schema.
 *
 * @param schema the URN of the schema it belongs to; for common attributes that of the resource type's own schema
 * @param extension whether that schema is an extension: its values are in an object of their own under the URN
 * @param attribute the attribute
 * @param subAttribute the sub-attribute, when the path names one
 */
public record ResolvedAttribute(
        String schema, boolean extension, Attribute attribute, Optional<Attribute> subAttribute) {

    /** The sub-attribute when there is one, else the attribute: what a value is compared with. */
    public Attribute leaf() {
        return subAttribute.orElse(attribute);
    }

    /** Whether a client can write it, and all that it is part of. */
    public boolean writable() {
        return attribute.writable() && leaf().writable();
    }

    /** Whether it is accepted but never told again, like a password. */
    public boolean secret() {
        return attribute.returned() == Attribute.Returned.NEVER || leaf().returned() == Attribute.Returned.NEVER;
    }

    /** The same attribute with another sub-attribute. */
    public ResolvedAttribute withSub(Attribute sub) {
        return new ResolvedAttribute(schema, extension, attribute, Optional.of(sub));
    }

    /** The whole attribute. */
    public ResolvedAttribute withoutSub() {
        return new ResolvedAttribute(schema, extension, attribute, Optional.empty());
    }

    /** The canonical path: names as the schema spells them, a URN for extensions only. */
    public AttributePath path() {
        Optional<String> urn = extension ? Optional.of(schema) : Optional.empty();
        return new AttributePath(urn, attribute.name(), subAttribute.map(Attribute::name));
    }
}
