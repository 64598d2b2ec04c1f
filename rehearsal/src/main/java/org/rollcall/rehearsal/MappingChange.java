package org.rollcall.rehearsal;

import java.util.Collection;
import java.util.List;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.company.Person;

/**
 * At the provider, userName is mapped to an address of another domain: everybody is renamed, and keeps the id. Then the
 * mapping is changed back, so that the scenario can be played again.
 */
record MappingChange() implements Scenario {

    @Override
    public String story() {
        return "The mapping of userName is changed at the provider, for everybody, and then changed back";
    }

    @Override
    public Company play(Stage stage) {
        Collection<Person> people = stage.company().people();
        String domain = "mail." + stage.company().domain();
        stage.perform("mapping", renames(people, domain));
        stage.perform("mapping back", back(people, domain));
        return stage.company();
    }

    private static List<Change> renames(Collection<Person> people, String domain) {
        return people.stream()
                .<Change>map(person -> new Change.Renames(person, person.atDomain(domain)))
                .toList();
    }

    private static List<Change> back(Collection<Person> people, String domain) {
        return people.stream()
                .<Change>map(person -> new Change.Renames(person.atDomain(domain), person))
                .toList();
    }
}
