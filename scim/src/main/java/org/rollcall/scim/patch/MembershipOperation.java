package org.rollcall.scim.patch;

import java.util.List;
import org.rollcall.scim.filter.TypedFilter;

/** A change of the members of a group; members are rows and never part of the document. */
public sealed interface MembershipOperation {

    /** These become members, if they are not. */
    record Add(List<String> ids) implements MembershipOperation {
        public Add {
            ids = List.copyOf(ids);
        }
    }

    /** These are no longer members. */
    record Remove(List<String> ids) implements MembershipOperation {
        public Remove {
            ids = List.copyOf(ids);
        }
    }

    /** Nobody is a member. */
    record RemoveAll() implements MembershipOperation {}

    /** Exactly these are members. */
    record Replace(List<String> ids) implements MembershipOperation {
        public Replace {
            ids = List.copyOf(ids);
        }
    }

    /** Those members for which the filter holds are no longer members; its attributes are those of {@code members}. */
    record RemoveWhere(TypedFilter filter) implements MembershipOperation {}
}
