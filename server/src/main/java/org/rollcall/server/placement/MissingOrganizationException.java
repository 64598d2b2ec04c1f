package org.rollcall.server.placement;

import org.rollcall.server.base.OrganizationId;

/**
 * A mapping wants an organization that the rules do not have and that it may make (P-31). Whoever places makes it, and
 * places again with rules that know it; so placement itself makes nothing.
 */
public final class MissingOrganizationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient OrganizationId parent;
    private final String name;
    private final String why;

    MissingOrganizationException(OrganizationId parent, String name, String why) {
        super("an organization is to be made");
        this.parent = parent;
        this.name = name;
        this.why = why;
    }

    public OrganizationId parent() {
        return parent;
    }

    /** The name it is to have. */
    public String name() {
        return name;
    }

    /** Why, in words. */
    public String why() {
        return why;
    }
}
