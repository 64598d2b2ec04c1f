package org.rollcall.scim.resource;

import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.AttributePath;
import org.rollcall.scim.schema.ResolvedAttribute;
import org.rollcall.scim.schema.ResourceType;

/**
 * What a provider said about one user or group, in canonical form: names and URNs as the schema spells them,
 * extensions under their URN, values as sent; no {@code schemas}, {@code id}, {@code meta} or other read-only
 * attributes, no nulls, no empty arrays or objects (A018). The constructor trusts its caller;
 * {@link #canonical} makes any attributes so.
 */
public record Resource(ResourceType type, Json.Obj attributes) {

    /** A resource from attributes that may still have members without a value. */
    public static Resource canonical(ResourceType type, Json.Obj attributes) {
        return new Resource(type, Unassigned.pruned(attributes));
    }

    /**
     * The value at a path, when there is one; for a sub-attribute of a multi-valued attribute the array of its values.
     */
    public Optional<Json> get(AttributePath path) {
        return type.resolve(path).flatMap(this::get);
    }

    /** The value of an attribute or sub-attribute, when there is one; as {@link #get(AttributePath)}. */
    public Optional<Json> get(ResolvedAttribute attribute) {
        Optional<Json> value = home(attribute).get(attribute.attribute().name());
        return attribute
                .subAttribute()
                .map(sub -> value.flatMap(whole -> part(whole, sub)))
                .orElse(value);
    }

    /** The values of an attribute or sub-attribute as a list, the way a typed filter tests them. */
    public List<Json> values(ResolvedAttribute attribute) {
        return get(attribute).map(Resource::elements).orElse(List.of());
    }

    /** The string at a path such as {@code name.givenName}. */
    public Optional<String> text(String path) {
        return AttributePath.parse(path)
                .flatMap(this::get)
                .flatMap(value -> value instanceof Json.Text text ? Optional.of(text.value()) : Optional.empty());
    }

    /** The boolean at a path such as {@code active}. */
    public Optional<Boolean> bool(String path) {
        return AttributePath.parse(path)
                .flatMap(this::get)
                .flatMap(value -> value instanceof Json.Bool bool ? Optional.of(bool.value()) : Optional.empty());
    }

    /** This resource with a whole attribute set; {@link Json#NULL} and empty values unassign it. */
    public Resource with(ResolvedAttribute attribute, Json value) {
        Json.Obj home = set(home(attribute), attribute.attribute().name(), value);
        return new Resource(type, attribute.extension() ? set(attributes, attribute.schema(), home) : home);
    }

    /**
     * What PUT makes of this resource: the one that was sent. An immutable attribute that it leaves out stays, one that
     * it changes is refused with {@code mutability} (B053).
     */
    public Resource replacedBy(Resource sent) {
        return Immutability.keep(this, sent);
    }

    /**
     * This resource, or {@code mutability} if it differs from the one before in what of the attribute is immutable
     * (B061).
     */
    public Resource requireImmutableKept(Resource before, ResolvedAttribute attribute) {
        Immutability.require(before, this, attribute);
        return this;
    }

    private Json.Obj home(ResolvedAttribute attribute) {
        if (!attribute.extension()) {
            return attributes;
        }
        return attributes.get(attribute.schema()).orElse(Json.Obj.EMPTY) instanceof Json.Obj extension
                ? extension
                : Json.Obj.EMPTY;
    }

    private static Json.Obj set(Json.Obj object, String name, Json value) {
        Json pruned = Unassigned.pruned(value);
        return Unassigned.is(pruned) ? object.without(name) : object.with(name, pruned);
    }

    private static Optional<Json> part(Json whole, Attribute sub) {
        return switch (whole) {
            case Json.Obj object -> object.get(sub.name());
            case Json.Arr array -> parts(array, sub);
            default -> Optional.empty();
        };
    }

    private static Optional<Json> parts(Json.Arr array, Attribute sub) {
        List<Json> parts = array.elements().stream()
                .flatMap(element -> part(element, sub).stream())
                .flatMap(value -> elements(value).stream())
                .toList();
        return parts.isEmpty() ? Optional.empty() : Optional.of(new Json.Arr(parts));
    }

    private static List<Json> elements(Json value) {
        return value instanceof Json.Arr array ? array.elements() : List.of(value);
    }

    @Override
    public String toString() {
        return type + "(" + attributes.members().size() + ")";
    }
}
