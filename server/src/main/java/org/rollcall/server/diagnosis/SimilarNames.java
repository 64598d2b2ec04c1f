package org.rollcall.server.diagnosis;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Names that differ in case, accents, spaces and signs only, or in one letter. Numbers make a difference: Team 1 is not
 * Team 2. Costs grow with the number of names, not with its square.
 */
final class SimilarNames {

    private static final int SHORTEST = 5;

    private SimilarNames() {}

    /** A name among others below the same parent. */
    record Named(String id, String parent, String name) {}

    /** Two of nearly the same name. */
    record Pair(Named first, Named second) {}

    /** The pairs among these, in their order. */
    static List<Pair> among(List<Named> names) {
        Map<String, List<Named>> seen = new HashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (Named name : names) {
            Set<Named> like = new LinkedHashSet<>();
            List<String> keys = keys(name);
            keys.forEach(key -> like.addAll(seen.getOrDefault(key, List.of())));
            like.forEach(other -> pairs.add(new Pair(other, name)));
            keys.forEach(
                    key -> seen.computeIfAbsent(key, k -> new ArrayList<>()).add(name));
        }
        return pairs;
    }

    /** What two names share that are alike: the letters, or the letters without one of them. */
    private static List<String> keys(Named named) {
        String plain = plain(named.name());
        if (plain.isEmpty()) {
            return List.of();
        }
        String letters = plain.replaceAll("\\p{Nd}", "");
        String rest = "\n" + plain.replaceAll("\\P{Nd}", "") + "\n" + named.parent();
        Stream<String> shorter = letters.length() < SHORTEST
                ? Stream.empty()
                : IntStream.range(0, letters.length())
                        .mapToObj(i -> letters.substring(0, i) + letters.substring(i + 1));
        return Stream.concat(Stream.of(letters), shorter)
                .distinct()
                .map(key -> key + rest)
                .toList();
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{Nd}]", "");
    }
}
