package org.rollcall.scim.filter;

import java.util.Optional;
import org.rollcall.scim.schema.ResolvedAttribute;

/**
 * What a {@link PatchPath} means: an attribute or sub-attribute; with a filter, only of those values for which the
 * filter holds.
 */
public record Target(ResolvedAttribute attribute, Optional<TypedFilter> filter) {

    /** An attribute or sub-attribute without a filter. */
    public static Target of(ResolvedAttribute attribute) {
        return new Target(attribute, Optional.empty());
    }
}
