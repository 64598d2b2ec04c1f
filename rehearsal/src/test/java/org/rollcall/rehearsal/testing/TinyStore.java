package org.rollcall.rehearsal.testing;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Users and groups in memory. */
final class TinyStore {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final Pattern EQ = Pattern.compile("(\\w+) eq \"([^\"]*)\"");

    private final Map<String, ObjectNode> users = new LinkedHashMap<>();
    private final Map<String, ObjectNode> groups = new LinkedHashMap<>();
    private int created;

    Map<String, ObjectNode> all(String type) {
        return type.equals("Users") ? users : groups;
    }

    Optional<ObjectNode> create(String type, ObjectNode body) {
        String key = type.equals("Users") ? "userName" : "displayName";
        String name = body.path(key).stringValue();
        if (all(type).values().stream().anyMatch(has(key, name))) {
            return Optional.empty();
        }
        ObjectNode stored = JSON.createObjectNode().put("id", type.charAt(0) + String.valueOf(++created));
        body.forEachEntry((field, value) -> {
            if (!value.isNull() && !field.equals("password")) {
                stored.set(field, value);
            }
        });
        all(type).put(stored.path("id").stringValue(), stored);
        return Optional.of(stored);
    }

    /** Evaluates {@code a eq "x"} and {@code a eq "x" and b eq "y"}. */
    Predicate<ObjectNode> filter(String expression) {
        Predicate<ObjectNode> all = resource -> true;
        Matcher comparison = EQ.matcher(expression);
        while (comparison.find()) {
            all = all.and(has(comparison.group(1), comparison.group(2)));
        }
        return all;
    }

    private static Predicate<ObjectNode> has(String attribute, String value) {
        return attribute.equals("manager")
                ? user -> manager(user).equals(value)
                : resource -> resource.path(attribute).asString("").equalsIgnoreCase(value);
    }

    private static String manager(ObjectNode user) {
        return user.path(ENTERPRISE).path("manager").path("value").asString("");
    }

    void patch(ObjectNode resource, JsonNode operations) {
        for (JsonNode operation : operations) {
            String op = operation.path("op").stringValue().toLowerCase(Locale.ROOT);
            String path = operation.path("path").asString("");
            if (path.startsWith("members")) {
                patchMembers(resource, op, path, operation.path("value"));
            } else if (path.isEmpty()) {
                operation.path("value").forEachEntry((key, value) -> assign(resource, key, value));
            } else {
                assign(resource, path, operation.path("value"));
            }
        }
    }

    private static void patchMembers(ObjectNode group, String op, String path, JsonNode value) {
        ArrayNode members = group.withArray("members");
        if (op.equals("add")) {
            value.forEach(member -> {
                removeMember(members, member.path("value").stringValue());
                members.add(member);
            });
        } else if (path.contains("[")) {
            Matcher comparison = EQ.matcher(path);
            comparison.find();
            removeMember(members, comparison.group(2));
        } else {
            value.forEach(member -> removeMember(members, member.path("value").stringValue()));
        }
    }

    private static void removeMember(ArrayNode members, String id) {
        for (int place = members.size() - 1; place >= 0; place--) {
            if (members.get(place).path("value").stringValue().equals(id)) {
                members.remove(place);
            }
        }
    }

    private static void assign(ObjectNode resource, String path, JsonNode value) {
        if (path.equals("id")) {
            return;
        }
        if (path.equals("active") && value.isString()) {
            resource.put("active", Boolean.parseBoolean(value.stringValue()));
        } else if (path.equals(ENTERPRISE + ":manager")) {
            resource.withObject("/" + ENTERPRISE).withObject("/manager").set("value", value);
        } else if (path.startsWith(ENTERPRISE + ":")) {
            resource.withObject("/" + ENTERPRISE).set(path.substring(ENTERPRISE.length() + 1), value);
        } else if (path.startsWith("emails[type eq \"work\"]")) {
            ((ObjectNode) resource.path("emails").path(0)).set("value", value);
        } else if (path.contains(".")) {
            int dot = path.indexOf('.');
            resource.withObject("/" + path.substring(0, dot)).set(path.substring(dot + 1), value);
        } else {
            resource.set(path, value);
        }
    }

    /** userName to what matters of the user, in words. */
    Map<String, String> people() {
        Map<String, String> people = new TreeMap<>();
        users.values().forEach(user -> people.put(user.path("userName").stringValue(), describe(user)));
        return people;
    }

    private String describe(ObjectNode user) {
        String manager = Optional.ofNullable(users.get(manager(user)))
                .map(found -> found.path("userName").stringValue())
                .orElse(manager(user));
        return "%s, %s in %s, reports to %s, %s"
                .formatted(
                        user.path("displayName").stringValue(),
                        user.path("title").stringValue(),
                        user.path(ENTERPRISE).path("department").stringValue(),
                        manager,
                        user.path("active").booleanValue() ? "active" : "inactive");
    }

    /** displayName to the userNames of the members. */
    Map<String, SortedSet<String>> memberships() {
        Map<String, SortedSet<String>> memberships = new TreeMap<>();
        groups.values().forEach(group -> {
            SortedSet<String> members = new TreeSet<>();
            group.path("members").forEach(member -> members.add(userName(member)));
            memberships.put(group.path("displayName").stringValue(), members);
        });
        return memberships;
    }

    private String userName(JsonNode member) {
        return users.get(member.path("value").stringValue()).path("userName").stringValue();
    }
}
