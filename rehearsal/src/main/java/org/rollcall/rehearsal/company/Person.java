package org.rollcall.rehearsal.company;

/**
 * One person as its identity provider knows it.
 *
 * @param userName also the e-mail address; unique within the company
 * @param title the job title
 */
public record Person(
        PersonId id,
        String givenName,
        String familyName,
        String userName,
        Department department,
        String title,
        Position position,
        Manager manager) {

    /** Given and family name, for example "Zoë Brontë". */
    public String displayName() {
        return givenName + " " + familyName;
    }

    /** The number that payroll knows the person by, for example "E00042". */
    public String employeeNumber() {
        return "E%05d".formatted(id.number());
    }

    /** The same person under another family name and userName. */
    public Person renamed(String newFamilyName, String newUserName) {
        return new Person(id, givenName, newFamilyName, newUserName, department, title, position, manager);
    }

    /** The same person at another mail domain, which is that of the manager too. */
    public Person atDomain(String domain) {
        Manager boss = manager.exists()
                ? new Manager(manager.number(), moved(manager.userName(), domain), manager.displayName())
                : manager;
        return new Person(id, givenName, familyName, moved(userName, domain), department, title, position, boss);
    }

    private static String moved(String address, String domain) {
        return address.substring(0, address.indexOf('@') + 1) + domain;
    }

    /** The same person in another department, reporting to its head. */
    public Person movedTo(Department newDepartment, String newTitle, Manager newManager) {
        return new Person(id, givenName, familyName, userName, newDepartment, newTitle, position, newManager);
    }

    /** The same person as a lead of its department. */
    public Person promotedTo(String newTitle) {
        return new Person(id, givenName, familyName, userName, department, newTitle, Position.LEAD, manager);
    }
}
