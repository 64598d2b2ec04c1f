package org.rollcall.rehearsal.company;

import java.util.List;

/** A group of people; its members are in the order in which they entered. */
public record Group(GroupId id, String name, List<PersonId> members) {

    public Group {
        members = List.copyOf(members);
    }

    /** The same group under another name. */
    public Group renamed(String newName) {
        return new Group(id, newName, members);
    }

    /** The same group with these members instead. */
    public Group withMembers(List<PersonId> newMembers) {
        return new Group(id, name, newMembers);
    }
}
