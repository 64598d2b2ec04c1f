package org.rollcall.rehearsal.company;

/**
 * Whom a person reports to, as its identity provider knows it.
 *
 * @param number the manager's number, 0 for {@link #NOBODY}
 * @param userName the manager's userName when the reporting line was drawn
 * @param displayName the manager's name when the reporting line was drawn
 */
public record Manager(int number, String userName, String displayName) {

    /** The chief executive reports to nobody. */
    public static final Manager NOBODY = new Manager(0, "", "");

    static Manager of(Person person) {
        return new Manager(person.id().number(), person.userName(), person.displayName());
    }

    /** Whether there is a manager at all. */
    public boolean exists() {
        return number > 0;
    }

    /** The manager as a person of the company; only where one {@link #exists()}. */
    public PersonId id() {
        return new PersonId(number);
    }
}
