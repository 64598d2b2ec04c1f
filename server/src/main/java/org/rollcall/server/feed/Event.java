package org.rollcall.server.feed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.RoleId;

/**
 * One event of the feed, before it has a position.
 *
 * @param endsSessions whether access ended with it
 * @param before where the person was; empty for a new one
 */
public record Event(
        AccountId account,
        String type,
        boolean endsSessions,
        Json.Obj payload,
        Instant at,
        Optional<Place> before,
        Place after) {

    /** What subscriptions ask of a person. */
    public record Place(OrganizationId organization, List<RoleId> roles) {
        public Place {
            roles = List.copyOf(roles);
        }
    }

    /** Redacted: the payload holds personal data. */
    @Override
    public String toString() {
        return "Event[%s %s]".formatted(type, account);
    }
}
