package org.rollcall.rehearsal.provider;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.rollcall.rehearsal.company.Person;
import org.rollcall.rehearsal.company.Seed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How Entra ID writes a user, and how it reads one back to see what differs. */
final class EntraUser {

    static final String EMPLOYEE_NUMBER = Urn.ENTERPRISE_USER + ":employeeNumber";
    static final String DEPARTMENT = Urn.ENTERPRISE_USER + ":department";
    static final String WORK_EMAIL = "emails[type eq \"work\"].value";

    private final Seed seed;

    EntraUser(Seed seed) {
        this.seed = seed;
    }

    /** The body of the POST; Entra ID writes what it does not have as null, and the manager only later. */
    ObjectNode creation(Person person) {
        return Json.object()
                .set("schemas", Json.strings(Urn.USER, Urn.ENTERPRISE_USER))
                .put("externalId", ObjectId.of(seed, "entra user " + person.id().number()))
                .put("userName", person.userName())
                .put("active", true)
                .put("displayName", person.displayName())
                .put("title", person.title())
                .set("emails", Json.array(workEmail(person)))
                .set("meta", Json.object().put("resourceType", "User"))
                .set("name", name(person))
                .set("roles", Json.array())
                .putNull("addresses")
                .set(Urn.ENTERPRISE_USER, enterprise(person));
    }

    /** The attributes that are kept in step, by their PATCH path. */
    static SequencedMap<String, String> attributes(Person person) {
        SequencedMap<String, String> attributes = new LinkedHashMap<>();
        attributes.put("userName", person.userName());
        attributes.put("displayName", person.displayName());
        attributes.put("title", person.title());
        attributes.put(WORK_EMAIL, person.userName());
        attributes.put("name.givenName", person.givenName());
        attributes.put("name.familyName", person.familyName());
        attributes.put("name.formatted", person.displayName());
        attributes.put(EMPLOYEE_NUMBER, person.employeeNumber());
        attributes.put(DEPARTMENT, person.department().title());
        return attributes;
    }

    /** The value that the server has stored under one of those paths. */
    static Optional<String> stored(JsonNode user, String path) {
        JsonNode value = switch (path) {
            case WORK_EMAIL -> storedWorkEmail(user);
            case EMPLOYEE_NUMBER -> user.path(Urn.ENTERPRISE_USER).path("employeeNumber");
            case DEPARTMENT -> user.path(Urn.ENTERPRISE_USER).path("department");
            default -> user.at("/" + path.replace('.', '/'));
        };
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    private static JsonNode storedWorkEmail(JsonNode user) {
        for (JsonNode email : user.path("emails")) {
            if (email.path("type").asString("").equals("work")) {
                return email.path("value");
            }
        }
        return Json.object().path("value");
    }

    private static ObjectNode workEmail(Person person) {
        return Json.object().put("primary", true).put("type", "work").put("value", person.userName());
    }

    private static ObjectNode name(Person person) {
        return Json.object()
                .put("formatted", person.displayName())
                .put("familyName", person.familyName())
                .put("givenName", person.givenName());
    }

    private static ObjectNode enterprise(Person person) {
        return Json.object()
                .put("employeeNumber", person.employeeNumber())
                .put("department", person.department().title())
                .putNull("manager");
    }
}
