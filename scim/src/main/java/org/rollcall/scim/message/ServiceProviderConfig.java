package org.rollcall.scim.message;

import java.util.List;
import org.rollcall.scim.json.Json;

/**
 * What the server can do (RFC 7643 section 5). Every required sub-attribute is always written, 0 where a feature is not
 * supported (Q-P86).
 */
public record ServiceProviderConfig(
        String documentationUri,
        boolean patch,
        Bulk bulk,
        Filter filter,
        boolean changePassword,
        boolean sort,
        boolean etag,
        List<AuthenticationScheme> authenticationSchemes) {

    public ServiceProviderConfig {
        authenticationSchemes = List.copyOf(authenticationSchemes);
    }

    /** Whether bulk is supported, and its limits; 0 when not. */
    public record Bulk(boolean supported, int maxOperations, long maxPayloadSize) {}

    /** Whether filters are supported, and how many resources one answer has at most. */
    public record Filter(boolean supported, int maxResults) {}

    /** A way to authenticate; {@code type} is one of the values of RFC 7643 section 5. */
    public record AuthenticationScheme(
            String type, String name, String description, String specUri, String documentationUri, boolean primary) {}

    /** The resource; its location is this absolute URI. */
    public Json.Obj toJson(String location) {
        throw new UnsupportedOperationException();
    }
}
