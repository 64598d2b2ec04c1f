package org.rollcall.scim.schema;

import java.util.Optional;

/** Booleans that were written as strings. */
public final class Booleans {

    private Booleans() {}

    /**
     * Exactly {@code true} or {@code false} in any ASCII case, as Entra ID sends them (Q-P40). Anything more lenient
     * would read "yes" as false, and so deactivate a person (H-P6).
     */
    public static Optional<Boolean> parse(String text) {
        if (Names.same(text, "true")) {
            return Optional.of(true);
        }
        return Names.same(text, "false") ? Optional.of(false) : Optional.empty();
    }
}
