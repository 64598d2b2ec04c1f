package org.rollcall.server.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** A worker that takes one person after the other and does a few steps with each, again and again; a step is a lane. */
final class Cycle implements Contender.Worker {

    /** Something done with a person. */
    @FunctionalInterface
    interface Step {
        void with(Person person) throws IOException, SQLException;
    }

    private final List<Person> people;
    private final List<Step> steps;
    private int done;

    Cycle(List<Person> people, List<Step> steps) {
        this.people = people;
        this.steps = steps;
    }

    @Override
    public int once() throws IOException, SQLException {
        int step = done % steps.size();
        Person person = people.get(done / steps.size());
        done = (done + 1) % (people.size() * steps.size());
        steps.get(step).with(person);
        return step;
    }
}
