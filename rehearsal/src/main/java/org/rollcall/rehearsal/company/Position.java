package org.rollcall.rehearsal.company;

/** What a person is in its company, as far as groups depend on it. */
public enum Position {
    /** Leads other people. */
    LEAD,
    /** Is employed and leads nobody. */
    STAFF,
    /** Works for the company under a contract. */
    CONTRACTOR
}
