package org.rollcall.server.placement;

import java.util.Arrays;
import java.util.List;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.OrganizationId;

/** How a provider's people get their organization; one method per provider. */
public sealed interface OrganizationMapping {

    /** The methods by name, where rules are kept and compared rather than followed. */
    enum Method {
        FIXED("fixed"),
        BY_GROUP("byGroup");

        private final String label;

        Method(String label) {
            this.label = label;
        }

        /** The name in the database. */
        public String label() {
            return label;
        }

        public static Method of(String label) {
            return Arrays.stream(values())
                    .filter(method -> method.label.equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no organization method " + label));
        }
    }

    /** New people go to one organization; where they are moved afterwards is not the mapping's business (P-30). */
    record Fixed(OrganizationId organization) implements OrganizationMapping {}

    /** The first row whose group has the person wins; without a match, the fallback (P-32). */
    record ByGroup(List<Row> rows, OrganizationId fallback) implements OrganizationMapping {
        public ByGroup {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A bound row.
     *
     * @param number its place in the list, from 1, as an administrator counts
     */
    record Row(int number, GroupId group, String groupName, OrganizationId organization) {}
}
