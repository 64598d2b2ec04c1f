package org.rollcall.scim.patch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.resource.Unassigned;
import org.rollcall.scim.schema.Attribute;

/** What can be done with the values of an attribute. */
final class Elements {

    /** Sub-attributes that say something about the others, and nothing by themselves (RFC 7643 section 2.4). */
    private static final Set<String> LABELS = Set.of("type", "primary", "display", "$ref");

    private static final String VALUE = "value";
    private static final String REF = "$ref";

    private Elements() {}

    static List<Json> of(Json value) {
        return switch (value) {
            case Json.Arr array -> array.elements();
            case Json.Null nothing -> List.of();
            default -> List.of(value);
        };
    }

    /**
     * A value with another laid over it: sub-attributes that the other leaves out stay (B068, B076, Q-P47), those that
     * it has as null go. A {@code $ref} goes with the {@code value} it belonged to (Q-P45).
     */
    static Json merged(Json element, Json over) {
        if (!(element instanceof Json.Obj base && over instanceof Json.Obj other)) {
            return over;
        }
        boolean anotherValue = base.get(VALUE).isPresent()
                && other.get(VALUE).isPresent()
                && !other.get(VALUE).equals(base.get(VALUE));
        Json.Obj result = overlaid(anotherValue ? base.without(REF) : base, other);
        return onlyLabels(result) && !onlyLabels(base) ? Json.NULL : result;
    }

    /** The members of both objects, those of the second in preference, without those that it has as null. */
    static Json.Obj overlaid(Json.Obj base, Json.Obj other) {
        SequencedMap<String, Json> members = new LinkedHashMap<>(base.members());
        members.putAll(other.members());
        return Unassigned.pruned(new Json.Obj(members));
    }

    /** The values with others added; one that is there already, by value and type (A016), is only completed. */
    static List<Json> added(List<Json> elements, List<Json> additions) {
        List<Json> result = new ArrayList<>(elements);
        for (Json addition : additions) {
            if (Primary.is(addition)) {
                result.replaceAll(Primary::demoted);
            }
            int index = indexOf(result, addition);
            if (index < 0) {
                result.add(addition);
            } else {
                result.set(index, merged(result.get(index), addition));
            }
        }
        return result;
    }

    private static int indexOf(List<Json> elements, Json addition) {
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i).equals(addition) || sameValueAndType(elements.get(i), addition)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean sameValueAndType(Json left, Json right) {
        return left instanceof Json.Obj one
                && right instanceof Json.Obj other
                && one.get(VALUE).isPresent()
                && one.get(VALUE).equals(other.get(VALUE))
                && one.get("type").equals(other.get("type"));
    }

    /** Whether a value is meant by a listed one: the same {@code value}, or else all that the listed one has. */
    static boolean covers(Json element, Json listed) {
        if (!(element instanceof Json.Obj object && listed instanceof Json.Obj pattern)) {
            return element.equals(listed);
        }
        return pattern.members().entrySet().stream()
                .filter(member -> pattern.get(VALUE).isEmpty()
                        || member.getKey().equals(VALUE)
                        || member.getKey().equals("type"))
                .allMatch(member -> object.get(member.getKey())
                        .filter(member.getValue()::equals)
                        .isPresent());
    }

    /** A value without a sub-attribute; nothing when only labels of it would be left. */
    static Json without(Json element, Attribute sub) {
        return merged(element, Json.Obj.EMPTY.with(sub.name(), Json.NULL));
    }

    private static boolean onlyLabels(Json.Obj object) {
        return LABELS.containsAll(object.members().keySet());
    }
}
