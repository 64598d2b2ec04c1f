package org.rollcall.server.ownership;

import java.util.Arrays;
import java.util.Optional;

/** What becomes of the deactivations that a provider's word has brought about, when it has no say any more (P-8). */
public enum Pending {
    /** They happen when they are due. */
    KEEP("keep"),
    /** They are cancelled: whoever is out by its word stays blocked, by hand, until an administrator decides. */
    CANCEL("cancel");

    private final String label;

    Pending(String label) {
        this.label = label;
    }

    /** The word in API and command line. */
    public String label() {
        return label;
    }

    public static Optional<Pending> of(String label) {
        return Arrays.stream(values())
                .filter(choice -> choice.label.equals(label))
                .findFirst();
    }
}
