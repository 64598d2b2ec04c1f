package org.rollcall.scim.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.json.Json;

/**
 * Reads a schema from its JSON form (RFC 7643 section 7). Characteristics that are left out have the defaults of
 * section 2.2 (A003); what would make a schema ambiguous is refused with {@code invalidValue}.
 */
public final class SchemaReader {

    private SchemaReader() {}

    /** The schema this object describes. */
    public static Schema read(Json.Obj json) {
        String id = text(json, "id").orElseThrow(() -> refuse("A schema needs an id, its URN."));
        if (!Names.isUri(id)) {
            throw refuse("The id of a schema is a URN, which " + ScimError.excerpt(id) + " is not.");
        }
        return new Schema(
                id,
                text(json, "name").orElse(id),
                text(json, "description").orElse(""),
                attributes(json, "attributes", false));
    }

    /** The attribute this object describes; one of a schema, not a sub-attribute. */
    public static Attribute readAttribute(Json.Obj json) {
        return attribute(json, false);
    }

    private static List<Attribute> attributes(Json.Obj json, String member, boolean nested) {
        Set<String> names = new HashSet<>();
        return array(json, member).stream()
                .map(element -> as(Json.Obj.class, element, member + " is an array of attribute definitions."))
                .map(definition -> attribute(definition, nested))
                .peek(attribute -> requireNew(names, attribute.name()))
                .toList();
    }

    private static Attribute attribute(Json.Obj json, boolean nested) {
        String name = text(json, "name")
                .filter(Names::isAttributeName)
                .orElseThrow(() -> refuse("An attribute needs a name of letters, digits, '-', '_' and '$'."));
        Attribute.Type type = keyword(json, "type", Attribute.Type.values(), Attribute.Type.STRING);
        List<Attribute> subAttributes = attributes(json, "subAttributes", true);
        if (type == Attribute.Type.ANY || (type == Attribute.Type.COMPLEX) == subAttributes.isEmpty()) {
            throw refuse(name + ": subAttributes go with the type complex, and with no other.");
        }
        if (nested && type == Attribute.Type.COMPLEX) {
            throw refuse(name + ": a sub-attribute cannot be complex (erratum 8415).");
        }
        return new Attribute(
                name,
                type,
                bool(json, "multiValued"),
                text(json, "description").orElse(""),
                bool(json, "required"),
                bool(json, "caseExact"),
                keyword(json, "mutability", Attribute.Mutability.values(), Attribute.Mutability.READ_WRITE),
                keyword(json, "returned", Attribute.Returned.values(), Attribute.Returned.DEFAULT),
                keyword(json, "uniqueness", Attribute.Uniqueness.values(), Attribute.Uniqueness.NONE),
                texts(json, "canonicalValues"),
                texts(json, "referenceTypes"),
                subAttributes);
    }

    private static <K extends Keyword> K keyword(Json.Obj json, String name, K[] constants, K otherwise) {
        return text(json, name)
                .map(text -> Keyword.of(constants, text)
                        .orElseThrow(() -> refuse(name + " cannot be " + ScimError.excerpt(text) + ".")))
                .orElse(otherwise);
    }

    private static Optional<String> text(Json.Obj json, String name) {
        return json.get(name)
                .map(value -> as(Json.Text.class, value, name + " is a string.").value());
    }

    private static boolean bool(Json.Obj json, String name) {
        return json.get(name)
                .map(value ->
                        as(Json.Bool.class, value, name + " is a boolean.").value())
                .orElse(false);
    }

    private static List<Json> array(Json.Obj json, String name) {
        return json.get(name)
                .map(value -> as(Json.Arr.class, value, name + " is an array.").elements())
                .orElse(List.of());
    }

    private static List<String> texts(Json.Obj json, String name) {
        return array(json, name).stream()
                .map(element -> as(Json.Text.class, element, name + " is an array of strings.")
                        .value())
                .toList();
    }

    private static void requireNew(Set<String> names, String name) {
        if (!names.add(Names.key(name))) {
            throw refuse("The attribute " + name + " is defined twice.");
        }
    }

    private static <T extends Json> T as(Class<T> kind, Json value, String expectation) {
        if (!kind.isInstance(value)) {
            throw refuse(expectation);
        }
        return kind.cast(value);
    }

    private static ScimException refuse(String detail) {
        return ScimError.invalidValue("Schema: " + detail).exception();
    }
}
