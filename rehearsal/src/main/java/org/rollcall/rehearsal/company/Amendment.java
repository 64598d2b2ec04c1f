package org.rollcall.rehearsal.company;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Changes to a company, collected one by one and enacted together into a new company.
 *
 * <p>It exists so that a thousand changes to a large company cost one copy of it, not a thousand. Use it from one
 * thread, and only until {@link #enacted()}.
 */
public final class Amendment {

    private final Company before;
    private final UserNames userNames;
    private final SequencedMap<PersonId, Person> people;
    private final SequencedMap<GroupId, Group> groups;
    private final Set<PersonId> gone = new HashSet<>();
    private int peopleEver;

    /** Starts from this company, which itself stays as it is. */
    public Amendment(Company before) {
        this.before = before;
        this.userNames = new UserNames(before.domain());
        this.people = new LinkedHashMap<>(before.peopleById());
        this.groups = new LinkedHashMap<>(before.groupsById());
        this.peopleEver = before.peopleEver();
        people.values().forEach(person -> userNames.take(person.userName()));
    }

    /** Somebody new joins a department, reports to its head and enters the groups of that work. */
    public Person hire(Random random) {
        Department department = Department.at(random.nextInt(100));
        Names.FullName name = userNames.draw(random);
        Person person = new Person(
                new PersonId(++peopleEver),
                name.given(),
                name.family(),
                userNames.claim(name),
                department,
                Names.oneOf(department.titles(), random),
                Position.STAFF,
                headOf(department));
        return put(person, before.groupsFor(person));
    }

    /** A person moves to another department and changes groups accordingly. */
    public Person move(Person person, Random random) {
        List<Department> others = List.of(Department.values()).stream()
                .filter(department -> department != person.department())
                .toList();
        Department target = Names.oneOf(others, random);
        return replace(person, person.movedTo(target, Names.oneOf(target.titles(), random), headOf(target)));
    }

    /** A person becomes the lead of a team of its department and enters the groups of that work. */
    public Person promote(Person person) {
        String title = person.department().title() + " Team Lead";
        return replace(person, person.promotedTo(title));
    }

    /** A person takes another family name, and with it another userName. */
    public Person marry(Person person, Random random) {
        String family = otherFamilyName(person, random);
        return replace(person, person.renamed(family, userNames.claim(new Names.FullName(person.givenName(), family))));
    }

    /** A person leaves the company and all its groups. */
    public void leave(Person person) {
        people.remove(person.id());
        gone.add(person.id());
    }

    /** A group gets another name and keeps its members. */
    public Group rename(Group group, String newName) {
        Group renamed = currently(group).renamed(newName);
        groups.put(group.id(), renamed);
        return renamed;
    }

    /** The company with all of this enacted. */
    public Company enacted() {
        if (!gone.isEmpty()) {
            groups.replaceAll((id, group) -> group.withMembers(stayed(group.members())));
        }
        return new Company(before.seed(), before.domain(), peopleEver, people, groups);
    }

    private Person put(Person person, Collection<Group> entered) {
        people.put(person.id(), person);
        entered.forEach(group -> groups.put(group.id(), entered(currently(group), person)));
        return person;
    }

    private Person replace(Person person, Person after) {
        List<Group> keeps = before.groupsFor(after);
        List<Group> leaves = before.groupsFor(person).stream()
                .filter(group -> !keeps.contains(group))
                .toList();
        leaves.forEach(group -> groups.put(group.id(), left(currently(group), person)));
        return put(after, keeps);
    }

    private Group currently(Group group) {
        return groups.getOrDefault(group.id(), group);
    }

    private Manager headOf(Department department) {
        return people.values().stream()
                .filter(person -> person.department() == department)
                .findFirst()
                .map(Manager::of)
                .orElse(Manager.of(before.people().iterator().next()));
    }

    private static String otherFamilyName(Person person, Random random) {
        return Stream.generate(() -> Names.draw(random).family())
                .filter(family -> !family.equals(person.familyName()))
                .findFirst()
                .orElseThrow();
    }

    private static Group entered(Group group, Person person) {
        LinkedHashSet<PersonId> members = new LinkedHashSet<>(group.members());
        members.add(person.id());
        return group.withMembers(List.copyOf(members));
    }

    private static Group left(Group group, Person person) {
        return group.withMembers(group.members().stream()
                .filter(member -> !member.equals(person.id()))
                .toList());
    }

    private List<PersonId> stayed(List<PersonId> members) {
        return members.stream().filter(member -> !gone.contains(member)).toList();
    }
}
