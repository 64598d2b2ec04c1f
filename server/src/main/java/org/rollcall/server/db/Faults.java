package org.rollcall.server.db;

/** Named places where a test may make something fail; in the product nothing does. */
public interface Faults {

    /** No faults: the product. */
    Faults NONE = new Faults() {};

    /** The text of a statement about to be queued; a test may answer with one that fails. */
    default String statement(String sql) {
        return sql;
    }

    /** Reached a named point, such as {@code before-commit}; a test may pause or throw. */
    default void at(String point) {}
}
