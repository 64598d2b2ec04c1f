package org.rollcall.rehearsal;

import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.scim.ScimFailure;

/**
 * The connection is set up anew, as when a company moves to another tenant of its provider: no id is known any more, and
 * everybody has to be found and linked. Whoever is created again is a twin.
 */
record HandOver() implements Scenario {

    @Override
    public String story() {
        return "The hand-over: the connection is set up anew, knows no ids, and has to find everybody";
    }

    @Override
    public Company play(Stage stage) {
        int before = stage.sent("create user");
        stage.provider().forgetAll();
        stage.provider().initialCycle(stage.company()).forEach(stage::perform);
        int twins = stage.sent("create user") - before;
        if (twins > 0) {
            stage.note(new ScimFailure(
                    "%d of the people were not found by their userName and were sent as new".formatted(twins)));
        }
        return stage.company();
    }
}
