package org.rollcall.rehearsal;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.rollcall.rehearsal.company.Company;

/** Something to rehearse. Scenarios are deterministic: what they do follows from the company and its seed. */
public sealed interface Scenario
        permits InitialCycle, DayOfChanges, Leavers, MassMistake, MappingChange, HandOver, ReHires {

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

    /** All that can be played, by what each is called on a command line. All but the first follow a first cycle. */
    static SequencedMap<String, Scenario> catalogue() {
        SequencedMap<String, Scenario> catalogue = new LinkedHashMap<>();
        catalogue.put("first-cycle", initialCycle());
        catalogue.put("day", dayOfChanges());
        catalogue.put("leavers", new Leavers());
        catalogue.put("mass-mistake", new MassMistake());
        catalogue.put("mapping-change", new MappingChange());
        catalogue.put("hand-over", new HandOver());
        catalogue.put("re-hires", new ReHires());
        return catalogue;
    }

    /** What happens in it, as a title. */
    String story();

    /** Plays it on a stage, and returns the company as it is afterwards. */
    Company play(Stage stage);
}
