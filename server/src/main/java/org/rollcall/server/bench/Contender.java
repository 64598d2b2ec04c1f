package org.rollcall.server.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to do something, repeated by several connections at once.
 *
 * @param lanes names of the operations that a worker's steps are, measured apart
 * @param atLeast operations to be measured, however long they take
 */
record Contender(String name, List<String> lanes, List<Worker> workers, int atLeast) {

    /** What one connection repeats. */
    @FunctionalInterface
    interface Worker {
        /** Does one operation, which is what is timed, and answers in which lane. */
        int once() throws IOException, SQLException;
    }

    /** What one connection repeats, when it is always the same. */
    @FunctionalInterface
    interface Action {
        void once() throws IOException, SQLException;
    }

    /** Makes what a connection repeats. */
    @FunctionalInterface
    interface Hiring<T> {
        T worker(int connection) throws IOException, SQLException;
    }

    /** Workers who do one thing. */
    static Contender of(String name, int connections, Hiring<Action> hiring) throws IOException, SQLException {
        return of(name, List.of(name), connections, connection -> {
            Action action = hiring.worker(connection);
            return () -> {
                action.once();
                return 0;
            };
        });
    }

    static Contender of(String name, List<String> lanes, int connections, Hiring<Worker> hiring)
            throws IOException, SQLException {
        List<Worker> workers = new ArrayList<>();
        for (int connection = 0; connection < connections; connection++) {
            workers.add(hiring.worker(connection));
        }
        return new Contender(name, lanes, List.copyOf(workers), 1);
    }

    /** The same, measured until so many operations are done. */
    Contender atLeast(int operations) {
        return new Contender(name, lanes, workers, operations);
    }
}
