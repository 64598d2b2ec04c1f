package org.rollcall.server.directory;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rollcall.scim.filter.Operator;
import org.rollcall.scim.filter.TypedFilter;
import org.rollcall.scim.filter.TypedLiteral;
import org.rollcall.scim.schema.ResolvedAttribute;

/**
 * What it means that two references are equal (A017): the version in their path makes no difference. A reference to a
 * member or a group is known by the id in which it ends.
 */
final class ReferenceFilter {

    private static final Set<String> RELATIONS = Set.of("members", "groups");
    private static final Pattern RESOURCE = Pattern.compile("(?:.*/)?(Users|Groups)/([^/?#]+)/?");
    private static final Pattern VERSION = Pattern.compile("/v[0-9][0-9.]*/");

    /** The same for PostgreSQL, behind a value. */
    private static final String WITHOUT_VERSION = "regexp_replace(%s, '/v[0-9][0-9.]*/', '/')";

    private ReferenceFilter() {}

    /** A comparison of a member's reference as one of its {@code value}; any other as it is. */
    static TypedFilter.Compare byId(TypedFilter.Compare compare) {
        ResolvedAttribute attribute = compare.attribute();
        return applies(compare)
                        && !attribute.extension()
                        && RELATIONS.contains(attribute.attribute().name())
                ? attribute
                        .attribute()
                        .subAttribute("value")
                        .map(value -> new TypedFilter.Compare(
                                attribute.withSub(value), compare.operator(), new TypedLiteral.Text(id(compare))))
                        .orElse(compare)
                : compare;
    }

    /** The id in which the reference ends; a text that is nobody's id for a reference to something else. */
    private static String id(TypedFilter.Compare compare) {
        String kind = compare.attribute().attribute().name().equals("members") ? "Users" : "Groups";
        return id(text(compare), kind).orElse("-");
    }

    /** The id in which the URI of a resource of this kind ends. */
    static Optional<String> id(String uri, String kind) {
        Matcher resource = RESOURCE.matcher(uri);
        return resource.matches() && resource.group(1).equals(kind) ? Optional.of(resource.group(2)) : Optional.empty();
    }

    /** A comparison of a stored reference, without the versions. */
    static Optional<FilterSql.Condition> stored(TypedFilter.Compare compare, String value) {
        return applies(compare)
                ? Optional.of(FilterSql.Condition.of(
                        "%s collate \"C\" %s ?::text"
                                .formatted(
                                        WITHOUT_VERSION.formatted(value),
                                        compare.operator() == Operator.EQ ? "=" : "<>"),
                        VERSION.matcher(text(compare)).replaceFirst("/")))
                : Optional.empty();
    }

    private static boolean applies(TypedFilter.Compare compare) {
        boolean equality = compare.operator() == Operator.EQ || compare.operator() == Operator.NE;
        return equality
                && compare.value() instanceof TypedLiteral.Text
                && compare.attribute().leaf().name().equals("$ref");
    }

    private static String text(TypedFilter.Compare compare) {
        return compare.value() instanceof TypedLiteral.Text text ? text.value() : "";
    }
}
