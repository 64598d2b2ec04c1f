package org.rollcall.rehearsal.company;

/** A group's number in its company, counted from 1. It outlives renames. */
public record GroupId(int number) {

    public GroupId {
        if (number < 1) {
            throw new IllegalArgumentException("A group's number is 1 or more, not " + number);
        }
    }
}
