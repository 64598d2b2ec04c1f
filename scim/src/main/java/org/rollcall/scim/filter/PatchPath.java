package org.rollcall.scim.filter;

import java.util.Optional;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.schema.AttributePath;
import org.rollcall.scim.schema.ResourceType;

/**
 * The path of a PATCH operation as it was written (RFC 7644 section 3.5.2): {@code name.givenName} or
 * {@code emails[type eq "work"].value}.
 *
 * @param attribute the attribute, and the sub-attribute behind the brackets when there are any
 * @param filter what the brackets hold
 */
public record PatchPath(AttributePath attribute, Optional<Filter> filter) {

    /** The path this text writes; {@code invalidPath} when it is none or exceeds the limits. */
    public static PatchPath parse(String text, FilterLimits limits) {
        return Parser.path(text, limits);
    }

    /** The path as text, the inverse of {@link #parse}. */
    public String print() {
        return filter.map(this::print).orElseGet(attribute::print);
    }

    private String print(Filter brackets) {
        AttributePath outer = new AttributePath(attribute.urn(), attribute.attribute(), Optional.empty());
        return outer.print()
                + "["
                + brackets.print()
                + "]"
                + attribute.subAttribute().map(sub -> "." + sub).orElse("");
    }

    /** What the path means for a type, or nothing when the type has no such attribute. */
    public Optional<Target> resolve(ResourceType type, Notes notes) {
        return type.resolve(attribute)
                .map(found ->
                        new Target(found, filter.map(brackets -> Checker.brackets(type, found, brackets, notes))));
    }
}
