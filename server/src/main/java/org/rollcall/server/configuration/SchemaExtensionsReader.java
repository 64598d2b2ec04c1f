package org.rollcall.server.configuration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.Names;
import org.rollcall.scim.schema.Schema;
import org.rollcall.scim.schema.SchemaReader;
import org.rollcall.scim.schema.Schemas;
import org.rollcall.server.base.Limits;
import org.rollcall.server.schema.TenantExtension;

/**
 * Reads schema extensions: definitions in the form of RFC 7643 section 7, beside them the resource type they extend. What
 * {@link SchemaReader} would let pass but the server could not keep is refused here.
 */
final class SchemaExtensionsReader {

    private static final List<String> RESOURCE_TYPES = List.of("User", "Group");
    private static final String OURS = "urn:ietf:params:scim:schemas:core:";
    private static final String MESSAGES = "urn:ietf:params:scim:api:";

    private SchemaExtensionsReader() {}

    static List<TenantExtension> read(Node node) {
        Map<String, String> taken = new HashMap<>();
        Schemas.standard().schemas().forEach(schema -> taken.put(Names.key(schema.id()), schema.id()));
        return node.elements(Limits.SCHEMAS).stream()
                .flatMap(element -> extension(element, taken).stream())
                .toList();
    }

    private static Optional<TenantExtension> extension(Node node, Map<String, String> taken) {
        Node.Fields fields = node.object("id", "name", "description", "resourceType", "required", "attributes");
        Optional<String> id = fields.require("id").flatMap(urn -> urn(urn, taken));
        Optional<String> type = fields.require("resourceType").flatMap(SchemaExtensionsReader::resourceType);
        boolean required = fields.get("required").flatMap(Node::bool).orElse(false);
        Optional<String> name = fields.get("name").flatMap(text -> text(text, Limits.NAME_LENGTH));
        Optional<String> description = fields.get("description").flatMap(text -> text(text, Limits.SCHEMA_TEXT));
        List<Attribute> attributes = fields.require("attributes")
                .map(SchemaExtensionsReader::attributes)
                .orElse(List.of());
        return id.flatMap(urn -> type.map(of -> new TenantExtension(
                of, required, new Schema(urn, name.orElse(urn), description.orElse(""), attributes))));
    }

    // ---- the schema

    private static Optional<String> urn(Node node, Map<String, String> taken) {
        return text(node, Limits.NAME_LENGTH).filter(urn -> free(node, urn, taken));
    }

    private static boolean free(Node node, String urn, Map<String, String> taken) {
        String key = Names.key(urn);
        if (!Names.isUri(urn)) {
            node.problem("must be a URN, such as urn:example:params:scim:schemas:extension:hr:2.0:User");
            return false;
        }
        if (key.startsWith(OURS) || key.startsWith(MESSAGES)) {
            node.problem("begins like the schemas of the standard, which cannot be defined again; choose another URN");
            return false;
        }
        Optional<String> other = taken.keySet().stream()
                .filter(known -> (known + ":").startsWith(key + ":") || (key + ":").startsWith(known + ":"))
                .findFirst();
        other.ifPresent(known -> node.problem(
                known.equals(key)
                        ? "there is a schema \"%s\" already".formatted(taken.get(known))
                        : "one of \"%s\" and \"%s\" begins with the other, so that their attributes could be mistaken"
                                .formatted(urn, taken.get(known))));
        taken.putIfAbsent(key, urn);
        return other.isEmpty();
    }

    private static Optional<String> resourceType(Node node) {
        Optional<String> type = node.text();
        type.filter(text -> !RESOURCE_TYPES.contains(text)).ifPresent(text -> node.problem("must be User or Group"));
        return type.filter(RESOURCE_TYPES::contains);
    }

    private static Optional<String> text(Node node, int limit) {
        Optional<String> text = node.text();
        text.filter(value -> value.length() > limit)
                .ifPresent(value -> node.problem("is longer than %d characters".formatted(limit)));
        text.filter(value -> value.codePoints().anyMatch(Character::isISOControl))
                .ifPresent(value -> node.problem("contains a control character"));
        return text;
    }

    // ---- attributes

