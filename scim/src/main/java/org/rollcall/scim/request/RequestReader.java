package org.rollcall.scim.request;

import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.ResourceType;

/** Reads the bodies that real providers send for one resource type; the one place that knows their dialects. */
public final class RequestReader {

    /** A reader for resources of a type. */
    public RequestReader(ResourceType type, RequestLimits limits) {
        throw new UnsupportedOperationException();
    }

    /** The body of a POST or PUT; {@code invalidValue} or {@code invalidSyntax} when it is none. */
    public ReadResource readResource(Json body) {
        throw new UnsupportedOperationException();
    }

    /** The body of a PATCH; {@code invalidSyntax}, {@code invalidPath}, {@code invalidValue} or {@code noTarget}. */
    public PatchRequest readPatch(Json body) {
        throw new UnsupportedOperationException();
    }
}
