package org.rollcall.rehearsal.company;

/** A person's number in its company, counted from 1. It outlives renames, moves and re-hires. */
public record PersonId(int number) {

    public PersonId {
        if (number < 1) {
            throw new IllegalArgumentException("A person's number is 1 or more, not " + number);
        }
    }
}
