package org.rollcall.server.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rollcall.server.base.Names;

/** An organization's names from the root, as in {@code Company/Sales}; compared without case. */
public record OrganizationPath(List<String> names) {

    private static final String SEPARATOR = "/";

    public OrganizationPath {
        names = List.copyOf(names);
    }

    /** Reads a path as people write it. */
    public static OrganizationPath of(String text) {
        return new OrganizationPath(
                Arrays.stream(text.split(SEPARATOR, -1)).map(String::strip).toList());
    }

    /** The form under which paths are equal. */
    public String canonical() {
        return names.stream().map(Names::canonical).collect(Collectors.joining(SEPARATOR));
    }

    public String name() {
        return names.getLast();
    }

    /** The path of the parent; empty for a root. */
    public Optional<OrganizationPath> parent() {
        return names.size() == 1
                ? Optional.empty()
                : Optional.of(new OrganizationPath(names.subList(0, names.size() - 1)));
    }

    @Override
    public String toString() {
        return String.join(SEPARATOR, names);
    }
}
