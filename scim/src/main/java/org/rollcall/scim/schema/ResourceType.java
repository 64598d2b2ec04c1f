package org.rollcall.scim.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rollcall.scim.json.Json;

/**
 * A resource type of RFC 7643 section 6.
 *
 * @param rows the attribute whose values are kept as rows beside the document, {@code members} of a group: it is
 *     never part of a {@code Resource} and changes by membership operations
 */
public record ResourceType(
        String name,
        String endpoint,
        String description,
        Schema schema,
        List<Extension> extensions,
        Optional<String> rows) {

    /** The URN of the schema of resource types. */
    public static final String URN = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";

    public ResourceType {
        extensions = List.copyOf(extensions);
    }

    /** A schema extension, and whether every resource must have it (A059). */
    public record Extension(Schema schema, boolean required) {}

    /**
     * What a path of a filter means: a name without URN that the core lacks is the one of the only extension that has it,
     * as {@code manager eq} is asked for. In a body such a name is nothing.
     */
    public Optional<ResolvedAttribute> resolveFiltered(AttributePath path) {
        return resolve(path)
                .or(() -> path.urn().isPresent()
                        ? Optional.empty()
                        : inOneExtension(path.attribute())
                                .flatMap(found -> path.subAttribute().isEmpty()
                                        ? Optional.of(found)
                                        : found.attribute()
                                                .subAttribute(
                                                        path.subAttribute().get())
                                                .map(found::withSub)));
    }

    /** What a path means for this type: core, common and extension attributes, names and URNs in any case. */
    public Optional<ResolvedAttribute> resolve(AttributePath path) {
        Optional<ResolvedAttribute> attribute = path.urn()
                .map(urn ->
                        Names.same(urn, schema.id()) ? inCore(path.attribute()) : inExtension(urn, path.attribute()))
                .orElseGet(() -> inCore(path.attribute()));
        return path.subAttribute()
                .map(sub -> attribute.flatMap(
                        found -> found.attribute().subAttribute(sub).map(found::withSub)))
                .orElse(attribute);
    }

    /** Every attribute of the schema and its extensions; common attributes are not among them. */
    public List<ResolvedAttribute> attributes() {
        return Stream.concat(
                        schema.attributes().stream().map(attribute -> resolved(schema, false, attribute)),
                        extensions.stream()
                                .map(Extension::schema)
                                .flatMap(extension -> extension.attributes().stream()
                                        .map(attribute -> resolved(extension, true, attribute))))
                .toList();
    }

    /** The extension with this URN, whatever its case. */
    public Optional<Schema> extension(String urn) {
        return extensions.stream()
                .map(Extension::schema)
                .filter(extension -> Names.same(extension.id(), urn))
                .findFirst();
    }

    /** Whether the values of this attribute are rows and not part of the document. */
    public boolean keptAsRows(ResolvedAttribute attribute) {
        return !attribute.extension()
                && rows.filter(attribute.attribute().name()::equals).isPresent();
    }

    /** This type with a further extension. */
    public ResourceType with(Schema extension, boolean required) {
        List<Extension> more = Stream.concat(extensions.stream(), Stream.of(new Extension(extension, required)))
                .toList();
        return new ResourceType(name, endpoint, description, schema, more, rows);
    }

    /** The resource type resource, without {@code meta}. */
    public Json.Obj toJson() {
        return Json.Obj.EMPTY
                .with("schemas", Json.Arr.of(Json.text(URN)))
                .with("id", Json.text(name))
                .with("name", Json.text(name))
                .with("endpoint", Json.text(endpoint))
                .with("description", Json.text(description))
                .with("schema", Json.text(schema.id()))
                .with(
                        "schemaExtensions",
                        new Json.Arr(extensions.stream()
                                .<Json>map(ResourceType::toJson)
                                .toList()));
    }

    private static Json.Obj toJson(Extension extension) {
        return Json.Obj.EMPTY
                .with("schema", Json.text(extension.schema().id()))
                .with("required", Json.bool(extension.required()));
    }

    private Optional<ResolvedAttribute> inCore(String attributeName) {
        return schema.attribute(attributeName)
                .or(() -> StandardSchemas.COMMON.attribute(attributeName))
                .map(attribute -> resolved(schema, false, attribute));
    }

    /** A name that exactly one extension has. */
    private Optional<ResolvedAttribute> inOneExtension(String attributeName) {
        List<ResolvedAttribute> found = extensions.stream()
                .flatMap(extension -> inExtension(extension.schema().id(), attributeName).stream())
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private Optional<ResolvedAttribute> inExtension(String urn, String attributeName) {
        return extension(urn)
                .flatMap(extension ->
                        extension.attribute(attributeName).map(attribute -> resolved(extension, true, attribute)));
    }

    private static ResolvedAttribute resolved(Schema home, boolean extension, Attribute attribute) {
        return new ResolvedAttribute(home.id(), extension, attribute, Optional.empty());
    }

    @Override
    public String toString() {
        return name;
    }
}
