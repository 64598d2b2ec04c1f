package org.rollcall.rehearsal.provider;

import java.time.Duration;
import java.util.Map;
import org.rollcall.rehearsal.scim.Manner;
import org.rollcall.rehearsal.scim.Patience;

/**
 * In what the providers that speak plain SCIM differ.
 *
 * @param manner its headers, its time-out and its patience
 * @param suffix what stands behind every path without a query
 * @param listsGroups whether it reads all groups and compares their names itself, instead of a filter
 * @param oneEmail whether its template writes the e-mail as an object instead of a list of one
 * @param leaving how it says that somebody left
 * @param members how it brings memberships
 * @param trial whether its connection test plays the life of a test user and a test group
 */
record Dialect(
        String name,
        Manner manner,
        String suffix,
        boolean listsGroups,
        boolean oneEmail,
        Leaving leaving,
        Members members,
        boolean trial) {

    /** How somebody leaves and comes back. */
    enum Leaving {
        /** A PUT of the whole user. */
        PUT,
        /** A PATCH of {@code active}, by its path. */
        PATCH
    }

    /** How somebody enters and leaves a group. */
    enum Members {
        /** A PUT of the group with all its members, read before. */
        PUT,
        /** A PATCH; removed by {@code members[value eq "…"]}. */
        PATCH_BY_FILTER,
        /** A PATCH; removed by a list of values. */
        PATCH_BY_VALUE
    }

    private static final String SCIM = "application/scim+json";
    private static final String JSON = "application/json";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Patience STEADY = new Patience(5, 3, Duration.ofSeconds(1), Duration.ofMinutes(1));

    /** A failed task waits in a queue until an administrator repeats it. */
    private static final Patience NONE = new Patience(1, 1, Duration.ofSeconds(1), Duration.ofMinutes(1));

    static final Dialect PINGONE = new Dialect(
            "PingOne",
            manner("PingOne", SCIM, SCIM, STEADY),
            "",
            true,
            false,
            Leaving.PUT,
            Members.PATCH_BY_FILTER,
            false);

    static final Dialect PINGFEDERATE = new Dialect(
            "PingFederate",
            manner("PingFederate", SCIM, SCIM, STEADY),
            "",
            true,
            false,
            Leaving.PUT,
            Members.PUT,
            false);

    static final Dialect ONELOGIN = new Dialect(
            "OneLogin",
            manner("OneLogin", JSON, SCIM, NONE),
            "?",
            true,
            true,
            Leaving.PATCH,
            Members.PATCH_BY_FILTER,
            false);

    static final Dialect JUMPCLOUD = new Dialect(
            "JumpCloud",
            manner("JumpCloud", JSON, JSON, STEADY),
            "",
            false,
            false,
            Leaving.PUT,
            Members.PATCH_BY_VALUE,
            true);

    /** The names of the real user agents are not documented, so that none is pretended. */
    private static Manner manner(String name, String accept, String type, Patience patience) {
        String agent = "Rollcall-Rehearsal (as %s)".formatted(name);
        return new Manner(
                Map.of("User-Agent", agent, "Accept", accept),
                Map.of("User-Agent", agent, "Accept", accept, "Content-Type", type),
                TIMEOUT,
                patience);
    }
}
