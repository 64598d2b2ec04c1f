package org.rollcall.scim.request;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.filter.FilterLimits;
import org.rollcall.scim.filter.PatchPath;
import org.rollcall.scim.filter.Target;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.AttributePath;
import org.rollcall.scim.schema.Names;
import org.rollcall.scim.schema.ResolvedAttribute;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.scim.schema.Schema;

/**
 * Finds what the keys of a body mean, or those of the value of an operation without path: attributes, extension
 * objects, and the dotted or URN-qualified keys of Entra ID (Q-P42, Q-P43).
 */
final class KeyReader {

    private static final String ORGANIZATION_NAME = "c42OrgName";
    private static final String KEPT = "urn:rollcall:params:scim:schemas:extension:kept:2.0:User";

    private final ResourceType type;
    private final FilterLimits limits;
    private final Notes notes;

    KeyReader(ResourceType type, FilterLimits limits, Notes notes) {
        this.type = type;
        this.limits = limits;
        this.notes = notes;
    }

    /** The assignments of an object; two that speak of the same attribute are refused (H-D8). */
    List<Assignment> read(Json.Obj object) {
        List<Assignment> assignments = object.members().entrySet().stream()
                .flatMap(member -> read(member.getKey(), member.getValue()))
                .toList();
        requireDistinct(assignments);
        return assignments;
    }

    /** The assignments of an extension object. */
    Stream<Assignment> readExtension(Schema extension, Json value) {
        return switch (value) {
            case Json.Obj object ->
                object.members().entrySet().stream()
                        .flatMap(member -> attribute(extension.id() + ":" + member.getKey(), member.getValue()));
            case Json.Null nothing -> clearing(extension);
            default -> throw ValueReader.refuse(extension.id(), "must be an object");
        };
    }

    /** One assignment without value for each attribute of the extension. */
    Stream<Assignment> clearing(Schema extension) {
        return type.attributes().stream()
                .filter(attribute -> attribute.schema().equals(extension.id()))
                .map(attribute -> new Assignment(Target.of(attribute), Optional.empty()));
    }

    private Stream<Assignment> read(String key, Json value) {
        // What "schemas" lists is known from the endpoint and from the keys; it is often wrong or missing (Q-P55,
        // Q-P84).
        if (Names.same(key, "schemas")) {
            return Stream.empty();
        }
        if (Names.same(key, type.schema().id())) {
            notes.add(Dialect.QUALIFIED_KEY, key);
            return readCore(value);
        }
        return type.extension(key)
                .map(extension -> readExtension(extension, value))
                .orElseGet(() -> qualified(key, value));
    }

    private Stream<Assignment> readCore(Json value) {
        return switch (value) {
            case Json.Obj core -> read(core).stream();
            case Json.Null nothing -> Stream.empty();
            default -> throw ValueReader.refuse(type.schema().id(), "must be an object");
        };
    }

    private Stream<Assignment> qualified(String key, Json value) {
        if (!Names.isAttributeName(key) && target(key).isPresent()) {
            notes.add(Dialect.QUALIFIED_KEY, key);
        }
        return attribute(key, value);
    }

    private Stream<Assignment> attribute(String key, Json value) {
        return target(key)
                .or(() -> undescribed(key, value))
                .map(target -> new Assignment(target, Optional.of(value)))
                .or(() -> unknown(key))
                .stream();
    }

    private Optional<Target> target(String key) {
        return key.indexOf('[') >= 0
                ? PatchPath.parse(key, limits).resolve(type, notes)
                : AttributePath.parse(key).flatMap(type::resolve).map(Target::of);
    }

    private Optional<Assignment> unknown(String key) {
        notes.add(Dialect.UNKNOWN_ATTRIBUTE, key);
        return Optional.empty();
    }

    /**
     * What a key or path means that names an extension no schema describes: the object as a whole, or a value in it.
     */
    Optional<Target> undescribed(String key, Json value) {
        Optional<ResolvedAttribute> attribute = value instanceof Json.Obj && Names.isUri(key)
                ? Optional.of(new ResolvedAttribute(type.schema().id(), false, Attribute.any(key), Optional.empty()))
                : AttributePath.parse(key).flatMap(KeyReader::inExtension);
        return attribute
                .filter(found -> !isDescribed(key) && !Passwords.named(key))
                .map(found -> {
                    notes.add(Dialect.UNKNOWN_EXTENSION, key);
                    return Target.of(found);
                });
    }

    private static Optional<ResolvedAttribute> inExtension(AttributePath path) {
        String name = new AttributePath(Optional.empty(), path.attribute(), path.subAttribute()).print();
        return path.urn()
                .or(() -> home(name))
                .map(urn -> new ResolvedAttribute(urn, true, Attribute.any(name), Optional.empty()));
    }

    /** An organization's name is often mapped to an attribute without URN; it is kept like those of an extension (P-31). */
    private static Optional<String> home(String name) {
        return Names.same(name, ORGANIZATION_NAME) ? Optional.of(KEPT) : Optional.empty();
    }

    /** Whether the key lies in a schema that is described, and so should have been found there. */
    private boolean isDescribed(String key) {
        return Stream.concat(
                        Stream.of(type.schema()), type.extensions().stream().map(ResourceType.Extension::schema))
                .anyMatch(schema -> Names.key(key + ":").startsWith(Names.key(schema.id() + ":")));
    }

    /** A whole attribute beside a part of it counts as twice, too: which is meant would depend on their order. */
    private static void requireDistinct(List<Assignment> assignments) {
        List<ResolvedAttribute> attributes = assignments.stream()
                .map(Assignment::target)
                .filter(target -> target.filter().isEmpty())
                .map(Target::attribute)
                .toList();
        Set<AttributePath> paths = new HashSet<>();
        for (ResolvedAttribute attribute : attributes) {
            if (!paths.add(attribute.path())) {
                throw twice(attribute);
            }
        }
        for (ResolvedAttribute attribute : attributes) {
            if (attribute.subAttribute().isPresent()
                    && paths.contains(attribute.withoutSub().path())) {
                throw twice(attribute);
            }
        }
    }

    private static ScimException twice(ResolvedAttribute attribute) {
        return ScimError.invalidSyntax(attribute.path().print() + " is given twice.")
                .exception();
    }
}
