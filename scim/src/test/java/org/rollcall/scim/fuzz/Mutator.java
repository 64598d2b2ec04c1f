package org.rollcall.scim.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Makes new inputs of seeds: pieces are cut, doubled, moved, swapped for pieces of other seeds or for what is often wrong. */
final class Mutator {

    private static final int MOST_CHANGES = 6;
    private static final int LONGEST = 4_000;

    private static final List<String> WORDS = List.of(
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "\\",
            ",",
            ":",
            ".",
            " ",
            "\t",
            "\n",
            "\u0000",
            "\ud800",
            "\u0130",
            "\u212a",
            "é",
            "😀",
            "null",
            "true",
            "false",
            "\"True\"",
            "0",
            "-1",
            "1e999",
            "9".repeat(101),
            "not ",
            " and ",
            " or ",
            " eq ",
            " pr",
            "\\u12",
            "\\",
            "$ref",
            "value",
            "type",
            "primary",
            "members",
            "emails",
            "name",
            "active",
            "schemas",
            "meta",
            "password",
            "manager",
            "urn:",
            "urn:ietf:params:scim:schemas:core:2.0:User",
            "__proto__",
            "{}",
            "[]",
            "{\"value\":[]}",
            "[[[[",
            "((((",
            "\"\"",
            "[{}]");

    private final List<String> seeds;
    private final RandomGenerator random;

    Mutator(List<String> seeds, RandomGenerator random) {
        this.seeds = seeds;
        this.random = random;
    }

    String next() {
        return IntStream.range(0, 1 + random.nextInt(MOST_CHANGES))
                .boxed()
                .reduce(seed(), (text, i) -> changed(text), (a, b) -> b);
    }

    private String seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private String changed(String text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(12));
        String head = text.substring(0, from);
        String piece = text.substring(from, to);
        String tail = text.substring(to);
        String next = switch (random.nextInt(6)) {
            case 0 -> head + tail;
            case 1 -> head + piece + piece + tail;
            case 2 -> head + word() + tail;
            case 3 -> head + word() + piece + tail;
            case 4 -> head + otherPiece() + tail;
            default -> piece + head + tail;
        };
        return next.length() > LONGEST ? text : next;
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private String otherPiece() {
        String other = seed();
        int from = random.nextInt(other.length());
        return other.substring(from, Math.min(other.length(), from + 1 + random.nextInt(40)));
    }
}
