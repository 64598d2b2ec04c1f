package org.rollcall.sync.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.rollcall.scim.json.Json;

/** One object of the file while it is read. A key that nobody knows is a problem: a misspelt one would do nothing. */
final class Section {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smhd])");

    private final String pointer;
    private final Json.Obj object;
    private final Problems problems;

    Section(Json json, String pointer, Problems problems, Set<String> keys) {
        this.pointer = pointer;
        this.problems = problems;
        this.object = json instanceof Json.Obj found ? found : Json.Obj.EMPTY;
        if (!(json instanceof Json.Obj)) {
            problems.add(pointer, "must be a section with keys: " + String.join(", ", keys));
        }
        object.members().keySet().stream()
                .filter(key -> !keys.isEmpty() && !keys.contains(key))
                .forEach(key -> problems.add(
                        at(key),
                        "unknown key; those known here are "
                                + String.join(", ", keys.stream().sorted().toList())));
    }

    /** What is wrong, by its place. */
    static final class Problems {

        private final SequencedMap<String, String> found = new LinkedHashMap<>();

        void add(String pointer, String detail) {
            found.putIfAbsent(pointer, detail);
        }

        Map<String, String> found() {
            return found;
        }
    }

    String at(String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    void problem(String key, String detail) {
        problems.add(at(key), detail);
    }

    boolean has(String key) {
        return object.get(key).isPresent();
    }

    Optional<Json> get(String key) {
        return object.get(key);
    }

    SequencedMap<String, Json> members() {
        return object.members();
    }

    Optional<Section> section(String key, Set<String> keys) {
        return object.get(key).map(json -> new Section(json, at(key), problems, keys));
    }

    /** An element of a list as a section of its own. */
    Section within(Json json, String place, Set<String> keys) {
        return new Section(json, pointer + "/" + place, problems, keys);
    }

    Section required(String key, Set<String> keys) {
        if (!has(key)) {
            problem(key, "is missing");
        }
        return section(key, keys).orElseGet(() -> new Section(Json.Obj.EMPTY, at(key), problems, keys));
    }

    Optional<String> text(String key) {
        return object.get(key).flatMap(json -> text(json, at(key)));
    }

    private Optional<String> text(Json json, String place) {
        if (json instanceof Json.Text text && !text.value().isBlank()) {
            return Optional.of(text.value());
        }
        problems.add(place, "must be a text that is not empty");
        return Optional.empty();
    }

    String requiredText(String key) {
        if (!has(key)) {
            problem(key, "is missing");
        }
        return text(key).orElse("?");
    }

    List<String> texts(String key) {
        return object.get(key).map(json -> texts(json, at(key))).orElse(List.of());
    }

    private List<String> texts(Json json, String place) {
        if (!(json instanceof Json.Arr list)) {
            return text(json, place).map(List::of).orElse(List.of());
        }
        List<String> texts = new ArrayList<>();
        IntStream.range(0, list.elements().size())
                .forEach(i -> text(list.elements().get(i), place + "/" + i).ifPresent(texts::add));
        return texts;
    }

    boolean flag(String key, boolean otherwise) {
        return object.get(key)
                .map(json -> {
                    if (!(json instanceof Json.Bool)) {
                        problem(key, "must be true or false");
                    }
                    return json instanceof Json.Bool bool ? bool.value() : otherwise;
                })
                .orElse(otherwise);
    }

    int number(String key, int otherwise, int least, int most) {
        return object.get(key)
                .map(json -> json instanceof Json.Num number ? number.value() : BigDecimal.valueOf(-1))
                .map(value -> {
                    boolean good = value.stripTrailingZeros().scale() <= 0
                            && value.compareTo(BigDecimal.valueOf(least)) >= 0
                            && value.compareTo(BigDecimal.valueOf(most)) <= 0;
                    if (!good) {
                        problem(key, "must be a whole number from %d to %d".formatted(least, most));
                    }
                    return good ? value.intValue() : otherwise;
                })
                .orElse(otherwise);
    }

    Duration duration(String key, Duration otherwise) {
        return duration(key).orElse(otherwise);
    }

    Optional<Duration> duration(String key) {
        Optional<String> text = text(key);
        Optional<Duration> time = text.flatMap(Section::parsed).filter(Duration::isPositive);
        if (text.isPresent() && time.isEmpty()) {
            problem(key, "must be a time such as 30s, 15m, 12h or 2d");
        }
        return time;
    }

    /** {@code 30s}, {@code 15m}, {@code 12h}, {@code 2d}. */
    static Optional<Duration> parsed(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    <T> T choice(String key, T otherwise, Function<String, Optional<T>> reader, String words) {
        return text(key)
                .map(text -> reader.apply(text).orElseGet(() -> {
                    problem(key, "must be one of " + words);
                    return otherwise;
                }))
                .orElse(otherwise);
    }
}
