package org.rollcall.rehearsal.company;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Builds a company from its seed. In each department, people report to one another as in a heap of width eight. */
final class Founding {

    private static final int REPORTS_PER_LEAD = 8;
    private static final int CONTRACTOR_PERCENT = 8;
    private static final int SMALLEST_PROJECT = 5;
    private static final int LARGEST_PROJECT = 40;
    private static final List<String> PROJECTS = List.of(
            "Aurora",
            "Basalt",
            "Cedar",
            "Delta",
            "Ember",
            "Fjord",
            "Granite",
            "Heron",
            "Iris",
            "Juniper",
            "Kestrel",
            "Lagoon",
            "Meridian",
            "Nimbus",
            "Orchard",
            "Prism",
            "Quartz",
            "Rowan",
            "Saffron",
            "Tundra");

    private final Seed seed;
    private final String domain;
    private final UserNames userNames;
    private final Random random;

    Founding(Seed seed, String domain) {
        this.seed = seed;
        this.domain = domain;
        this.userNames = new UserNames(domain);
        this.random = seed.random("people of " + domain);
    }

    Company found(int people, int groups) {
        Map<PersonId, Person> hired = people(people);
        return new Company(seed, domain, people, hired, groups(groups, List.copyOf(hired.values())));
    }

    static List<String> groupNames(int groups) {
        return IntStream.range(0, groups).mapToObj(Founding::groupName).toList();
    }

    private static String groupName(int index) {
        int standing = StandingGroup.ALL.size();
        if (index < standing) {
            return StandingGroup.ALL.get(index).title();
        }
        int project = index - standing;
        int round = project / PROJECTS.size();
        return "Project " + PROJECTS.get(project % PROJECTS.size()) + (round == 0 ? "" : " " + (round + 1));
    }

    private Map<PersonId, Person> people(int count) {
        List<Department> departments = departments(count);
        Map<Department, Integer> sizes = new EnumMap<>(Department.class);
        departments.forEach(department -> sizes.merge(department, 1, Integer::sum));
        Map<Department, List<Person>> staffed = new EnumMap<>(Department.class);
        Map<PersonId, Person> people = LinkedHashMap.newLinkedHashMap(count);
        Person chief = chief();
        people.put(chief.id(), chief);
        for (Department department : departments) {
            List<Person> colleagues = staffed.computeIfAbsent(department, key -> new ArrayList<>());
            Person person = hire(people.size() + 1, department, colleagues, sizes.getOrDefault(department, 0), chief);
            colleagues.add(person);
            people.put(person.id(), person);
        }
        return people;
    }

    private List<Department> departments(int people) {
        return IntStream.range(1, people)
                .mapToObj(number -> Department.at(random.nextInt(100)))
                .toList();
    }

    private Person chief() {
        Names.FullName name = userNames.draw(random);
        return new Person(
                new PersonId(1),
                name.given(),
                name.family(),
                userNames.claim(name),
                Department.OPERATIONS,
                "Chief Executive",
                Position.LEAD,
                Manager.NOBODY);
    }

    private Person hire(int number, Department department, List<Person> colleagues, int departmentSize, Person chief) {
        int place = colleagues.size();
        boolean leads = place == 0 || REPORTS_PER_LEAD * place + 1 < departmentSize;
        Person superior = place == 0 ? chief : colleagues.get((place - 1) / REPORTS_PER_LEAD);
        Names.FullName name = userNames.draw(random);
        String title = Names.oneOf(department.titles(), random);
        Position position = random.nextInt(100) < CONTRACTOR_PERCENT ? Position.CONTRACTOR : Position.STAFF;
        return new Person(
                new PersonId(number),
                name.given(),
                name.family(),
                userNames.claim(name),
                department,
                leads ? leadTitle(department, place) : title,
                leads ? Position.LEAD : position,
                Manager.of(superior));
    }

    private static String leadTitle(Department department, int place) {
        return place == 0 ? "Head of " + department.title() : department.title() + " Team Lead";
    }

    private Map<GroupId, Group> groups(int count, List<Person> people) {
        Map<GroupId, Group> groups = LinkedHashMap.newLinkedHashMap(count);
        for (int index = 0; index < count; index++) {
            GroupId id = new GroupId(index + 1);
            groups.put(id, new Group(id, groupName(index), members(index, people)));
        }
        return groups;
    }

    private List<PersonId> members(int index, List<Person> people) {
        if (index >= StandingGroup.ALL.size()) {
            return projectTeam(people);
        }
        StandingGroup standing = StandingGroup.ALL.get(index);
        return people.stream().filter(standing::admits).map(Person::id).toList();
    }

    private List<PersonId> projectTeam(List<Person> people) {
        int size = random.nextInt(SMALLEST_PROJECT, LARGEST_PROJECT + 1);
        TreeSet<Integer> team = new TreeSet<>();
        for (int drawn = 0; drawn < size; drawn++) {
            team.add(random.nextInt(people.size()));
        }
        return team.stream().map(place -> people.get(place).id()).toList();
    }
}
