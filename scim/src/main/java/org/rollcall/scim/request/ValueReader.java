package org.rollcall.scim.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.dialect.Dialect;
import org.rollcall.scim.dialect.Notes;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.resource.Unassigned;
import org.rollcall.scim.schema.Attribute;
import org.rollcall.scim.schema.Booleans;
import org.rollcall.scim.schema.DateTimes;
import org.rollcall.scim.schema.ResolvedAttribute;

/**
 * Reads the value of an attribute into the attribute's type, with the names of the schema and otherwise as it was sent.
 * Null, an empty string and an empty array become {@link Json#NULL}: the attribute is to have no value (Q-P46).
 */
final class ValueReader {

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_\\-\\s]*+={0,2}+\\s*+");

    private final int maxValues;
    private final Notes notes;

    ValueReader(int maxValues, Notes notes) {
        this.maxValues = maxValues;
        this.notes = notes;
    }

    /** The value of an attribute or sub-attribute. */
    Json read(ResolvedAttribute attribute, Json value) {
        String name = attribute.path().print();
        if (attribute.subAttribute().isEmpty()) {
            requireDecided(name, attribute.attribute(), value);
        }
        return read(name, attribute.leaf(), value);
    }

    /** One value of an attribute that may have many. */
    Json readOne(ResolvedAttribute attribute, Json value) {
        return single(attribute.path().print(), attribute.leaf(), value);
    }

    /**
     * For a boolean like {@code active}, "nothing" could be taken for either value, and one locks a person out (H-P6).
     */
    private static void requireDecided(String name, Attribute attribute, Json value) {
        boolean bool = attribute.type() == Attribute.Type.BOOLEAN && !attribute.multiValued();
        if (bool && isNothing(value)) {
            throw refuse(name, "must be true or false; leave it out to say nothing about it");
        }
    }

    private Json read(String name, Attribute attribute, Json value) {
        return attribute.multiValued() ? values(name, attribute, value) : single(name, attribute, value);
    }

    private Json values(String name, Attribute attribute, Json value) {
        if (isNothing(value)) {
            return Json.NULL;
        }
        List<Json> values = listed(name, value).stream()
                .map(element -> single(name, attribute, element))
                .map(element -> element instanceof Json.Obj object ? Unassigned.pruned(object) : element)
                .filter(element -> !Unassigned.is(element))
                .distinct()
                .toList();
        requireOnePrimary(name, values);
        return values.isEmpty() ? Json.NULL : new Json.Arr(values);
    }

    private List<Json> listed(String name, Json value) {
        if (!(value instanceof Json.Arr array)) {
            notes.add(Dialect.SINGLE_VALUE_FOR_LIST, name);
            return List.of(value);
        }
        if (array.elements().size() > maxValues) {
            throw refuse(name, "can have at most " + maxValues + " values");
        }
        return array.elements();
    }

    private static void requireOnePrimary(String name, List<Json> values) {
        long primaries = values.stream()
                .filter(value -> value instanceof Json.Obj object
                        && object.get("primary").filter(Json.bool(true)::equals).isPresent())
                .count();
        if (primaries > 1) {
            throw refuse(name, "can have only one primary value");
        }
    }

    private Json single(String name, Attribute attribute, Json value) {
        if (attribute.type() == Attribute.Type.ANY) {
            return Passwords.without(value);
        }
        if (isNothing(value)) {
            return Json.NULL;
        }
        if (value instanceof Json.Arr array) {
            return onlyElement(name, attribute, array);
        }
        return attribute.complex() ? complex(name, attribute, value) : simple(name, attribute, value);
    }

    private Json onlyElement(String name, Attribute attribute, Json.Arr array) {
        if (array.elements().size() > 1) {
            throw refuse(name, "has one value, not a list");
        }
        notes.add(Dialect.LIST_FOR_SINGLE_VALUE, name);
        return single(name, attribute, array.elements().getFirst());
    }

    private Json complex(String name, Attribute attribute, Json value) {
        return switch (value) {
            case Json.Obj object -> object(name, attribute, object);
            case Json.Text text -> bare(name, attribute, text);
            default -> throw refuse(name, "must be an object");
        };
    }

    private Json bare(String name, Attribute attribute, Json.Text text) {
        if (attribute.subAttribute("value").isEmpty()) {
            throw refuse(name, "must be an object");
        }
        notes.add(Dialect.BARE_VALUE, name);
        return object(name, attribute, Json.Obj.EMPTY.with("value", text));
    }

    private Json object(String name, Attribute attribute, Json.Obj object) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        object.members()
                .forEach((key, value) -> attribute
                        .subAttribute(key)
                        .ifPresentOrElse(
                                sub -> part(name, sub, value).ifPresent(part -> members.put(sub.name(), part)),
                                () -> notes.add(Dialect.UNKNOWN_ATTRIBUTE, name + "." + key)));
        return new Json.Obj(members);
    }

    private Optional<Json> part(String name, Attribute sub, Json value) {
        String path = name + "." + sub.name();
        if (!sub.writable()) {
            notes.claimPart(path);
            return Optional.empty();
        }
        return sub.returned() == Attribute.Returned.NEVER ? Optional.empty() : Optional.of(read(path, sub, value));
    }

    private Json simple(String name, Attribute attribute, Json value) {
        if (value instanceof Json.Obj object) {
            return unwrapped(name, attribute, object);
        }
        return switch (attribute.type()) {
            case BOOLEAN -> bool(name, value);
            case INTEGER -> number(name, value, true);
            case DECIMAL -> number(name, value, false);
            default -> text(name, attribute, value);
        };
    }

    private Json unwrapped(String name, Attribute attribute, Json.Obj object) {
        Json value = Members.find(object, "value")
                .filter(inner -> !(inner instanceof Json.Obj || inner instanceof Json.Arr))
                .filter(inner -> Unassigned.pruned(object).members().size() == 1)
                .orElseThrow(
                        () -> refuse(name, "must be of type " + attribute.type().wireName() + ", not an object"));
        notes.add(Dialect.WRAPPED_VALUE, name);
        return single(name, attribute, value);
    }

    private Json bool(String name, Json value) {
        if (value instanceof Json.Bool) {
            return value;
        }
        Optional<Boolean> written = value instanceof Json.Text text ? Booleans.parse(text.value()) : Optional.empty();
        boolean bool = written.orElseThrow(() -> refuse(name, "must be true or false"));
        notes.add(Dialect.STRING_BOOLEAN, name);
        return Json.bool(bool);
    }

    private static Json number(String name, Json value, boolean whole) {
        if (value instanceof Json.Num number && !(whole && number.value().scale() != 0)) {
            return value;
        }
        throw refuse(name, whole ? "must be an integer" : "must be a number");
    }

    private static Json text(String name, Attribute attribute, Json value) {
        if (!(value instanceof Json.Text text)) {
            throw refuse(name, "must be a string");
        }
        requireForm(name, attribute, text.value());
        return value;
    }

    private static void requireForm(String name, Attribute attribute, String text) {
        switch (attribute.type()) {
            case DATE_TIME -> require(DateTimes.parse(text).isPresent(), name, "must be a date and time of RFC 3339");
            case BINARY -> require(BASE64.matcher(text).matches(), name, "must be encoded in base64");
            default -> {
                if (attribute.uniqueness() != Attribute.Uniqueness.NONE) {
                    Identifier.require(name, text);
                }
            }
        }
    }

    private static void require(boolean condition, String name, String problem) {
        if (!condition) {
            throw refuse(name, problem);
        }
    }

    private static boolean isNothing(Json value) {
        return switch (value) {
            case Json.Null nothing -> true;
            case Json.Text text -> text.value().isEmpty();
            case Json.Arr array -> array.elements().isEmpty();
            default -> false;
        };
    }

    static ScimException refuse(String name, String problem) {
        return ScimError.invalidValue(name + " " + problem + ".").exception();
    }
}
