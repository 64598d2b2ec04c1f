package org.rollcall.rehearsal.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class CompanyTest {

    private static final String DOMAIN = "harbor.example";

    @Property(tries = 50)
    void theSameSeedFoundsTheSameCompany(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int people) {
        Company one = Company.of(new Seed(seed), DOMAIN, people, 15);
        Company other = Company.of(new Seed(seed), DOMAIN, people, 15);
        assertThat(one.people()).hasSize(people).containsExactlyElementsOf(other.people());
        assertThat(one.groups()).hasSize(15).containsExactlyElementsOf(other.groups());
    }

    @Test
    void anotherSeedFoundsAnotherCompany() {
        assertThat(Company.of(new Seed(1), DOMAIN, 20, 0).people())
                .doesNotContainAnyElementsOf(
                        Company.of(new Seed(2), DOMAIN, 20, 0).people());
    }

    @Property(tries = 20)
    void noTwoPeopleHaveTheSameUserName(@ForAll long seed) {
        Company company = Company.of(new Seed(seed), DOMAIN, 3000, 0);
        assertThat(company.people()).extracting(Person::userName).doesNotHaveDuplicates();
    }

    @Property(tries = 20)
    void everyUserNameIsAnAsciiAddressOfTheDomain(@ForAll long seed) {
        Company company = Company.of(new Seed(seed), DOMAIN, 300, 0);
        assertThat(company.people())
                .extracting(Person::userName)
                .allMatch(userName -> userName.matches("[a-z-]+\\.[a-z-]+[0-9]*@harbor\\.example"));
    }

    @Test
    void namesAreWrittenAsInTheirLanguages() {
        Company company = Company.of(new Seed(1), DOMAIN, 200, 0);
        long marked = company.people().stream()
                .filter(person -> !person.displayName().matches("\\p{ASCII}*"))
                .count();
        assertThat(marked).isGreaterThan(50);
        assertThat(Names.FullName.of("Łucja", "Straße-Ørsted").mailbox()).isEqualTo("lucja.strasse-orsted");
        assertThat(Names.FullName.of("María José", "O'Connor").mailbox()).isEqualTo("mariajose.oconnor");
        assertThat(Names.FullName.of("İpek", "Işık").mailbox()).isEqualTo("ipek.isik");
    }

    @Property(tries = 50)
    void managersComeBeforeThoseWhoReportToThem(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int people) {
        Set<PersonId> seen = new HashSet<>();
        for (Person person : Company.of(new Seed(seed), DOMAIN, people, 0).people()) {
            assertThat(!person.manager().exists()
                            || seen.contains(person.manager().id()))
                    .isTrue();
            seen.add(person.id());
        }
    }

    @Test
    void whoeverHasReportsIsALead() {
        Company company = Company.of(new Seed(3), DOMAIN, 400, 0);
        Set<PersonId> managers = new HashSet<>();
        company.people().stream()
                .filter(person -> person.manager().exists())
                .forEach(person -> managers.add(person.manager().id()));
        assertThat(company.people()).allSatisfy(person -> {
            if (managers.contains(person.id())) {
                assertThat(person.position()).isEqualTo(Position.LEAD);
            }
        });
    }

    @Test
    void groupsHoldThoseWhoBelongByTheirWork() {
        Company company = Company.of(new Seed(1), DOMAIN, 200, 12);
        assertThat(company.groups())
                .extracting(Group::name)
                .containsExactlyElementsOf(Company.groupNames(12))
                .containsExactly(
                        "All Staff",
                        "Engineering",
                        "Sales",
                        "Finance",
                        "Support",
                        "Managers",
                        "Contractors",
                        "IT Admins",
                        "Marketing",
                        "Operations",
                        "People",
                        "Legal");
        assertThat(company.groups())
                .allSatisfy(group -> assertThat(company.membersOf(group))
                        .isNotEmpty()
                        .allMatch(person -> company.groupsFor(person).contains(group)));
    }

    @Test
    void furtherGroupsAreProjectsWithNamesOfTheirOwn() {
        assertThat(Company.groupNames(2000)).doesNotHaveDuplicates().contains("Project Aurora", "Project Aurora 2");
        assertThat(Company.of(new Seed(1), DOMAIN, 3, 20).groups())
                .allSatisfy(group -> assertThat(group.members()).doesNotHaveDuplicates());
    }

    @Test
    void aCompanyHasAtLeastOnePerson() {
        assertThat(Company.of(new Seed(1), DOMAIN, 1, 0).people())
                .singleElement()
                .matches(person -> !person.manager().exists());
        assertThatThrownBy(() -> Company.of(new Seed(1), DOMAIN, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Company.of(new Seed(1), DOMAIN, 1, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAmendmentLeavesTheCompanyBeforeItAsItWas() {
        Company before = Company.of(new Seed(1), DOMAIN, 50, 12);
        List<Person> people = List.copyOf(before.people());
        List<Group> groups = List.copyOf(before.groups());
        Amendment amendment = new Amendment(before);
        amendment.hire(new Seed(5).random("test"));
        amendment.leave(people.getLast());
        amendment.rename(groups.getFirst(), "Everybody");
        amendment.enacted();
        assertThat(before.people()).containsExactlyElementsOf(people);
        assertThat(before.groups()).containsExactlyElementsOf(groups);
    }

    @Test
    void whoeverIsHiredGetsANewNumberAndAFreeUserNameAndEntersTheGroupsOfTheWork() {
        Company before = Company.of(new Seed(1), DOMAIN, 50, 12);
        Amendment amendment = new Amendment(before);
        amendment.leave(List.copyOf(before.people()).getLast());
        Person hired = amendment.hire(new Seed(5).random("test"));
        Company after = amendment.enacted();
        assertThat(hired.id()).isEqualTo(new PersonId(51));
        assertThat(before.people()).extracting(Person::userName).doesNotContain(hired.userName());
        assertThat(after.groupsFor(hired))
                .isNotEmpty()
                .allSatisfy(group -> assertThat(after.membersOf(group)).contains(hired));
    }

    @Test
    void whoeverLeavesIsInNoGroup() {
        Company before = Company.of(new Seed(1), DOMAIN, 50, 20);
        Person leaver = List.copyOf(before.people()).get(7);
        Amendment amendment = new Amendment(before);
        amendment.leave(leaver);
        Company after = amendment.enacted();
        assertThat(after.person(leaver.id())).isEmpty();
        assertThat(after.groups()).noneMatch(group -> group.members().contains(leaver.id()));
    }

    @Test
    void whoeverMovesChangesTheGroupsOfTheWorkAndKeepsTheOthers() {
        Company before = Company.of(new Seed(1), DOMAIN, 80, 20);
        Person mover = before.people().stream()
                .filter(person -> person.position() == Position.STAFF)
                .findFirst()
                .orElseThrow();
        Amendment amendment = new Amendment(before);
        Person moved = amendment.move(mover, new Seed(2).random("test"));
        Company after = amendment.enacted();
        assertThat(moved.department()).isNotEqualTo(mover.department());
        for (Group group : after.groups()) {
            boolean project = group.name().startsWith("Project");
            boolean expected = project
                    ? before.group(group.id()).orElseThrow().members().contains(mover.id())
                    : after.groupsFor(moved).contains(group);
            assertThat(group.members().contains(moved.id())).as(group.name()).isEqualTo(expected);
        }
    }
}
