package org.rollcall.scim.json;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A JSON value (RFC 8259), immutable. Members keep the order in which they were written; two objects are equal
 * whatever their order. {@code toString} tells the shape only, because values are personal data: to print a value,
 * use {@link JsonWriter}.
 */
public sealed interface Json {

    /** The one {@code null}. */
    Null NULL = new Null();

    /** A string. */
    record Text(String value) implements Json {
        @Override
        public String toString() {
            return "Text(" + value.length() + ")";
        }
    }

    /** A number with the digits that were written: {@code 1.0} and {@code 1} differ, {@code 1e2} and {@code 100} do not. */
    record Num(BigDecimal value) implements Json {
        @Override
        public String toString() {
            return "Num";
        }
    }

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Json {
        @Override
        public String toString() {
            return "Bool";
        }
    }

    /** {@code null}. */
    record Null() implements Json {}

    /** An array. */
    record Arr(List<Json> elements) implements Json {

        /** The empty array. */
        public static final Arr EMPTY = new Arr(List.of());

        public Arr {
            elements = List.copyOf(elements);
        }

        /** The array of these values. */
        public static Arr of(Json... elements) {
            return new Arr(List.of(elements));
        }

        /** The array of these strings. */
        public static Arr ofTexts(List<String> texts) {
            return new Arr(texts.stream().<Json>map(Text::new).toList());
        }

        @Override
        public String toString() {
            return "Arr(" + elements.size() + ")";
        }
    }

    /** An object. */
    record Obj(SequencedMap<String, Json> members) implements Json {

        /** The object without members. */
        public static final Obj EMPTY = new Obj(new LinkedHashMap<>());

        public Obj {
            members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
        }

        /** The member of exactly this name. */
        public Optional<Json> get(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /** This object with one member set; a member that is there keeps its place. */
        public Obj with(String name, Json value) {
            SequencedMap<String, Json> copy = new LinkedHashMap<>(members);
            copy.put(name, value);
            return new Obj(copy);
        }

        /** This object without the member of exactly this name. */
        public Obj without(String name) {
            SequencedMap<String, Json> copy = new LinkedHashMap<>(members);
            copy.remove(name);
            return new Obj(copy);
        }

        /** Whether there is no member. */
        public boolean isEmpty() {
            return members.isEmpty();
        }

        @Override
        public String toString() {
            return "Obj(" + members.size() + ")";
        }
    }

    /** A string. */
    static Text text(String value) {
        return new Text(value);
    }

    /** A whole number. */
    static Num number(long value) {
        return new Num(BigDecimal.valueOf(value));
    }

    /** A boolean. */
    static Bool bool(boolean value) {
        return new Bool(value);
    }
}
