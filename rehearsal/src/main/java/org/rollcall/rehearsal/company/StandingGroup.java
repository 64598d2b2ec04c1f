package org.rollcall.rehearsal.company;

import java.util.List;
import java.util.function.Predicate;

/** A group that every company of sufficient size has, and who belongs to it. */
record StandingGroup(GroupId id, String title, Predicate<Person> rule) {

    /** All of them, in the order in which they are founded: the first has number 1. */
    static final List<StandingGroup> ALL = List.of(
            of(1, "All Staff", person -> true),
            of(2, "Engineering", in(Department.ENGINEERING)),
            of(3, "Sales", in(Department.SALES)),
            of(4, "Finance", in(Department.FINANCE)),
            of(5, "Support", in(Department.SUPPORT)),
            of(6, "Managers", person -> person.position() == Position.LEAD),
            of(7, "Contractors", person -> person.position() == Position.CONTRACTOR),
            of(8, "IT Admins", person -> person.title().equals("Systems Administrator")),
            of(9, "Marketing", in(Department.MARKETING)),
            of(10, "Operations", in(Department.OPERATIONS)),
            of(11, "People", in(Department.PEOPLE)),
            of(12, "Legal", in(Department.LEGAL)));

    boolean admits(Person person) {
        return rule.test(person);
    }

    private static StandingGroup of(int number, String title, Predicate<Person> rule) {
        return new StandingGroup(new GroupId(number), title, rule);
    }

    private static Predicate<Person> in(Department department) {
        return person -> person.department() == department;
    }
}
