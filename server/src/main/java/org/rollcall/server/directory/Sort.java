package org.rollcall.server.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.schema.AttributePath;
import org.rollcall.scim.schema.ResolvedAttribute;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.server.db.SqlArray;

/**
 * The order of a list (RFC 7644 §3.4.2.3): by the value of an attribute, of several values by the primary or else the
 * first (B041); strings by code point, without regard to case unless the attribute is case-exact (B042). Whoever has no
 * value comes last when ascending and first when descending, which is also PostgreSQL's order.
 *
 * @param expression SQL over the row {@code r}, with positional arguments
 */
public record Sort(String expression, List<Object> arguments, boolean descending) {

    /** The order that {@code sortBy} asks for; {@code invalidPath} when there is no such order. */
    public static Sort by(String sortBy, boolean descending, ResourceType type, FilterSql.Rows rows) {
        ResolvedAttribute attribute = AttributePath.parse(sortBy)
                .flatMap(type::resolveFiltered)
                .orElseThrow(() -> refuse(type.name() + " has no attribute " + ScimError.excerpt(sortBy)));
        return column(attribute, rows)
                .map(column -> new Sort(column, List.of(), descending))
                .orElseGet(() -> document(comparable(attribute), type, descending));
    }

    /** The same for a list of several types: empty where this type has no such attribute, and so no value. */
    public static Optional<Sort> ifKnown(String sortBy, boolean descending, ResourceType type, FilterSql.Rows rows) {
        return AttributePath.parse(sortBy)
                .flatMap(type::resolveFiltered)
                .map(known -> by(sortBy, descending, type, rows));
    }

    String sql() {
        return expression + (descending ? " desc" : "");
    }

    private static Optional<String> column(ResolvedAttribute attribute, FilterSql.Rows rows) {
        boolean users = rows == FilterSql.Rows.USERS;
        return switch (attribute.path().print()) {
            case "id" -> Optional.of(users ? "r.user_id" : "r.group_id");
            case "userName" -> Optional.of("r.user_name_canonical");
            case "displayName" -> users ? Optional.empty() : Optional.of("r.display_name_canonical");
            case "meta.created" -> Optional.of("r.created_at");
            case "meta.lastModified" -> Optional.of("r.last_modified");
            case "meta.version" -> Optional.of("r.version");
            case "meta.resourceType", "meta.location" ->
                throw refuse("a list is not sorted by " + attribute.path().print());
            default -> Optional.empty();
        };
    }

    /** A complex attribute is sorted by its {@code value}. */
    private static ResolvedAttribute comparable(ResolvedAttribute attribute) {
        if (attribute.secret()) {
            throw refuse("a list is not sorted by " + attribute.path().print());
        }
        if (!attribute.leaf().complex()) {
            return attribute;
        }
        return attribute
                .attribute()
                .subAttribute("value")
                .map(attribute::withSub)
                .orElseThrow(() -> refuse("name the part of " + attribute.path().print() + " to sort by, such as "
                        + attribute.path().print() + "."
                        + attribute.attribute().subAttributes().getFirst().name()));
    }

    private static Sort document(ResolvedAttribute attribute, ResourceType type, boolean descending) {
        if (type.keptAsRows(attribute) || !attribute.writable()) {
            throw refuse("a list is not sorted by " + attribute.path().print());
        }
        List<String> path = new ArrayList<>();
        attribute.path().urn().ifPresent(path::add);
        path.add(attribute.attribute().name());
        if (!attribute.attribute().multiValued()) {
            attribute.subAttribute().ifPresent(sub -> path.add(sub.name()));
            return new Sort(StoredValue.ordered(attribute, "(r.attributes #>> ?)"), List.of(texts(path)), descending);
        }
        String value = """
                (select e.value #>> ? from jsonb_array_elements(%s) with ordinality e(value, place)
                 order by coalesce(e.value -> 'primary' = 'true', false) desc, e.place limit 1)""".formatted(StoredValue.array(attribute, "r.attributes #> ?"));
        List<String> part =
                attribute.subAttribute().map(sub -> List.of(sub.name())).orElse(List.of());
        return new Sort(StoredValue.ordered(attribute, value), List.of(texts(part), texts(path)), descending);
    }

    private static SqlArray texts(List<String> path) {
        return SqlArray.texts(path, part -> part);
    }

    private static ScimException refuse(String detail) {
        return ScimError.invalidPath("sortBy: " + detail).exception();
    }
}
