package org.rollcall.rehearsal.company;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * A fictional company at one moment: its people and groups (P-131).
 *
 * <p>People are listed so that a manager always comes before those who report to it, which is the order in which
 * identity providers create them. No two people have the same userName.
 */
public final class Company {

    private final Seed seed;
    private final String domain;
    private final int peopleEver;
    private final SequencedMap<PersonId, Person> people;
    private final SequencedMap<GroupId, Group> groups;

    Company(Seed seed, String domain, int peopleEver, Map<PersonId, Person> people, Map<GroupId, Group> groups) {
        this.seed = seed;
        this.domain = domain;
        this.peopleEver = peopleEver;
        this.people = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(people));
        this.groups = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(groups));
    }

    /**
     * The company that this seed founds; the same arguments always give the same company.
     *
     * @param domain the domain of all e-mail addresses; choose one reserved for examples, such as "harbor.example"
     * @param people how many people, 1 or more
     * @param groups how many groups, 0 or more; the first twelve are named after what people do, further ones are
     *     projects
     */
    public static Company of(Seed seed, String domain, int people, int groups) {
        if (people < 1 || groups < 0) {
            throw new IllegalArgumentException("A company needs a person; got " + people + ", " + groups + " groups");
        }
        return new Founding(seed, domain).found(people, groups);
    }

    /** The names of the groups that a company with so many groups has, known without founding it. */
    public static List<String> groupNames(int groups) {
        return Founding.groupNames(groups);
    }

    /** The seed that founded it. */
    public Seed seed() {
        return seed;
    }

    /** The domain of its e-mail addresses. */
    public String domain() {
        return domain;
    }

    /** How many people it has had, those who left included. */
    int peopleEver() {
        return peopleEver;
    }

    /** Everybody, managers before those who report to them. */
    public Collection<Person> people() {
        return people.sequencedValues();
    }

    /** All groups, in the order in which they were founded. */
    public Collection<Group> groups() {
        return groups.sequencedValues();
    }

    /** The person of that number, unless it left. */
    public Optional<Person> person(PersonId id) {
        return Optional.ofNullable(people.get(id));
    }

    /** The group of that number. */
    public Optional<Group> group(GroupId id) {
        return Optional.ofNullable(groups.get(id));
    }

    /** The members of one of its groups, in the order in which they entered. */
    public List<Person> membersOf(Group group) {
        return group.members().stream().flatMap(id -> person(id).stream()).toList();
    }

    /** The groups that this person belongs to by what it does, whether or not it is a member already. */
    public List<Group> groupsFor(Person person) {
        return groups(standing -> standing.admits(person));
    }

    /** The groups that the one belongs to by what it does, and the other does not. */
    public List<Group> groupsForOnly(Person one, Person other) {
        return groups(standing -> standing.admits(one) && !standing.admits(other));
    }

    private List<Group> groups(Predicate<StandingGroup> wanted) {
        return StandingGroup.ALL.stream()
                .filter(wanted)
                .flatMap(standing -> group(standing.id()).stream())
                .toList();
    }

    SequencedMap<PersonId, Person> peopleById() {
        return people;
    }

    SequencedMap<GroupId, Group> groupsById() {
        return groups;
    }
}
