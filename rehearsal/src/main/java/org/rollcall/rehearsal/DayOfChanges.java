package org.rollcall.rehearsal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rollcall.rehearsal.Change.Joins;
import org.rollcall.rehearsal.Change.JoinsTwice;
import org.rollcall.rehearsal.Change.Leaves;
import org.rollcall.rehearsal.Change.Moves;
import org.rollcall.rehearsal.Change.Renames;
import org.rollcall.rehearsal.Change.RenamesGroup;
import org.rollcall.rehearsal.Change.Returns;
import org.rollcall.rehearsal.company.Amendment;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.company.Group;
import org.rollcall.rehearsal.company.Person;

/**
 * An ordinary day, of the size of the company: people join, move, are promoted and leave; one of the leavers is hired
 * again, somebody changes the name, one POST is sent twice, and one group gets another name.
 *
 * @param day which day; each has its own people and changes
 */
record DayOfChanges(int day) implements Scenario {

    private static final int PEOPLE_PER_JOINER = 50;
    private static final int PEOPLE_PER_LEAVER = 60;
    private static final int PEOPLE_PER_MOVER = 70;
    private static final int PEOPLE_PER_PROMOTION = 200;
    private static final String NEW_NAME_SUFFIX = " Worldwide";

    /** What happens on a day, in order, and the company in the evening. */
    record Plan(List<Change> changes, Company evening) {}

    @Override
    public String story() {
        return "An ordinary day: people join, move, leave and come back";
    }

    @Override
    public Company play(Stage stage) {
        Plan plan = plan(stage.company());
        stage.perform("day " + day, plan.changes());
        return plan.evening();
    }

    /** Decides the day without playing it. */
    Plan plan(Company morning) {
        return new Planner(morning, day).plan();
    }

    /** Draws who does what; nobody is drawn twice. */
    private static final class Planner {

        private final Company morning;
        private final Amendment amendment;
        private final Random random;
        private final Iterator<Person> drawn;
        private final List<Change> changes = new ArrayList<>();

        Planner(Company morning, int day) {
            this.morning = morning;
            this.amendment = new Amendment(morning);
            this.random = morning.seed().random("day " + day + " of " + morning.domain());
            this.drawn = Draw.movable(morning, random).iterator();
        }

        Plan plan() {
            List<Person> leavers = draw(share(PEOPLE_PER_LEAVER) + 1);
            times(share(PEOPLE_PER_JOINER), () -> changes.add(joins(amendment.hire(random))));
            draw(share(PEOPLE_PER_MOVER)).forEach(person -> moves(person, amendment.move(person, random)));
            draw(share(PEOPLE_PER_PROMOTION)).forEach(person -> moves(person, amendment.promote(person)));
            leavers.forEach(person -> changes.add(new Leaves(person)));
            draw(1).forEach(person -> changes.add(new Renames(person, amendment.marry(person, random))));
            Person hurried = amendment.hire(random);
            changes.add(new JoinsTwice(hurried, morning.groupsFor(hurried)));
            renamedGroup().forEach(this::renames);
            leavers.stream().limit(1).forEach(person -> changes.add(new Returns(person)));
            leavers.stream().skip(1).forEach(amendment::leave);
            return new Plan(List.copyOf(changes), amendment.enacted());
        }

        private Joins joins(Person person) {
            return new Joins(person, morning.groupsFor(person));
        }

        private void moves(Person before, Person after) {
            List<Group> left = morning.groupsForOnly(before, after);
            List<Group> entered = morning.groupsForOnly(after, before);
            changes.add(new Moves(before, after, left, entered));
        }

        private void renames(Group group) {
            changes.add(new RenamesGroup(group, amendment.rename(group, group.name() + NEW_NAME_SUFFIX)));
        }

        private Stream<Group> renamedGroup() {
            List<Group> candidates = morning.groups().stream()
                    .filter(group -> !group.name().endsWith(NEW_NAME_SUFFIX))
                    .toList();
            return candidates.isEmpty() ? Stream.of() : Stream.of(candidates.get(random.nextInt(candidates.size())));
        }

        private int share(int peoplePerOne) {
            return 1 + morning.people().size() / peoplePerOne;
        }

        private List<Person> draw(int count) {
            List<Person> people = new ArrayList<>();
            while (people.size() < count && drawn.hasNext()) {
                people.add(drawn.next());
            }
            return people;
        }

        private static void times(int count, Runnable act) {
            IntStream.range(0, count).forEach(time -> act.run());
        }
    }
}
