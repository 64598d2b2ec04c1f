package org.rollcall.scim.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The resource types a server has, User first (Q-P101), and all their schemas. */
public record Schemas(List<ResourceType> resourceTypes) {

    /** The URN of the User schema. */
    public static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";

    /** The URN of the Group schema. */
    public static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

    /** The URN of the enterprise extension of User. */
    public static final String ENTERPRISE_USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /** The URN of the schema of roles, of the draft "SCIM Roles and Entitlements Extension". */
    public static final String ROLE = "urn:ietf:params:scim:schemas:core:2.0:Role";

    /** The URN of the schema of entitlements, of the same draft. */
    public static final String ENTITLEMENT = "urn:ietf:params:scim:schemas:core:2.0:Entitlement";

    /** The URN by which Okta knows roles. */
    public static final String OKTA_ROLE = "urn:okta:scim:schemas:core:1.0:Role";

    /** The URN by which Okta knows entitlements. */
    public static final String OKTA_ENTITLEMENT = "urn:okta:scim:schemas:core:1.0:Entitlement";

    public Schemas {
        resourceTypes = List.copyOf(resourceTypes);
    }

    /**
     * User with the enterprise extension, and Group, of RFC 7643 section 4 with its errata; roles and entitlements, each
     * also as the resource type that Okta looks for: one endpoint, whose resources have both schemas.
     */
    public static Schemas standard() {
        ResourceType user = new ResourceType(
                "User",
                "/Users",
                "User Account",
                StandardSchemas.USER,
                List.of(new ResourceType.Extension(StandardSchemas.ENTERPRISE_USER, false)),
                Optional.empty());
        ResourceType group =
                new ResourceType("Group", "/Groups", "Group", StandardSchemas.GROUP, List.of(), Optional.of("members"));
        return new Schemas(List.of(
                user,
                group,
                listed("Role", "/Roles", StandardSchemas.ROLE),
                listed("Entitlement", "/Entitlements", StandardSchemas.ENTITLEMENT),
                listed("OktaRole", "/Roles", StandardSchemas.OKTA_ROLE),
                listed("OktaEntitlement", "/Entitlements", StandardSchemas.OKTA_ENTITLEMENT)));
    }

    private static ResourceType listed(String name, String endpoint, Schema schema) {
        return new ResourceType(name, endpoint, schema.description(), schema, List.of(), Optional.empty());
    }

    /** Users and groups alone, which RFC 7643 defines. */
    public Schemas ofTheStandard() {
        return new Schemas(List.of(user(), group()));
    }

    /** The type of users. */
    public ResourceType user() {
        return withSchema(USER);
    }

    /** The type of groups. */
    public ResourceType group() {
        return withSchema(GROUP);
    }

    /** The type of roles. */
    public ResourceType role() {
        return withSchema(ROLE);
    }

    /** The type of entitlements. */
    public ResourceType entitlement() {
        return withSchema(ENTITLEMENT);
    }

    /** The resource type of this name, whatever its case. */
    public Optional<ResourceType> resourceType(String name) {
        return resourceTypes.stream()
                .filter(type -> Names.same(type.name(), name))
                .findFirst();
    }

    /** Every schema once, in the order of the types. */
    public List<Schema> schemas() {
        return resourceTypes.stream()
                .flatMap(type -> Stream.concat(
                        Stream.of(type.schema()), type.extensions().stream().map(ResourceType.Extension::schema)))
                .distinct()
                .toList();
    }

    /** The schema with this URN, whatever its case. */
    public Optional<Schema> schema(String urn) {
        return schemas().stream().filter(schema -> Names.same(schema.id(), urn)).findFirst();
    }

    /** These types, one of them with a further extension: data alone makes it filterable, patchable, projectable. */
    public Schemas withExtension(String resourceTypeName, Schema extension, boolean required) {
        return new Schemas(resourceTypes.stream()
                .map(type -> Names.same(type.name(), resourceTypeName) ? type.with(extension, required) : type)
                .toList());
    }

    private ResourceType withSchema(String urn) {
        return resourceTypes.stream()
                .filter(type -> type.schema().id().equals(urn))
                .findFirst()
                .orElseThrow();
    }
}
