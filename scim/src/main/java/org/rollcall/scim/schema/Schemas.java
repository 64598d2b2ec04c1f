package org.rollcall.scim.schema;

import java.util.List;
import java.util.Optional;

/** The resource types a server has, User first (Q-P101), and all their schemas. */
public record Schemas(List<ResourceType> resourceTypes) {

    /** The URN of the User schema. */
    public static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";

    /** The URN of the Group schema. */
    public static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

    /** The URN of the enterprise extension of User. */
    public static final String ENTERPRISE_USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    public Schemas {
        resourceTypes = List.copyOf(resourceTypes);
    }

    /** User with the enterprise extension, and Group, of RFC 7643 section 4 with its errata. */
    public static Schemas standard() {
        throw new UnsupportedOperationException();
    }

    /** The type of users. */
    public ResourceType user() {
        throw new UnsupportedOperationException();
    }

    /** The type of groups. */
    public ResourceType group() {
        throw new UnsupportedOperationException();
    }

    /** The resource type of this name, whatever its case. */
    public Optional<ResourceType> resourceType(String name) {
        throw new UnsupportedOperationException();
    }

    /** Every schema once, in the order of the types. */
    public List<Schema> schemas() {
        throw new UnsupportedOperationException();
    }

    /** The schema with this URN, whatever its case. */
    public Optional<Schema> schema(String urn) {
        throw new UnsupportedOperationException();
    }

    /** These types, one of them with a further extension: data alone makes it filterable, patchable, projectable. */
    public Schemas withExtension(String resourceTypeName, Schema extension, boolean required) {
        throw new UnsupportedOperationException();
    }
}
