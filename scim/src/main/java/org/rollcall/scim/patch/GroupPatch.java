package org.rollcall.scim.patch;

import java.util.List;
import org.rollcall.scim.schema.ResourceType;

/** The operations of one PATCH, those on the document apart from those on the members; both keep their order. */
public record GroupPatch(List<Operation> attributes, List<MembershipOperation> membership) {
    public GroupPatch {
        attributes = List.copyOf(attributes);
        membership = List.copyOf(membership);
    }

    /** Splits the operations of a PATCH on a type that keeps an attribute as rows. */
    public static GroupPatch split(ResourceType type, List<Operation> operations) {
        throw new UnsupportedOperationException();
    }
}
