package org.rollcall.rehearsal.provider;

/** The kinds of change that a provider has a habit for. */
public enum Act {
    JOIN,
    JOIN_TWICE,
    MOVE,
    RENAME,
    LEAVE,
    RETURN,
    DELETE,
    RENAME_GROUP
}
