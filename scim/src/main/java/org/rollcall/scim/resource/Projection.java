package org.rollcall.scim.resource;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.AttributePath;
import org.rollcall.scim.schema.Names;
import org.rollcall.scim.schema.ResolvedAttribute;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.scim.schema.Schema;

/**
 * Which attributes an answer has: {@code attributes} and {@code excludedAttributes} of RFC 7644 section 3.9, and the
 * {@code returned} characteristic of RFC 7643 section 7. Names are attributes, sub-attributes, or the URN of a schema
 * for all its attributes.
 */
public final class Projection {

    private enum Mode {
        DEFAULT,
        ONLY,
        EXCEPT
    }

    private final ResourceType type;
    private final Mode mode;
    private final Set<String> named;
    private final Set<String> sent;

    private Projection(ResourceType type, Mode mode, Set<String> named, Set<String> sent) {
        this.type = type;
        this.mode = mode;
        this.named = named;
        this.sent = sent;
    }

    /**
     * The projection two query parameters ask for. An empty parameter counts as absent (Q-P96), unknown names are
     * ignored, and with both given {@code attributes} wins (B049).
     */
    public static Projection parse(
            Optional<String> attributes, Optional<String> excludedAttributes, ResourceType type) {
        return attributes
                .flatMap(list -> parse(list, Mode.ONLY, type))
                .or(() -> excludedAttributes.flatMap(list -> parse(list, Mode.EXCEPT, type)))
                .orElse(new Projection(type, Mode.DEFAULT, Set.of(), Set.of()));
    }

    private static Optional<Projection> parse(String list, Mode mode, ResourceType type) {
        if (list.isBlank()) {
            return Optional.empty();
        }
        Set<String> named = Stream.of(list.split(",", -1))
                .map(name -> canonical(name.strip(), type))
                .collect(Collectors.toUnmodifiableSet());
        return Optional.of(new Projection(type, mode, named, Set.of()));
    }

    private static String canonical(String name, ResourceType type) {
        return Names.key(AttributePath.parse(name)
                .flatMap(type::resolve)
                .map(found -> found.path().print())
                .orElse(name));
    }

    /** The same for the answer to a write: what it sent of attributes returned on request is in it, too (A064). */
    public Projection afterWriting(Set<AttributePath> paths) {
        Set<String> keys = paths.stream().map(path -> Names.key(path.print())).collect(Collectors.toUnmodifiableSet());
        return new Projection(type, mode, named, keys);
    }

    /** Whether the client named attributes in either parameter: then a PATCH answers with a body (B066). */
    public boolean requested() {
        return mode != Mode.DEFAULT;
    }

    /** Whether any part of this attribute is in the answer, so that it has to be loaded. */
    public boolean includes(String attribute) {
        return AttributePath.parse(attribute)
                .flatMap(type::resolve)
                .filter(found -> {
                    String key = Names.key(found.path().print());
                    return kept(key, found.attribute(), isNamed(found.schema()) || isNamed(key));
                })
                .isPresent();
    }

    /** The part of a representation that is answered: nearly always all of it, which costs nothing then. */
    public Json.Obj apply(Json.Obj representation) {
        return mode == Mode.DEFAULT && shownWhole(representation) ? representation : chosen(representation);
    }

    /** Extensions may be stored in another spelling than that of their schema, so one that hides anything is looked into. */
    private boolean shownWhole(Json.Obj representation) {
        return type.extensions().stream().allMatch(extension -> shown(extension.schema()))
                && type.schema().attributes().stream()
                        .noneMatch(attribute -> !attribute.alwaysShown()
                                && representation.members().containsKey(attribute.name()));
    }

    private static boolean shown(Schema extension) {
        return extension.attributes().stream().allMatch(Attribute::alwaysShown);
    }

    private Json.Obj chosen(Json.Obj representation) {
        return select(
                representation,
                (name, value) -> name.indexOf(':') >= 0 && value instanceof Json.Obj extension
                        ? Optional.<Json>of(extension(name, extension)).filter(kept -> !Unassigned.is(kept))
                        : attribute(name, core(name), type.schema().id(), value));
    }

    private Json.Obj extension(String urn, Json.Obj extension) {
        Optional<Schema> schema = type.extension(urn);
        return select(
                extension,
                (name, value) ->
                        attribute(urn + ":" + name, schema.flatMap(known -> known.attribute(name)), urn, value));
    }

    private Optional<Attribute> core(String name) {
        return type.resolve(AttributePath.of(name)).map(ResolvedAttribute::attribute);
    }

    private Optional<Json> attribute(String path, Optional<Attribute> known, String home, Json value) {
        if (mode == Mode.DEFAULT && known.map(Attribute::alwaysShown).orElse(true)) {
            return Optional.of(value);
        }
        Attribute attribute = known.orElseGet(() -> Attribute.any(path));
        String key = Names.key(path);
        boolean isNamed = isNamed(home) || isNamed(key);
        if (!kept(key, attribute, isNamed)) {
            return Optional.empty();
        }
        boolean whole = mode == Mode.ONLY && (isNamed || attribute.returned() == Attribute.Returned.ALWAYS);
        return Optional.of(parts(key, attribute, whole, value));
    }

    private Json parts(String key, Attribute attribute, boolean whole, Json value) {
        return switch (value) {
            case Json.Arr array ->
                new Json.Arr(array.elements().stream()
                        .map(element -> parts(key, attribute, whole, element))
                        .toList());
            case Json.Obj object ->
                select(
                        object,
                        (name, part) -> Optional.of(part)
                                .filter(some ->
                                        subWanted(key + "." + Names.key(name), attribute.subAttribute(name), whole)));
            default -> value;
        };
    }

    private boolean subWanted(String key, Optional<Attribute> sub, boolean whole) {
        return sub.map(known -> wanted(key, known, whole || isNamed(key))).orElse(true);
    }

    private boolean kept(String key, Attribute attribute, boolean isNamed) {
        String prefix = key + ".";
        boolean partNamed = mode == Mode.ONLY && named.stream().anyMatch(name -> name.startsWith(prefix));
        return wanted(key, attribute, isNamed) || (partNamed && attribute.returned() != Attribute.Returned.NEVER);
    }

    private boolean wanted(String key, Attribute attribute, boolean isNamed) {
        return switch (attribute.returned()) {
            case NEVER -> false;
            case ALWAYS -> true;
            case DEFAULT -> mode == Mode.DEFAULT || isNamed == (mode == Mode.ONLY);
            case REQUEST -> mode == Mode.ONLY ? isNamed : sent.contains(key);
        };
    }

    private boolean isNamed(String path) {
        return named.contains(Names.key(path));
    }

    private static Json.Obj select(Json.Obj object, BiFunction<String, Json, Optional<Json>> selection) {
        SequencedMap<String, Json> selected = new LinkedHashMap<>();
        object.members()
                .forEach((name, value) -> selection.apply(name, value).ifPresent(kept -> selected.put(name, kept)));
        return new Json.Obj(selected);
    }
}
