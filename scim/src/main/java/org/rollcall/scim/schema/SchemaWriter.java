package org.rollcall.scim.schema;

import java.util.List;
import org.rollcall.scim.json.Json;

/** Writes what {@link SchemaReader} reads, with every characteristic that applies spelled out. */
final class SchemaWriter {

    private SchemaWriter() {}

    static Json.Obj write(Schema schema) {
        return Json.Obj.EMPTY
                .with("schemas", Json.Arr.of(Json.text(Schema.URN)))
                .with("id", Json.text(schema.id()))
                .with("name", Json.text(schema.name()))
                .with("description", Json.text(schema.description()))
                .with("attributes", writeAll(schema.attributes()));
    }

    private static Json.Arr writeAll(List<Attribute> attributes) {
        return new Json.Arr(attributes.stream().<Json>map(SchemaWriter::write).toList());
    }

    private static Json.Obj write(Attribute attribute) {
        Json.Obj json = Json.Obj.EMPTY
                .with("name", Json.text(attribute.name()))
                .with("type", Json.text(attribute.type().wireName()))
                .with("multiValued", Json.bool(attribute.multiValued()))
                .with("description", Json.text(attribute.description()))
                .with("required", Json.bool(attribute.required()));
        return withLists(
                withComparison(json, attribute)
                        .with("mutability", Json.text(attribute.mutability().wireName()))
                        .with("returned", Json.text(attribute.returned().wireName())),
                attribute);
    }

    /** Booleans and complex attributes have neither case nor uniqueness (A005, erratum 6004). */
    private static Json.Obj withComparison(Json.Obj json, Attribute attribute) {
        return switch (attribute.type()) {
            case BOOLEAN, COMPLEX -> json;
            default ->
                json.with("caseExact", Json.bool(attribute.caseExact()))
                        .with("uniqueness", Json.text(attribute.uniqueness().wireName()));
        };
    }

    private static Json.Obj withLists(Json.Obj json, Attribute attribute) {
        Json.Obj result = withTexts(json, "canonicalValues", attribute.canonicalValues());
        result = withTexts(result, "referenceTypes", attribute.referenceTypes());
        return attribute.subAttributes().isEmpty()
                ? result
                : result.with("subAttributes", writeAll(attribute.subAttributes()));
    }

    private static Json.Obj withTexts(Json.Obj json, String name, List<String> texts) {
        return texts.isEmpty() ? json : json.with(name, Json.Arr.ofTexts(texts));
    }
}
