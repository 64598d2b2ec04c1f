package org.rollcall.server.account;

import java.util.Optional;
import org.rollcall.server.base.RoleId;

/** One side of an account that can differ from what it should be: its state, its deactivation, its organization, or one role. */
public record Facet(String label) {

    public static final Facet STATE = new Facet("state");
    /** The deactivation that a legal hold keeps from happening. */
    public static final Facet DEACTIVATION = new Facet("deactivation");

    /** The erasure that a legal hold keeps from happening (P-60). */
    public static final Facet PURGE = new Facet("purge");

    /** The e-mail that the provider of an adopted person sends, until an administrator confirms it (P-6). */
    public static final Facet EMAIL = new Facet("email");

    public static final Facet ORGANIZATION = new Facet("organization");

    private static final String ROLE = "role:";

    public static Facet role(RoleId role) {
        return new Facet(ROLE + role);
    }

    /** The role of a facet that is one. */
    public Optional<RoleId> role() {
        return label.startsWith(ROLE) ? RoleId.parse(label.substring(ROLE.length())) : Optional.empty();
    }
}
