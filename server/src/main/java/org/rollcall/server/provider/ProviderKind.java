package org.rollcall.server.provider;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What speaks for a provider (P-20). */
public enum ProviderKind {
    /** An identity provider, which calls when it has something to say. */
    SCIM,
    /** The directory-sync tool, which reports each of its runs, so that its silence means something. */
    DIRECTORY_SYNC;

    /** The name in API, configuration and database. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that name. */
    public static Optional<ProviderKind> of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    /** All names, for whoever is told that another is none. */
    public static String labels() {
        return Arrays.stream(values()).map(ProviderKind::label).collect(Collectors.joining(" or "));
    }
}
