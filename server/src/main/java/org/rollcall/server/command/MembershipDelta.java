package org.rollcall.server.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rollcall.server.base.UserId;

/**
 * The net effect of a sequence of membership operations, without knowing the group: whoever is wanted is a member
 * afterwards, whoever is unwanted is not, and when cleared nobody else is.
 *
 * @param unreadable values that are no ids
 */
public record MembershipDelta(boolean cleared, Set<UserId> wanted, Set<UserId> unwanted, List<String> unreadable) {

    public static final MembershipDelta NONE = new MembershipDelta(false, Set.of(), Set.of(), List.of());

    /** Adds members. */
    public MembershipDelta add(Collection<String> ids) {
        Set<UserId> in = new LinkedHashSet<>(wanted);
        Set<UserId> out = new LinkedHashSet<>(unwanted);
        List<String> bad = new ArrayList<>(unreadable);
        for (String id : ids) {
            UserId.parse(id)
                    .ifPresentOrElse(
                            user -> {
                                in.add(user);
                                out.remove(user);
                            },
                            () -> bad.add(id));
        }
        return new MembershipDelta(cleared, in, out, bad);
    }

    /** Removes members; ids that are nobody's are no error (B073). */
    public MembershipDelta remove(Collection<UserId> users) {
        Set<UserId> in = new LinkedHashSet<>(wanted);
        Set<UserId> out = new LinkedHashSet<>(unwanted);
        in.removeAll(users);
        out.addAll(users);
        return new MembershipDelta(cleared, in, out, unreadable);
    }

    /** Removes all members. */
    public MembershipDelta clear() {
        return new MembershipDelta(true, Set.of(), Set.of(), unreadable);
    }
}
