package org.rollcall.server.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.rollcall.scim.json.JsonWriter;

/** Reads a list of the API page by page, up to a limit. */
record Listing(AdminApi api, String path, Query query, int limit) {

    private static final int PAGE = 1_000;

    /** Hands over each page; answers whether there was more than the limit. */
    boolean pages(Consumer<List<Item>> reader) {
        int left = limit;
        Optional<String> after = Optional.empty();
        do {
            Item answer =
                    api.get(path, query.with("limit", Math.min(left, PAGE)).with("after", after));
            List<Item> items = answer.items("items");
            reader.accept(items);
            left -= items.size();
            after = items.isEmpty() ? Optional.empty() : answer.optional("next");
        } while (after.isPresent() && left > 0);
        return after.isPresent();
    }

    /**
     * Prints all as a table, page by page, and says how many they were.
     *
     * @param noun what one row is called
     */
    void table(Terminal terminal, Table table, Function<Item, List<String>> row, String noun) {
        long[] count = new long[1];
        boolean more = pages(page -> {
            table.print(page.stream().map(row).toList());
            count[0] += page.size();
        });
        terminal.say(Text.count(count[0], noun) + (more ? "; there are more, see --limit." : "."));
    }

    /** Prints all as one JSON array, one element a line. */
    void json(Terminal terminal) {
        JsonLines lines = new JsonLines(terminal);
        pages(lines::print);
        lines.end();
    }

    /** A JSON array that is written as its elements come. */
    static final class JsonLines {

        private final Terminal terminal;
        private boolean begun;

        JsonLines(Terminal terminal) {
            this.terminal = terminal;
        }

        void print(List<Item> items) {
            for (Item item : items) {
                terminal.out().print(begun ? ",\n" : "[\n");
                terminal.out().print(JsonWriter.write(item.json()));
                begun = true;
            }
        }

        void end() {
            terminal.out().println(begun ? "\n]" : "[]");
        }
    }
}
