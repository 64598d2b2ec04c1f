package org.rollcall.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.rollcall.rehearsal.Change.Joins;
import org.rollcall.rehearsal.Change.JoinsTwice;
import org.rollcall.rehearsal.Change.Leaves;
import org.rollcall.rehearsal.Change.Moves;
import org.rollcall.rehearsal.Change.Renames;
import org.rollcall.rehearsal.Change.RenamesGroup;
import org.rollcall.rehearsal.Change.Returns;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.company.Person;
import org.rollcall.rehearsal.company.PersonId;
import org.rollcall.rehearsal.company.Seed;

final class DayOfChangesTest {

    private static Company company(long seed, int people) {
        return Company.of(new Seed(seed), "harbor.example", people, 12);
    }

    @Property(tries = 50)
    void theSameMorningHasTheSameDay(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int people) {
        List<Change> one = new DayOfChanges(1).plan(company(seed, people)).changes();
        List<Change> other = new DayOfChanges(1).plan(company(seed, people)).changes();
        assertThat(one).isEqualTo(other).isNotEmpty();
    }

    @Test
    void anotherDayHasOtherChanges() {
        Company morning = company(1, 200);
        assertThat(new DayOfChanges(1).plan(morning).changes())
                .isNotEqualTo(new DayOfChanges(2).plan(morning).changes());
    }

    @Test
    void aDayOfTwoHundredPeopleHasSomethingOfEverything() {
        List<Change> changes = new DayOfChanges(1).plan(company(1, 200)).changes();
        assertThat(count(changes, Joins.class)).isEqualTo(5);
        assertThat(count(changes, Moves.class)).isEqualTo(5);
        assertThat(count(changes, Leaves.class)).isEqualTo(5);
        assertThat(count(changes, Renames.class)).isEqualTo(1);
        assertThat(count(changes, JoinsTwice.class)).isEqualTo(1);
        assertThat(count(changes, RenamesGroup.class)).isEqualTo(1);
        assertThat(count(changes, Returns.class)).isEqualTo(1);
        assertThat(changes)
                .filteredOn(Moves.class::isInstance)
                .extracting(Change::event)
                .anyMatch(event -> event.matches(".+ becomes .+ Team Lead and enters Managers"));
    }

    private static long count(List<Change> changes, Class<? extends Change> kind) {
        return changes.stream().filter(kind::isInstance).count();
    }

    @Property(tries = 50)
    void theOneHiredAgainIsOneOfThoseWhoLeft(@ForAll long seed) {
        DayOfChanges.Plan plan = new DayOfChanges(1).plan(company(seed, 120));
        Set<PersonId> gone = new HashSet<>();
        for (Change change : plan.changes()) {
            switch (change) {
                case Leaves leaves -> gone.add(leaves.person().id());
                case Returns returns ->
                    assertThat(gone.remove(returns.person().id())).isTrue();
                default -> {}
            }
        }
        assertThat(gone).isNotEmpty().allMatch(id -> plan.evening().person(id).isEmpty());
    }

    @Property(tries = 50)
    void userNamesStayUniqueForManyDays(@ForAll long seed) {
        Company company = company(seed, 40);
        for (int day = 1; day <= 10; day++) {
            company = new DayOfChanges(day).plan(company).evening();
            assertThat(company.people()).extracting(Person::userName).doesNotHaveDuplicates();
        }
    }
}
