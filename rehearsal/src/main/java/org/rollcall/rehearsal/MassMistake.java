package org.rollcall.rehearsal;

import java.util.List;
import org.rollcall.rehearsal.company.Company;

/**
 * An administrator of the provider unassigns everybody by mistake. They still work there: a first cycle, played
 * afterwards, is the administrator who assigns them again.
 */
record MassMistake() implements Scenario {

    @Override
    public String story() {
        return "The mistake: everybody is unassigned at once";
    }

    @Override
    public Company play(Stage stage) {
        List<Change> mistake = stage.company().people().stream()
                .<Change>map(Change.Leaves::new)
                .toList();
        stage.perform("mistake", mistake);
        return stage.company();
    }
}
