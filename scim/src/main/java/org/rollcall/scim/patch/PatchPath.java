package org.rollcall.scim.patch;

import java.util.Optional;
import org.rollcall.scim.filter.Filter;
import org.rollcall.scim.filter.FilterLimits;
import org.rollcall.scim.schema.AttributePath;
import org.rollcall.scim.schema.ResourceType;

/**
 * The path of a PATCH operation as it was written (RFC 7644 section 3.5.2): {@code attrPath} or
 * {@code valuePath [subAttr]}.
 */
public record PatchPath(AttributePath attribute, Optional<Filter> filter, Optional<String> subAttribute) {

    /** The path this text writes; {@code invalidPath} when it is none or exceeds the limits. */
    public static PatchPath parse(String text, FilterLimits limits) {
        throw new UnsupportedOperationException();
    }

    /** The path as text, the inverse of {@link #parse}. */
    public String print() {
        throw new UnsupportedOperationException();
    }

    /** What the path means for a type, or nothing when the type has no such attribute. */
    public Optional<Target> resolve(ResourceType type) {
        throw new UnsupportedOperationException();
    }
}
