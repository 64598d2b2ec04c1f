package org.rollcall.rehearsal.company;

import java.util.function.Predicate;

/** The groups that every company has, in the order in which they are founded, and who belongs to each. */
enum StandingGroup {
    ALL_STAFF("All Staff", person -> true),
    ENGINEERING("Engineering", in(Department.ENGINEERING)),
    SALES("Sales", in(Department.SALES)),
    FINANCE("Finance", in(Department.FINANCE)),
    SUPPORT("Support", in(Department.SUPPORT)),
    MANAGERS("Managers", person -> person.position() == Position.LEAD),
    CONTRACTORS("Contractors", person -> person.position() == Position.CONTRACTOR),
    IT_ADMINS("IT Admins", person -> person.title().equals("Systems Administrator")),
    MARKETING("Marketing", in(Department.MARKETING)),
    OPERATIONS("Operations", in(Department.OPERATIONS)),
    PEOPLE("People", in(Department.PEOPLE)),
    LEGAL("Legal", in(Department.LEGAL));

    private final String title;
    private final Predicate<Person> rule;

    StandingGroup(String title, Predicate<Person> rule) {
        this.title = title;
        this.rule = rule;
    }

    String title() {
        return title;
    }

    boolean admits(Person person) {
        return rule.test(person);
    }

    private static Predicate<Person> in(Department department) {
        return person -> person.department() == department;
    }
}
