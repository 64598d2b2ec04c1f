package org.rollcall.server.placement;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;

/**
 * One provider's rules.
 *
 * @param roles role mapping; empty when roles are managed by hand (P-40)
 * @param delay from blocked to deactivated (P-50)
 * @param unbound rows whose group has not been created yet (P-36)
 */
public record ProviderRules(
        ProviderId id,
        String name,
        OrganizationMapping organization,
        Optional<List<RoleRow>> roles,
        Duration delay,
        List<Unbound> unbound) {

    /** A bound row of role mapping. */
    public record RoleRow(int number, GroupId group, String groupName, Set<RoleId> roles) {}

    /**
     * A row written before its group exists.
     *
     * @param administrative grants an administrative role, so it never binds by itself
     */
    public record Unbound(UUID row, String kind, int number, Key key, boolean administrative) {}

    /** How a row names its group: by canonical display name or by externalId. */
    public record Key(Kind kind, String value) {

        /** The attribute that names the group. */
        public enum Kind {
            DISPLAY_NAME("displayName"),
            EXTERNAL_ID("externalId");

            private final String attribute;

            Kind(String attribute) {
                this.attribute = attribute;
            }

            public String attribute() {
                return attribute;
            }

            public static Kind of(String attribute) {
                return attribute.equals(EXTERNAL_ID.attribute) ? EXTERNAL_ID : DISPLAY_NAME;
            }
        }
    }
}
