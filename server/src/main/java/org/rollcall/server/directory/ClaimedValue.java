package org.rollcall.server.directory;

import java.util.Optional;
import org.rollcall.scim.filter.Operator;
import org.rollcall.scim.filter.TypedFilter;
import org.rollcall.scim.filter.TypedLiteral;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.ResolvedAttribute;
import org.rollcall.server.schema.UniqueValues;

/** Finds by its claim who has a value of an extension attribute that is unique, so that not every document is read. */
final class ClaimedValue {

    private static final String HOLDER = """
            (r.tenant_id, r.provider_id, %s) in (
                select v.tenant_id, v.provider_id, v.resource_id from unique_value v
                where v.attribute = ? and v.value_hash = decode(?, 'hex'))""";

    private ClaimedValue() {}

    /** What narrows a comparison down to the one who can fit; empty when there is no such claim. */
    static Optional<FilterSql.Condition> of(TypedFilter.Compare compare, FilterSql.Rows rows) {
        ResolvedAttribute attribute = compare.attribute();
        boolean claimed = attribute.extension()
                && attribute.leaf().uniqueness() == Attribute.Uniqueness.SERVER
                && compare.operator() == Operator.EQ
                && rows != FilterSql.Rows.MEMBERS;
        String id = rows == FilterSql.Rows.GROUPS ? "r.group_id" : "r.user_id";
        return Optional.of(compare)
                .filter(c -> claimed)
                .flatMap(c -> value(c.value()))
                .map(value -> UniqueValues.claim(attribute, value))
                .map(claim -> FilterSql.Condition.of(HOLDER.formatted(id), claim.attribute(), claim.hash()));
    }

    /** In one of the forms that values have in documents. */
    private static Optional<Json> value(TypedLiteral literal) {
        return switch (literal) {
            case TypedLiteral.Text text -> Optional.of(Json.text(text.value()));
            case TypedLiteral.Decimal decimal -> Optional.of(new Json.Num(decimal.value()));
            case TypedLiteral.Instant instant ->
                Optional.of(Json.text(instant.value().toString()));
            case TypedLiteral.Bool bool -> Optional.empty();
        };
    }
}
