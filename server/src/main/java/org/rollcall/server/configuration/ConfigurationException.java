package org.rollcall.server.configuration;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be applied, with everything that is wrong with it; nothing has changed. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final List<Problem> problems;

    public ConfigurationException(List<Problem> problems) {
        super(problems.stream().map(p -> p.pointer() + ": " + p.detail()).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** At least one, in the order of the body. */
    public List<Problem> problems() {
        return problems;
    }
}
