package org.rollcall.scim.message;

import org.rollcall.scim.ScimError;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.scim.schema.Schema;

/** The URNs of the protocol's messages and of its discovery resources (RFC 7644 section 8.2, RFC 7643 section 10.4). */
public final class Urns {
    public static final String LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
    public static final String SEARCH_REQUEST = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
    public static final String PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    public static final String BULK_REQUEST = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
    public static final String BULK_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
    public static final String ERROR = ScimError.SCHEMA;
    public static final String SERVICE_PROVIDER_CONFIG = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
    public static final String RESOURCE_TYPE = ResourceType.URN;
    public static final String SCHEMA = Schema.URN;

    private Urns() {}
}
