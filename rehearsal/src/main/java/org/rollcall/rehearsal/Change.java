package org.rollcall.rehearsal;

import java.util.List;
import java.util.stream.Collectors;
import org.rollcall.rehearsal.company.Group;
import org.rollcall.rehearsal.company.Person;
import org.rollcall.rehearsal.provider.Act;
import org.rollcall.rehearsal.provider.IdentityProvider;

/** Something that happens in a company and that its identity provider brings to the server. */
public sealed interface Change {

    /** What happens, as the first half of a sentence: "Ana Müller leaves". */
    String event();

    /** Which habit of the provider answers to it. */
    Act act();

    /** Lets the provider bring it to the server. */
    void bringBy(IdentityProvider provider);

    /** Somebody new joins. */
    record Joins(Person person, List<Group> groups) implements Change {

        @Override
        public String event() {
            return joining(person);
        }

        @Override
        public Act act() {
            return Act.JOIN;
        }

        @Override
        public void bringBy(IdentityProvider provider) {
            provider.join(person);
            groups.forEach(group -> provider.addMembers(group, List.of(person)));
        }
    }

    /** Somebody new joins while the network is bad: the provider does not see the answer to its POST. */
    record JoinsTwice(Person person, List<Group> groups) implements Change {

        @Override
        public String event() {
            return joining(person);
        }

        @Override
        public Act act() {
            return Act.JOIN_TWICE;
        }

        @Override
        public void bringBy(IdentityProvider provider) {
            provider.joinTwice(person);
            groups.forEach(group -> provider.addMembers(group, List.of(person)));
        }
    }

    /** Somebody gets other work, and with it perhaps another department and other groups. */
    record Moves(Person before, Person person, List<Group> left, List<Group> entered) implements Change {

        @Override
        public String event() {
            return before.department() == person.department()
                    ? "%s becomes %s%s".formatted(person.displayName(), person.title(), entering())
                    : "%s moves from %s to %s"
                            .formatted(
                                    person.displayName(),
                                    before.department().title(),
                                    person.department().title());
        }

        private String entering() {
            String names = entered.stream().map(Group::name).collect(Collectors.joining(" and "));
            return names.isEmpty() ? "" : " and enters " + names;
        }

        @Override
        public Act act() {
            return Act.MOVE;
        }

        @Override
        public void bringBy(IdentityProvider provider) {
            provider.update(person);
            left.forEach(group -> provider.removeMembers(group, List.of(person)));
            entered.forEach(group -> provider.addMembers(group, List.of(person)));
        }
    }

    /** Somebody takes another name and with it another userName. */
    record Renames(Person before, Person person) implements Change {

        @Override
        public String event() {
            return before.displayName().equals(person.displayName())
                    ? "%s is now %s".formatted(person.displayName(), person.userName())
                    : "%s is now %s, %s".formatted(before.displayName(), person.displayName(), person.userName());
        }

        @Override
        public Act act() {
            return Act.RENAME;
        }

        @Override
        public void bringBy(IdentityProvider provider) {
            provider.rename(before, person);
        }
    }

    /** Somebody leaves the company. */
    record Leaves(Person person) implements Change {

        @Override
        public String event() {
            return person.displayName() + " leaves";
        }

        @Override
        public Act act() {
            return Act.LEAVE;
        }

        @Override
        public void bringBy(IdentityProvider provider) {
            provider.deactivate(person);
        }
    }

    /** Somebody who left comes back. */
    record Returns(Person person) implements Change {

        @Override
        public String event() {
            return person.displayName() + " is hired again";
        }

        @Override
        public Act act() {
            return Act.RETURN;
        }

        @Override
        public void bringBy(IdentityProvider provider) {
            provider.reactivate(person);
        }
    }

    /** Somebody who left is deleted for good. */
    record IsDeleted(Person person) implements Change {

        @Override
        public String event() {
            return person.displayName() + " is deleted for good";
        }

        @Override
        public Act act() {
            return Act.DELETE;
        }

        @Override
        public void bringBy(IdentityProvider provider) {
            provider.delete(person);
        }
    }

    /** A group gets another name and keeps its members. */
    record RenamesGroup(Group before, Group group) implements Change {

        @Override
        public String event() {
            return "the group %s is now called %s".formatted(before.name(), group.name());
        }

        @Override
        public Act act() {
            return Act.RENAME_GROUP;
        }

        @Override
        public void bringBy(IdentityProvider provider) {
            provider.renameGroup(before, group);
        }
    }

    private static String joining(Person person) {
        return "%s joins %s".formatted(person.displayName(), person.department().title());
    }
}
