package org.rollcall.rehearsal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.company.Person;
import org.rollcall.rehearsal.company.Position;

/** Who is drawn for a change. */
final class Draw {

    private static final int PEOPLE_PER_LEAVER = 20;

    private Draw() {}

    /** Those who may leave or move, in random order. Leads stay: whoever reports to somebody still does in the evening. */
    static List<Person> movable(Company company, Random random) {
        List<Person> people = company.people().stream()
                .filter(person -> person.position() != Position.LEAD)
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(people, random);
        return people;
    }

    /** One in twenty, and one more; leads only where there is nobody else, and never whoever leads all. */
    static List<Person> leavers(Company company, String purpose) {
        Random random = company.seed().random(purpose + " of " + company.domain());
        Stream<Person> leads = company.people().stream().skip(1).filter(person -> person.position() == Position.LEAD);
        return Stream.concat(movable(company, random).stream(), leads)
                .limit(1 + company.people().size() / PEOPLE_PER_LEAVER)
                .toList();
    }
}
