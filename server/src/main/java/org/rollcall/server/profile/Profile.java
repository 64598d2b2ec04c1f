package org.rollcall.server.profile;

import java.util.Map;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.GroupId;

/**
 * What placement looks at of what a provider says about a person.
 *
 * @param groups id to display name
 * @param attributes the user as sent; empty for a local user
 */
public record Profile(Map<GroupId, String> groups, Json.Obj attributes) {

    public Profile {
        groups = Map.copyOf(groups);
    }
}