    private static List<Attribute> attributes(Node node) {
        List<Attribute> attributes = definitions(node, false);
        int size = attributes.stream()
                .mapToInt(attribute -> 1 + attribute.subAttributes().size())
                .sum();
        if (node.json().equals(Json.Arr.EMPTY)) {
            node.problem("must not be empty");
        } else if (size > Limits.SCHEMA_ATTRIBUTES) {
            node.problem(
                    "has %d attributes and sub-attributes, more than %d".formatted(size, Limits.SCHEMA_ATTRIBUTES));
        }
        return attributes;
    }

    private static List<Attribute> definitions(Node node, boolean nested) {
        Map<String, String> taken = new HashMap<>();
        List<Attribute> attributes = new ArrayList<>();
        for (Node element : node.elements(Limits.SCHEMA_ATTRIBUTES)) {
            attribute(element, nested).ifPresent(attribute -> {
                if (taken.putIfAbsent(Names.key(attribute.name()), attribute.name()) == null) {
                    attributes.add(attribute);
                } else {
                    element.problem("the attribute %s is defined twice".formatted(attribute.name()));
                }
            });
        }
        return attributes;
    }

    private static Optional<Attribute> attribute(Node node, boolean nested) {
        Node.Fields fields = node.object(
                "name",
                "type",
                "multiValued",
                "description",
                "required",
                "caseExact",
                "mutability",
                "returned",
                "uniqueness",
                "canonicalValues",
                "referenceTypes",
                "subAttributes");
        int before = node.problems().size();
        fields.require("name").ifPresent(name -> text(name, Limits.NAME_LENGTH));
        fields.get("description").ifPresent(text -> text(text, Limits.SCHEMA_TEXT));
        List.of("canonicalValues", "referenceTypes")
                .forEach(list -> fields.get(list).stream()
                        .flatMap(values -> values.elements(Limits.CONFIGURATION_LIST).stream())
                        .forEach(value -> text(value, Limits.NAME_LENGTH)));
        fields.get("subAttributes").ifPresent(subs -> subAttributes(subs, nested));
        return fields.present() && node.problems().size() == before
                ? described(node).filter(attribute -> kept(node, attribute))
                : Optional.empty();
    }

    private static void subAttributes(Node node, boolean nested) {
        if (nested) {
            node.problem("a sub-attribute has no sub-attributes of its own");
        } else {
            definitions(node, true);
        }
    }

    private static Optional<Attribute> described(Node node) {
        try {
            return Optional.of(SchemaReader.readAttribute((Json.Obj) node.json()));
        } catch (ScimException e) {
            node.problem(e.error().detail().replaceFirst("^Schema: ", ""));
            return Optional.empty();
        }
    }

    /** Whether the server can do what the characteristics say together. */
    private static boolean kept(Node node, Attribute attribute) {
        Optional<String> contradiction = contradiction(attribute);
        contradiction.ifPresent(node::problem);
        return contradiction.isEmpty();
    }

    private static Optional<String> contradiction(Attribute attribute) {
        boolean never = attribute.returned() == Attribute.Returned.NEVER;
        boolean comparable = attribute.type() != Attribute.Type.BOOLEAN && !attribute.complex();
        boolean unique = attribute.uniqueness() != Attribute.Uniqueness.NONE;
        if (attribute.uniqueness() == Attribute.Uniqueness.GLOBAL) {
            return Optional.of("uniqueness cannot be global: nobody here knows other servers; write server");
        }
        if (!comparable && (unique || attribute.caseExact())) {
            return Optional.of("a boolean or complex attribute has neither uniqueness nor caseExact;"
                    + " of a complex one a sub-attribute can be unique");
        }
        if (attribute.mutability() == Attribute.Mutability.WRITE_ONLY && !never) {
            return Optional.of("what is writeOnly is returned never; add \"returned: never\"");
        }
        if (never && (unique || attribute.required() || attribute.mutability() == Attribute.Mutability.IMMUTABLE)) {
            return Optional.of(
                    "what is returned never is not kept, so it can be neither unique, required nor immutable");
        }
        if (attribute.required() && !attribute.writable()) {
            return Optional.of("what is readOnly cannot be required: nobody could give it a value");
        }
        if (Names.same(attribute.name(), "password") && !never) {
            return Optional.of("a password is not kept; add \"returned: never\", or choose another name");
        }
        return Optional.empty();
    }
}
