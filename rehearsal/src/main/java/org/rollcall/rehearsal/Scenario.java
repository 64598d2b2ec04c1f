package org.rollcall.rehearsal;

import org.rollcall.rehearsal.company.Company;

/** Something to rehearse. Scenarios are deterministic: what they do follows from the company and its seed. */
public sealed interface Scenario permits InitialCycle, DayOfChanges {

    /** The first synchronization: everybody and every group. */
    static Scenario initialCycle() {
        return new InitialCycle();
    }

    /** An ordinary day: joiners, movers, leavers, a re-hire, a rename, a lost answer, a renamed group. */
    static Scenario dayOfChanges() {
        return dayOfChanges(1);
    }

    /** An ordinary day; each day has its own people and changes. */
    static Scenario dayOfChanges(int day) {
        return new DayOfChanges(day);
    }

    /** Plays it on a stage, and returns the company as it is afterwards. */
    Company play(Stage stage);
}
