package org.rollcall.server.cli;

import java.util.ArrayList;
import java.util.List;

/** Names and values, one a line, aligned; what has no value is left out. */
final class Facts {

    private record Fact(String name, String value) {}

    private final List<Fact> facts = new ArrayList<>();

    void add(String name, String value) {
        if (!value.isBlank()) {
            facts.add(new Fact(name, value));
        }
    }

    /** Nothing is cut: a secret or a reason must be whole. */
    void print(Terminal terminal) {
        int width =
                facts.stream().mapToInt(fact -> Text.width(fact.name())).max().orElse(0);
        facts.forEach(fact -> terminal.print(Text.pad(fact.name(), width) + "  " + fact.value()));
    }
}
