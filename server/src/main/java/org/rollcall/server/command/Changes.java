package org.rollcall.server.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
     * @param held whether what the groups took then is held
     * @param decided log rows of decisions on effects, of which applications do not hear
     */
    public record PersonChange(
            Optional<Person> before,
            Person after,
            Optional<String> note,
            boolean groupsChanged,
            boolean held,
            List<LogEntry> decided) {

        public PersonChange {
            decided = List.copyOf(decided);
        }

        public static PersonChange of(Person before, Person after) {
            return new PersonChange(Optional.of(before), after, Optional.empty(), false, false, List.of());
        }

        /** Of those whom a step changes; the others are left out. */
        public static List<PersonChange> each(List<Person> people, UnaryOperator<Person> step) {
            return people.stream()
                    .map(person -> of(person, step.apply(person)))
                    .filter(change -> !change.before().equals(Optional.of(change.after())))
                    .toList();
        }

        public static PersonChange added(Person person, Optional<String> note) {
            return new PersonChange(Optional.empty(), person, note, false, false, List.of());
        }

        /** @param note why the person has another owner now, or none */
        public static PersonChange owned(Person before, Person after, String note) {
            return new PersonChange(Optional.of(before), after, Optional.of(note), false, false, List.of());
        }

        public static PersonChange revived(Person before, Person after, String note) {
            return new PersonChange(Optional.of(before), after, Optional.of(note), false, false, List.of());
        }

        /** @param held whether what the earlier change set took is held */
        public static PersonChange afterwards(Person before, Person after, boolean held) {
            return new PersonChange(Optional.of(before), after, Optional.empty(), true, held, List.of());
        }

        /** An administrator's decision on effects, with the rows that tell it. */
        public static PersonChange decided(Person before, Person after, List<LogEntry> rows) {
            return new PersonChange(Optional.of(before), after, Optional.empty(), false, false, rows);
        }

        PersonChange resolved(Person person, List<LogEntry> rows) {
            return person.equals(after) && rows.isEmpty()
                    ? this
                    : new PersonChange(
                            before,
                            person,
                            note,
                            groupsChanged,
                            held,
                            Stream.concat(decided.stream(), rows.stream()).toList());
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

    /**
     * Users to be placed later, and why.
     *
     * @param held whether the brake held the deletion of the group that they leave
     */
    public record Mark(ProviderId provider, List<UserId> users, String cause, boolean held) {
        Mark ofHeldDeletion() {
            return new Mark(provider, users, cause, true);
        }
    }

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

    /** These changes after it was decided what is applied. */
    Changes resolved(List<PersonChange> persons, List<Mark> marked, List<LogEntry> told) {
        return new Changes(persons, groups, memberships, marked, bindings, told, writes);
    }

    /** These changes with members that come and go. */
    public Changes with(List<MembershipChange> changes) {
        return new Changes(people, groups, changes, marks, bindings, notes, writes);
    }

    /** These changes with rows of a feature, and the log rows that tell of them. */
    public Changes with(List<Write> rows, List<LogEntry> told) {
        return new Changes(people, groups, memberships, marks, bindings, told, rows);
    }

    /** These changes with more rows of a feature. */
    Changes and(List<Write> rows) {
        return rows.isEmpty()
                ? this
                : with(Stream.concat(writes.stream(), rows.stream()).toList(), notes);
    }

    public static Changes person(PersonChange person) {
        return people(List.of(person));
    }
}
