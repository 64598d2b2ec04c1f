package org.rollcall.scim.resource;

import java.util.Optional;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.ResourceType;

/** Which attributes an answer has: {@code attributes} and {@code excludedAttributes} of RFC 7644 section 3.9. */
public final class Projection {

    private Projection() {}

    /**
     * The projection two query parameters ask for. An empty parameter counts as absent (Q-P96), unknown names are
     * ignored, and with both given {@code attributes} wins.
     */
    public static Projection parse(
            Optional<String> attributes, Optional<String> excludedAttributes, ResourceType type) {
        throw new UnsupportedOperationException();
    }

    /** Whether the client named attributes in either parameter: then a PATCH answers with a body (B066). */
    public boolean requested() {
        throw new UnsupportedOperationException();
    }

    /** Whether any part of this attribute is in the answer, so that it has to be loaded. */
    public boolean includes(String attribute) {
        throw new UnsupportedOperationException();
    }

    /** The part of a representation that is answered. */
    public Json.Obj apply(Json.Obj representation) {
        throw new UnsupportedOperationException();
    }
}
