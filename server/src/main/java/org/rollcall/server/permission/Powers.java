package org.rollcall.server.permission;

import java.util.Optional;
import org.rollcall.server.base.OrganizationId;

/**
 * What somebody brings: a kind, and how far it reaches.
 *
 * @param within the organization that an {@link Kind#ORGANIZATION_ADMINISTRATOR} has, with all below it; others have none
 */
public record Powers(Kind kind, Optional<OrganizationId> within) {

    /** Of the operator, of the clock, and of administrators without a limit. */
    public static final Powers ALL = of(Kind.ENVIRONMENT_ADMINISTRATOR);

    /** Of nobody, and of providers, which have doors of their own. */
    public static final Powers NONE = of(Kind.USER);

    public Powers {
        if (within.isPresent() != (kind == Kind.ORGANIZATION_ADMINISTRATOR)) {
            throw new IllegalArgumentException(
                    "an organization belongs to an Organization Administrator, and only there");
        }
    }

    public static Powers of(Kind kind) {
        return new Powers(kind, Optional.empty());
    }

    /** Whether these allow what is needed. */
    public boolean allow(Need need) {
        return Permissions.allows(kind, need);
    }
}
