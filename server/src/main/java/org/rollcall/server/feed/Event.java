package org.rollcall.server.feed;

import java.time.Instant;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.AccountId;

/** One event of the feed, before it has a position. */
public record Event(AccountId account, String type, Json.Obj payload, Instant at) {

    /** Redacted: the payload holds personal data. */
    @Override
    public String toString() {
        return "Event[%s %s]".formatted(type, account);
    }
}
