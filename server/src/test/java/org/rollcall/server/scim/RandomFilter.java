package org.rollcall.server.scim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.scim.schema.Schemas;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A filter that prints itself and says of a resource, as it was answered, whether it holds. It is written for tests
 * only, from the words of RFC 7644 §3.4.2.2, and shares nothing with the code that it judges.
 */
sealed interface RandomFilter {

    JsonMapper JSON = JsonMapper.builder().build();

    String text();

    boolean holds(JsonNode resource);

    /** How values of an attribute compare. */
    enum Kind {
        TEXT,
        EXACT,
        FLAG,
        TIME
    }

    /** An attribute by its path; behind a URN the path begins after the last colon. */
    record Attribute(String path, Kind kind) {

        List<JsonNode> values(JsonNode resource) {
            return found(resource).stream()
                    .flatMap(value -> value.isObject() ? elements(value.path("value")).stream() : Stream.of(value))
                    .toList();
        }

        boolean isPresent(JsonNode resource) {
            return found(resource).stream()
                    .anyMatch(v -> !v.isString() || !v.asString().isEmpty());
        }

        private List<JsonNode> found(JsonNode resource) {
            int colon = path.lastIndexOf(':');
            boolean core = colon < 0 || path.startsWith(Schemas.USER);
            List<JsonNode> values = List.of(core ? resource : resource.path(path.substring(0, colon)));
            for (String step : path.substring(colon + 1).split("\\.")) {
                values = values.stream()
                        .flatMap(value -> elements(value.path(step)).stream())
                        .toList();
            }
            return values;
        }
    }

    static List<JsonNode> elements(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        return value.isArray() ? new ArrayList<>(value.values()) : List.of(value);
    }

    record Compare(Attribute attribute, String operator, String literal) implements RandomFilter {
        @Override
        public String text() {
            String value = attribute.kind() == Kind.FLAG ? literal : JSON.writeValueAsString(literal);
            return attribute.path() + " " + operator + " " + value;
        }

        /** A resource without a value differs from every value. */
        @Override
        public boolean holds(JsonNode resource) {
            List<JsonNode> values = attribute.values(resource);
            return values.isEmpty()
                    ? operator.equalsIgnoreCase("ne")
                    : values.stream().anyMatch(this::matches);
        }

        private boolean matches(JsonNode value) {
            String left = folded(value.asString());
            String right = folded(literal);
            return switch (operator.toLowerCase(Locale.ROOT)) {
                case "co" -> left.contains(right);
                case "sw" -> left.startsWith(right);
                case "ew" -> left.endsWith(right);
                case "eq" -> order(left, right, c -> c == 0);
                case "ne" -> order(left, right, c -> c != 0);
                case "gt" -> order(left, right, c -> c > 0);
                case "ge" -> order(left, right, c -> c >= 0);
                case "lt" -> order(left, right, c -> c < 0);
                default -> order(left, right, c -> c <= 0);
            };
        }

        private boolean order(String left, String right, IntPredicate wanted) {
            return attribute.kind() == Kind.TIME
                    ? wanted.test(time(left).compareTo(time(right)))
                    : wanted.test(Arrays.compare(
                            left.codePoints().toArray(), right.codePoints().toArray()));
        }

        private static Instant time(String text) {
            return Instant.parse(text.toUpperCase(Locale.ROOT));
        }

        private String folded(String text) {
            return attribute.kind() == Kind.EXACT
                    ? text
                    : text.codePoints()
                            .map(Character::toLowerCase)
                            .mapToObj(Character::toString)
                            .collect(Collectors.joining());
        }
    }

    record Present(Attribute attribute) implements RandomFilter {
        @Override
        public String text() {
            return attribute.path() + " pr";
        }

        @Override
        public boolean holds(JsonNode resource) {
            return attribute.isPresent(resource);
        }
    }

    record Not(RandomFilter inner) implements RandomFilter {
        @Override
        public String text() {
            return "not (" + inner.text() + ")";
        }

        @Override
        public boolean holds(JsonNode resource) {
            return !inner.holds(resource);
        }
    }

    record And(List<RandomFilter> terms) implements RandomFilter {
        @Override
        public String text() {
            return terms.stream().map(RandomFilter::grouped).collect(Collectors.joining(" and "));
        }

        @Override
        public boolean holds(JsonNode resource) {
            return terms.stream().allMatch(term -> term.holds(resource));
        }
    }

    /** Its terms need no brackets, since {@code and} binds closer. */
    record Or(List<RandomFilter> terms) implements RandomFilter {
        @Override
        public String text() {
            return terms.stream().map(RandomFilter::text).collect(Collectors.joining(" OR "));
        }

        @Override
        public boolean holds(JsonNode resource) {
            return terms.stream().anyMatch(term -> term.holds(resource));
        }
    }

    /** One and the same element has to fit. */
    record Element(Attribute attribute, RandomFilter inner) implements RandomFilter {
        @Override
        public String text() {
            return attribute.path() + "[" + inner.text() + "]";
        }

        @Override
        public boolean holds(JsonNode resource) {
            return elements(resource.path(attribute.path())).stream().anyMatch(inner::holds);
        }
    }

    private static String grouped(RandomFilter term) {
        return term instanceof Or ? "(" + term.text() + ")" : term.text();
    }
}
