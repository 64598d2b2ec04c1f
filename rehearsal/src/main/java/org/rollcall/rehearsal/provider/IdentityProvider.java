package org.rollcall.rehearsal.provider;

import java.util.List;
import org.rollcall.rehearsal.company.Company;
import org.rollcall.rehearsal.company.Group;
import org.rollcall.rehearsal.company.Person;

/**
 * An identity provider, played over one SCIM connection.
 *
 * <p>Every act sends what the real provider sends for it and returns when the server has answered. An act on a person
 * or group whose id at the server is not yet known looks it up first, so acts also work in a new process. Every act
 * throws {@link org.rollcall.rehearsal.scim.ScimFailure} when the server refuses, and may be called from many threads
 * for different people and groups.
 */
public sealed interface IdentityProvider extends AutoCloseable permits Okta, Entra, Plain {

    /** The name to show, for example "Okta". */
    String name();

    /** What the provider sends for such a change, as the second half of a sentence: "sends active=false". */
    String habit(Act act);

    /** Forgets the ids of everybody at the server, as after the connection was set up anew. */
    void forgetAll();

    /** What an administrator's click on "test connection" sends; it is not repeated when it fails. */
    void testConnection();

    /**
     * The first synchronization of a company: phases in order, each a list of steps that do not depend on one another.
     * Steps are independent acts; a failed one does not prevent the others.
     */
    List<Phase> initialCycle(Company company);

    /** Looks the person up, then creates it, or links and updates what is there. */
    void join(Person person);

    /** As {@link #join}, but the answer to the POST is taken for lost and the same POST is sent once more. */
    void joinTwice(Person person);

    /** Brings the profile to the server. */
    void update(Person person);

    /** Brings a changed userName, and whatever else differs, to the server. */
    void rename(Person before, Person after);

    /** The person leaves or is unassigned: active becomes false. */
    void deactivate(Person person);

    /** The person comes back: active becomes true. Memberships are not sent again. */
    void reactivate(Person person);

    /** The person is deleted for good. Okta never deletes: it deactivates. */
    void delete(Person person);

    /** Looks the group up, then creates it without members, or links what is there. */
    void createGroup(Group group);

    /** Gives a group another name. */
    void renameGroup(Group before, Group after);

    /** Adds people to a group; people whom the server does not know are left out. */
    void addMembers(Group group, List<Person> people);

    /** Removes people from a group; people whom the server does not know are left out. */
    void removeMembers(Group group, List<Person> people);

    /** The group is no longer pushed, and is deleted at the server. */
    void deleteGroup(Group group);

    @Override
    void close();
}
