package org.rollcall.scim.request;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what was repaired or dropped, each thing once, and no more than a person would read. */
final class Notes {

    private static final int MOST = 50;
    private static final int LONGEST_NAME = 100;

    private final Set<Note> notes = new LinkedHashSet<>();

    void add(Dialect rule, String attribute) {
        if (notes.size() < MOST) {
            notes.add(new Note(
                    rule, attribute.length() > LONGEST_NAME ? attribute.substring(0, LONGEST_NAME) : attribute));
        }
    }

    List<Note> list() {
        return List.copyOf(notes);
    }
}
