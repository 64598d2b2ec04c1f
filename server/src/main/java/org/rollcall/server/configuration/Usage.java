package org.rollcall.server.configuration;

import java.util.Map;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.RoleId;

/** What still uses organizations and roles that a document leaves out. */
record Usage(Map<OrganizationId, Accounts> accounts, Map<RoleId, Grants> grants) {

    static final Usage NONE = new Usage(Map.of(), Map.of());

    /** Accounts in an organization. */
    record Accounts(long live, long deleted) {
        static final Accounts NONE = new Accounts(0, 0);
    }

    /** Accounts that have a role, by hand and through a rule. */
    record Grants(long manual, long placed) {
        static final Grants NONE = new Grants(0, 0);
    }

    Accounts of(OrganizationId organization) {
        return accounts.getOrDefault(organization, Accounts.NONE);
    }

    Grants of(RoleId role) {
        return grants.getOrDefault(role, Grants.NONE);
    }
}
