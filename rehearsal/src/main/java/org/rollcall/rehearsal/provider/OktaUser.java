package org.rollcall.rehearsal.provider;

import java.util.Random;
import org.rollcall.rehearsal.company.Person;
import org.rollcall.rehearsal.company.Seed;
import tools.jackson.databind.node.ObjectNode;

/** How Okta writes a user: the bodies of POST and PUT. */
final class OktaUser {

    private static final String ID_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 17;
    private static final int PASSWORD_LENGTH = 8;

    private final Seed seed;

    OktaUser(Seed seed) {
        this.seed = seed;
    }

    /** The body of the POST, with the placeholder password that Okta always sends. */
    ObjectNode creation(Person person) {
        ObjectNode user = Json.object();
        user.set("schemas", Json.strings(Urn.USER, Urn.ENTERPRISE_USER));
        profile(user, person);
        user.put("locale", "en-US");
        user.put("externalId", "00u" + letters("okta id", person, ID_LENGTH));
        user.set("groups", Json.array());
        user.put("password", letters("okta password", person, PASSWORD_LENGTH));
        user.put("active", true);
        return user;
    }

    /** The body of the PUT: what the server had, with the profile written over it. */
    ObjectNode replacement(Person person, ObjectNode stored) {
        ObjectNode user = stored.deepCopy();
        profile(user, person);
        user.put("active", true);
        return user;
    }

    private static void profile(ObjectNode user, Person person) {
        user.put("userName", person.userName());
        user.set("name", Json.object().put("givenName", person.givenName()).put("familyName", person.familyName()));
        user.set(
                "emails",
                Json.array(Json.object()
                        .put("primary", true)
                        .put("value", person.userName())
                        .put("type", "work")));
        user.put("displayName", person.displayName());
        user.put("title", person.title());
        user.set(Urn.ENTERPRISE_USER, enterprise(person));
    }

    private static ObjectNode enterprise(Person person) {
        ObjectNode enterprise = Json.object()
                .put("employeeNumber", person.employeeNumber())
                .put("department", person.department().title());
        if (person.manager().exists()) {
            enterprise.set(
                    "manager",
                    Json.object()
                            .put("value", person.manager().userName())
                            .put("displayName", person.manager().displayName()));
        }
        return enterprise;
    }

    private String letters(String purpose, Person person, int length) {
        Random random = seed.random(purpose + " " + person.id().number());
        StringBuilder letters = new StringBuilder(length);
        random.ints(length, 0, ID_LETTERS.length()).forEach(letter -> letters.append(ID_LETTERS.charAt(letter)));
        return letters.toString();
    }
}
