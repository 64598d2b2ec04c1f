package org.rollcall.rehearsal;

import java.util.ArrayList;
import java.util.List;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.company.Person;

/** One in twenty leaves and is hired again: some are assigned as before, others looked up as if they were new. */
record ReHires() implements Scenario {

    @Override
    public String story() {
        return "One in twenty leaves and is hired again";
    }

    @Override
    public Company play(Stage stage) {
        List<Person> people = Draw.leavers(stage.company(), "re-hires");
        List<Change> changes = new ArrayList<>();
        people.forEach(person -> changes.add(new Change.Leaves(person)));
        for (Person person : people) {
            boolean remembered = changes.size() % 2 == 0;
            changes.add(remembered ? new Change.Returns(person) : joinsAgain(stage.company(), person));
        }
        stage.perform("re-hires", changes);
        return stage.company();
    }

    private static Change joinsAgain(Company company, Person person) {
        return new Change.Joins(person, company.groupsFor(person));
    }
}
