package org.rollcall.server.configuration;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of the difference between the configuration as it is and as it is wanted.
 *
 * @param path what it is about, such as {@code organizations/Company/Sales}
 * @param before as it is, in words
 * @param after as it will be, in words
 */
public record Change(Op op, String path, Optional<String> before, Optional<String> after) {

    /** What is done. */
    public enum Op {
        ADD,
        CHANGE,
        REMOVE,
        /** A mapping row gets another group, because the administrator said so (P-36). */
        BIND,
        /** Nothing is done; something is to be known. */
        NOTICE;

        /** The name in API and log. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Change add(String path, String after) {
        return new Change(Op.ADD, path, Optional.empty(), Optional.of(after));
    }

    static Change change(String path, String before, String after) {
        return new Change(Op.CHANGE, path, Optional.of(before), Optional.of(after));
    }

    static Change remove(String path, String before) {
        return new Change(Op.REMOVE, path, Optional.of(before), Optional.empty());
    }

    static Change bind(String path, String before, String after) {
        return new Change(Op.BIND, path, Optional.of(before), Optional.of(after));
    }

    static Change notice(String path, String text) {
        return new Change(Op.NOTICE, path, Optional.empty(), Optional.of(text));
    }

    /** True for what is done, false for what is only said. */
    public boolean effective() {
        return op != Op.NOTICE;
    }

    /** Before and after in one text. */
    public String detail() {
        return Stream.concat(before.stream(), after.stream())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" → "));
    }
}
