package org.rollcall.scim.schema;

import java.util.List;
import java.util.Optional;

/** An attribute definition of RFC 7643 section 7: what it is called, what it holds and who may do what with it. */
public record Attribute(
        String name,
        Type type,
        boolean multiValued,
        String description,
        boolean required,
        boolean caseExact,
        Mutability mutability,
        Returned returned,
        Uniqueness uniqueness,
        List<String> canonicalValues,
        List<String> referenceTypes,
        List<Attribute> subAttributes) {

    public Attribute {
        canonicalValues = List.copyOf(canonicalValues);
        referenceTypes = List.copyOf(referenceTypes);
        subAttributes = List.copyOf(subAttributes);
    }

    /** An attribute of an extension that no schema describes: any value, kept as data. */
    public static Attribute any(String name) {
        return new Attribute(
                name,
                Type.ANY,
                false,
                "",
                false,
                true,
                Mutability.READ_WRITE,
                Returned.DEFAULT,
                Uniqueness.NONE,
                List.of(),
                List.of(),
                List.of());
    }

    /** The sub-attribute of this name, whatever its case. */
    public Optional<Attribute> subAttribute(String subName) {
        return find(subAttributes, subName);
    }

    /** Whether the attribute consists of sub-attributes. */
    public boolean complex() {
        return type == Type.COMPLEX;
    }

    /** Whether the whole attribute is part of every answer that says nothing of attributes. */
    public boolean alwaysShown() {
        return returned != Returned.NEVER
                && returned != Returned.REQUEST
                && subAttributes.stream().allMatch(Attribute::alwaysShown);
    }

    /** Whether a client can write the attribute. */
    public boolean writable() {
        return mutability != Mutability.READ_ONLY;
    }

    @Override
    public String toString() {
        return name;
    }

    static Optional<Attribute> find(List<Attribute> attributes, String name) {
        for (Attribute attribute : attributes) {
            if (Names.same(attribute.name(), name)) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }

    /** The data types of RFC 7643 section 2.3. */
    public enum Type implements Keyword {
        STRING,
        BOOLEAN,
        DECIMAL,
        INTEGER,
        DATE_TIME,
        BINARY,
        REFERENCE,
        COMPLEX,
        /** A value of an extension that no schema describes; never published. */
        ANY
    }

    /** Who may write an attribute, and when. */
    public enum Mutability implements Keyword {
        READ_ONLY,
        READ_WRITE,
        IMMUTABLE,
        WRITE_ONLY
    }

    /** When an attribute is part of an answer. */
    public enum Returned implements Keyword {
        ALWAYS,
        NEVER,
        DEFAULT,
        REQUEST
    }

    /** Among which resources a value is unique. */
    public enum Uniqueness implements Keyword {
        NONE,
        SERVER,
        GLOBAL
    }
}
