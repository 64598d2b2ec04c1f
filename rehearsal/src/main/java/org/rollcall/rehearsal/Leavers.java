package org.rollcall.rehearsal;

import java.util.ArrayList;
import java.util.List;
import org.rollcall.rehearsal.company.Amendment;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.company.Person;

/** One in twenty leaves; the first of them is deleted for good afterwards, where the provider deletes at all. */
record Leavers() implements Scenario {

    @Override
    public String story() {
        return "One in twenty leaves, and one of them is deleted for good";
    }

    @Override
    public Company play(Stage stage) {
        Amendment amendment = new Amendment(stage.company());
        List<Change> changes = new ArrayList<>();
        List<Person> leavers = Draw.leavers(stage.company(), "leavers");
        leavers.forEach(person -> changes.add(new Change.Leaves(person)));
        leavers.stream().limit(1).forEach(person -> changes.add(new Change.IsDeleted(person)));
        stage.perform("leavers", changes);
        leavers.forEach(amendment::leave);
        return amendment.enacted();
    }
}
