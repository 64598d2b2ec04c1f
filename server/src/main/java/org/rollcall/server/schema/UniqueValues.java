package org.rollcall.server.schema;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.json.JsonWriter;
import org.rollcall.scim.resource.Resource;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.DateTimes;
import org.rollcall.scim.schema.Names;
import org.rollcall.scim.schema.ResolvedAttribute;
import org.rollcall.scim.schema.ResourceType;
import org.rollcall.server.base.Digests;

/** Which values of a resource no other of its provider may have: those of extension attributes that say so (A065). */
public final class UniqueValues {

    private UniqueValues() {}

    /**
     * One value, in a form that is equal exactly when values are.
     *
     * @param attribute its path, in lower case
     * @param hash SHA-256 of the value as it is compared, in hexadecimal
     */
    public record Claim(String attribute, String hash) implements Comparable<Claim> {
        @Override
        public int compareTo(Claim other) {
            int byAttribute = attribute.compareTo(other.attribute);
            return byAttribute != 0 ? byAttribute : hash.compareTo(other.hash);
        }
    }

    /** The attributes and sub-attributes of a type that are unique; those of its own schema have columns. */
    public static List<ResolvedAttribute> attributes(ResourceType type) {
        return type.extensions().isEmpty()
                ? List.of()
                : type.attributes().stream()
                        .filter(ResolvedAttribute::extension)
                        .flatMap(UniqueValues::withParts)
                        .filter(attribute -> attribute.leaf().uniqueness() == Attribute.Uniqueness.SERVER)
                        .toList();
    }

    private static Stream<ResolvedAttribute> withParts(ResolvedAttribute attribute) {
        return Stream.concat(
                Stream.of(attribute),
                attribute.attribute().subAttributes().stream().map(attribute::withSub));
    }

    /** The claims of a resource, in the order in which they are to be written, so that no two writers wait in a ring. */
    public static Set<Claim> of(Resource resource) {
        return attributes(resource.type()).stream()
                .flatMap(attribute -> of(resource, attribute))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The claims of one attribute. */
    public static Stream<Claim> of(Resource resource, ResolvedAttribute attribute) {
        return resource.values(attribute).stream().map(value -> claim(attribute, value));
    }

    /** The claim of one value. */
    public static Claim claim(ResolvedAttribute attribute, Json value) {
        byte[] hash = Digests.sha256(canonical(attribute.leaf(), value));
        return new Claim(key(attribute), HexFormat.of().formatHex(hash));
    }

    /** The path as claims name it. */
    public static String key(ResolvedAttribute attribute) {
        return Names.key(attribute.path().print());
    }

    private static String canonical(Attribute leaf, Json value) {
        return switch (value) {
            case Json.Num number -> number.value().stripTrailingZeros().toString();
            case Json.Text text
            when leaf.type() == Attribute.Type.DATE_TIME ->
                DateTimes.parse(text.value()).map(Object::toString).orElse(text.value());
            case Json.Text text ->
                leaf.caseExact() ? text.value() : text.value().toLowerCase(Locale.ROOT);
            default -> JsonWriter.write(value);
        };
    }
}
