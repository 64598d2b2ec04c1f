package org.rollcall.rehearsal.company;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.SequencedSet;
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
    private final Map<GroupId, SequencedSet<PersonId>> memberships = new HashMap<>();
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
        return replace(person, person.renamed(family, userNames.claim(Names.FullName.of(person.givenName(), family))));
    }

    /** A person leaves the company and all its groups. */
    public void leave(Person person) {
        people.remove(person.id());
        gone.add(person.id());
    }

    /** A group gets another name and keeps its members. */
    public Group rename(Group group, String newName) {
        Group renamed = group.renamed(newName);
        groups.put(group.id(), renamed);
        return renamed;
    }

    /** The company with all of this enacted. */
    public Company enacted() {
        groups.replaceAll((id, group) -> group.withMembers(membersNow(group)));
        return new Company(before.seed(), before.domain(), peopleEver, people, groups);
    }

    private Person put(Person person, Collection<Group> entered) {
        people.put(person.id(), person);
        entered.forEach(group -> membersOf(group).add(person.id()));
        return person;
    }

    private Person replace(Person person, Person after) {
        before.groupsForOnly(person, after).forEach(group -> membersOf(group).remove(person.id()));
        return put(after, before.groupsForOnly(after, person));
    }

    /** The members of a group that somebody enters or leaves, to be changed in place. */
    private SequencedSet<PersonId> membersOf(Group group) {
        return memberships.computeIfAbsent(group.id(), id -> new LinkedHashSet<>(group.members()));
    }

    private List<PersonId> membersNow(Group group) {
        Collection<PersonId> changed = memberships.get(group.id());
        Collection<PersonId> members = changed == null ? group.members() : changed;
        return members.stream().filter(member -> !gone.contains(member)).toList();
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
}
