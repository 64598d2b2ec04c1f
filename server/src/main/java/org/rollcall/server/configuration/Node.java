package org.rollcall.server.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.json.Json;

/**
 * A value of the body and where it stands. What is wrong with it is added to the problems, and reading goes on, so
 * that all problems are found at once.
 */
record Node(Json json, String pointer, List<Problem> problems) {

    void problem(String detail) {
        problems.add(new Problem(pointer, detail));
    }

    /** The members of an object that has no others than these. */
    Fields object(String... known) {
        if (!(json instanceof Json.Obj object)) {
            wrongType("an object");
            return new Fields(this, Map.of(), false);
        }
        Map<String, Node> members = new LinkedHashMap<>();
        object.members().forEach((name, value) -> {
            Node member = new Node(value, pointer + "/" + escape(name), problems);
            if (List.of(known).contains(name)) {
                members.put(name, member);
            } else {
                member.problem("unknown key \"%s\"; known are %s".formatted(name, String.join(", ", known)));
            }
        });
        return new Fields(this, members, true);
    }

    List<Node> elements(int limit) {
        if (!(json instanceof Json.Arr array)) {
            wrongType("a list");
            return List.of();
        }
        if (array.elements().size() > limit) {
            problem("has %d entries, more than %d".formatted(array.elements().size(), limit));
            return List.of();
        }
        List<Node> elements = new ArrayList<>();
        for (Json element : array.elements()) {
            elements.add(new Node(element, pointer + "/" + elements.size(), problems));
        }
        return elements;
    }

    Optional<String> text() {
        if (json instanceof Json.Text text) {
            return Optional.of(text.value());
        }
        boolean unquoted = json instanceof Json.Num || json instanceof Json.Bool;
        wrongType(unquoted ? "a text in quotes" : "a text");
        return Optional.empty();
    }

    Optional<Boolean> bool() {
        if (json instanceof Json.Bool bool) {
            return Optional.of(bool.value());
        }
        wrongType("true or false");
        return Optional.empty();
    }

    boolean isText() {
        return json instanceof Json.Text;
    }

    void wrongType(String wanted) {
        problem("must be %s, but is %s".formatted(wanted, type()));
    }

    private String type() {
        return switch (json) {
            case Json.Text t -> "a text";
            case Json.Num n -> "a number";
            case Json.Bool b -> "true or false";
            case Json.Arr a -> "a list";
            case Json.Obj o -> "an object";
            case Json.Null n -> "empty";
        };
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /**
     * The members of an object.
     *
     * @param present false when there is no object, which has been said already
     */
    record Fields(Node node, Map<String, Node> members, boolean present) {

        Optional<Node> get(String name) {
            return Optional.ofNullable(members.get(name));
        }

        Optional<Node> require(String name) {
            Optional<Node> member = get(name);
            if (member.isEmpty() && present) {
                node.problem("needs \"%s\"".formatted(name));
            }
            return member;
        }
    }
}
