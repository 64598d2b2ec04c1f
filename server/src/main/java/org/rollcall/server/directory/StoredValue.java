package org.rollcall.server.directory;

import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.ResolvedAttribute;

/**
 * SQL that reads what a document holds of an attribute by the type that its schema gives it. What an extension holds may
 * be older than its definition: what does not fit counts as no value, and one value where there may be many as a list.
 */
final class StoredValue {

    private StoredValue() {}

    /** A text as a number. */
    static String number(ResolvedAttribute attribute, String sql) {
        return attribute.extension() ? "number_or_null(" + sql + ")" : "(" + sql + ")::numeric";
    }

    /** A text as a point in time. */
    static String instant(ResolvedAttribute attribute, String sql) {
        return attribute.extension() ? "instant_or_null(" + sql + ")" : "(" + sql + ")::timestamptz";
    }

    /** What is stored of an attribute that may have many values, as an array. */
    static String array(ResolvedAttribute attribute, String sql) {
        return attribute.extension() ? """
                        (select case jsonb_typeof(s.v) when 'array' then s.v else jsonb_build_array(s.v) end
                         from (select %s as v) s where s.v is not null)""".formatted(sql) : sql;
    }

    /** A text in the order of its type. */
    static String ordered(ResolvedAttribute attribute, String sql) {
        Attribute leaf = attribute.leaf();
        return switch (leaf.type()) {
            case INTEGER, DECIMAL -> number(attribute, sql);
            case DATE_TIME -> instant(attribute, sql);
            default -> (leaf.caseExact() ? sql : "lower(" + sql + ")") + " collate \"C\"";
        };
    }
}
