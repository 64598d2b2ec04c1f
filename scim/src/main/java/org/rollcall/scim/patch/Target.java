package org.rollcall.scim.patch;

import java.util.Optional;
import org.rollcall.scim.filter.TypedFilter;
import org.rollcall.scim.schema.ResolvedAttribute;

/**
 * What an operation applies to: an attribute or sub-attribute, with a filter only for those values that match.
 */
public record Target(ResolvedAttribute attribute, Optional<TypedFilter> filter) {}
