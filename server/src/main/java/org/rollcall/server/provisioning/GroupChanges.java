package org.rollcall.server.provisioning;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Command.Context;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.directory.GroupRecord;

/**
 * The people whom a change of a group's members concerns. Up to {@link Limits#INLINE_PLACEMENTS} are placed in the
 * transaction itself; more are marked, and the placer places them.
 *
 * @param people loaded under lock; empty when they are too many
 * @param inline whether they are few enough to be placed at once
 */
record GroupChanges(List<UserId> added, List<UserId> removed, List<Person> people, boolean inline) {

    static final GroupChanges NONE = new GroupChanges(List.of(), List.of(), List.of(), true);

    /** Locks whom the change concerns; a user who was deleted meanwhile is left out. */
    static GroupChanges load(Loader loader, ProviderId provider, List<UserId> added, List<UserId> removed) {
        List<UserId> concerned = Stream.concat(added.stream(), removed.stream()).toList();
        if (concerned.isEmpty()) {
            return NONE;
        }
        if (concerned.size() > Limits.INLINE_PLACEMENTS) {
            Set<UserId> present = loader.lock(provider, concerned);
            return new GroupChanges(only(added, present), only(removed, present), List.of(), false);
        }
        List<Person> people = loader.people(provider, concerned);
        Set<UserId> present = new HashSet<>();
        people.forEach(person -> present.add(person.requireRecord().id()));
        return new GroupChanges(only(added, present), only(removed, present), people, true);
    }

    private static List<UserId> only(Collection<UserId> users, Set<UserId> present) {
        return users.stream().filter(present::contains).toList();
    }

    boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty();
    }

    /** Each person before and after, placed by the groups as they will be. */
    List<Changes.PersonChange> placed(GroupRecord group, Context context) {
        Set<UserId> joining = new HashSet<>(added);
        return people.stream()
                .map(before -> Changes.PersonChange.of(before, after(before, group, joining, context)))
                .toList();
    }

    private static Person after(Person before, GroupRecord group, Set<UserId> joining, Context context) {
        boolean joins = joining.contains(before.requireRecord().id());
        Person moved = joins ? before.inGroup(group.id(), group.displayName()) : before.notInGroup(group.id());
        return context.placed(moved);
    }

    /** What is left to the placer. */
    List<Changes.Mark> marks(GroupRecord group) {
        return inline
                ? List.of()
                : List.of(new Changes.Mark(
                        group.provider(),
                        Stream.concat(added.stream(), removed.stream()).toList(),
                        "members of group \"%s\" changed".formatted(group.displayName()),
                        false));
    }

    List<Changes.MembershipChange> memberships(GroupRecord group) {
        return isEmpty() ? List.of() : List.of(new Changes.MembershipChange(group, added, removed));
    }
}
