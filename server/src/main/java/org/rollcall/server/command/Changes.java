package org.rollcall.server.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.directory.GroupRecord;
import org.rollcall.server.journal.LogEntry;

/**
 * What a command wants changed. Log rows and events are not part of it: they follow from the differences.
 *
 * @param people each person before and after
 * @param groups each group before and after
 * @param memberships members that come and go, by group
 * @param marks users whose placement is left to the placer, because they are too many for one transaction
 * @param bindings mapping rows that a new group binds (P-36)
 * @param notes log rows that follow from no difference, such as a binding or a changed setting
 * @param writes rows of features that are no people or groups (settings, credentials), with their SQL
 */
public record Changes(
        List<PersonChange> people,
        List<GroupChange> groups,
        List<MembershipChange> memberships,
        List<Mark> marks,
        List<Binding> bindings,
        List<LogEntry> notes,
        List<Write> writes) {

    public static final Changes NONE =
            new Changes(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /**
     * A person before (empty: new) and after.
     *
     * @param note why a new user is not quite new, or that one was revived
     * @param groupsChanged true when the groups changed in an earlier change set, whose effects come now
     */
    public record PersonChange(Optional<Person> before, Person after, Optional<String> note, boolean groupsChanged) {
        public static PersonChange of(Person before, Person after) {
            return new PersonChange(Optional.of(before), after, Optional.empty(), false);
        }

        public static PersonChange added(Person person, Optional<String> note) {
            return new PersonChange(Optional.empty(), person, note, false);
        }

        public static PersonChange revived(Person before, Person after, String note) {
            return new PersonChange(Optional.of(before), after, Optional.of(note), false);
        }

        public static PersonChange afterwards(Person before, Person after) {
            return new PersonChange(Optional.of(before), after, Optional.empty(), true);
        }
    }

    /** A group before (empty: new) and after. */
    public record GroupChange(Optional<GroupRecord> before, GroupRecord after) {}

    /** Members of one group that come and go. */
    public record MembershipChange(GroupRecord group, List<UserId> added, List<UserId> removed) {
        boolean isEmpty() {
            return added.isEmpty() && removed.isEmpty();
        }
    }

    /** Users to be placed later, and why. */
    public record Mark(ProviderId provider, List<UserId> users, String cause) {}

    /** Mapping rows that get their group. */
    public record Binding(ProviderId provider, Set<UUID> rows, GroupId group) {}

    /** One statement of a feature, with positional arguments as {@link org.rollcall.server.db.Pipeline} takes them. */
    public record Write(String sql, List<Object> arguments) {
        public static Write of(String sql, Object... arguments) {
            return new Write(sql, List.of(arguments));
        }
    }

    public static Changes people(List<PersonChange> people) {
        return new Changes(people, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** A change of settings: its statements, and the log rows that tell it. */
    public static Changes settings(List<Write> writes, List<LogEntry> notes) {
        return new Changes(List.of(), List.of(), List.of(), List.of(), List.of(), notes, writes);
    }

    /** These changes with members that come and go. */
    public Changes with(List<MembershipChange> changes) {
        return new Changes(people, groups, changes, marks, bindings, notes, writes);
    }

    /** These changes with rows of a feature, and the log rows that tell of them. */
    public Changes with(List<Write> rows, List<LogEntry> told) {
        return new Changes(people, groups, memberships, marks, bindings, told, rows);
    }

    public static Changes person(PersonChange person) {
        return people(List.of(person));
    }
}
