package org.rollcall.scim.resource;

import java.util.Optional;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.AttributePath;
import org.rollcall.scim.schema.ResourceType;

/**
 * What a provider said about one user or group, in canonical form: names and URNs as the schema spells them,
 * extensions under their URN, values as sent; no {@code schemas}, {@code id}, {@code meta} or other read-only
 * attributes, no nulls, no empty arrays or objects.
 */
public record Resource(ResourceType type, Json.Obj attributes) {

    /** The value at a path, when there is one. For a sub-attribute of a multi-valued attribute: the array of its values. */
    public Optional<Json> get(AttributePath path) {
        throw new UnsupportedOperationException();
    }

    /** The string at a path such as {@code name.givenName}. */
    public Optional<String> text(String path) {
        throw new UnsupportedOperationException();
    }

    /** The boolean at a path such as {@code active}. */
    public Optional<Boolean> bool(String path) {
        throw new UnsupportedOperationException();
    }

    /** This resource with a top-level attribute set. */
    public Resource with(String attribute, Json value) {
        throw new UnsupportedOperationException();
    }

    /**
     * What PUT makes of this resource: the one that was sent, unless it changes an immutable attribute
     * ({@code mutability}).
     */
    public Resource replacedBy(Resource sent) {
        throw new UnsupportedOperationException();
    }
}
