package org.rollcall.rehearsal.provider;

/** The schema URIs that requests carry (RFC 7643 §8.7, RFC 7644 §8.2). */
final class Urn {

    static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
    static final String ENTERPRISE_USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
    static final String PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private Urn() {}
}
