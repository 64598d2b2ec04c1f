package org.rollcall.server.placement;

import java.util.Arrays;
import java.util.List;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.profile.Expression;
import org.rollcall.server.profile.NameAttribute;

/** How a provider's people get their organization; one method per provider. */
public sealed interface OrganizationMapping {

    /** The methods by name, where rules are kept and compared rather than followed. */
    enum Method {
        FIXED("fixed"),
        BY_GROUP("byGroup"),
        BY_ATTRIBUTE("byAttribute"),
        BY_EXPRESSION("byExpression");

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
     * An attribute of the person holds the organization's name (P-31).
     *
     * @param parent below which organizations of that name are looked for, and made
     * @param creates whether one that is missing is made
     * @param fallback without a value, and where the value leads nowhere or to several (P-34)
     */
    record ByAttribute(NameAttribute attribute, OrganizationId parent, boolean creates, OrganizationId fallback)
            implements OrganizationMapping {}

    /**
     * An expression over the person answers the name or the path of an organization (P-33).
     *
     * @param fallback without a text, where it leads nowhere or to several (P-34), and when the expression fails
     */
    record ByExpression(Expression<String> expression, OrganizationId fallback) implements OrganizationMapping {}

    /** Whether it can read the names of groups, so that a renamed one may lead its members elsewhere. */
    default boolean readsGroupNames() {
        return this instanceof ByExpression;
    }

    /** Whether what the mapping reads of a person's attributes differs. */
    default boolean readsAnew(Json.Obj before, Json.Obj after) {
        return switch (this) {
            case Fixed fixed -> false;
            case ByGroup byGroup -> false;
            case ByAttribute by ->
                !by.attribute().values(before).equals(by.attribute().values(after));
            case ByExpression by -> !before.equals(after);
        };
    }

    /**
     * A bound row.
     *
     * @param number its place in the list, from 1, as an administrator counts
     */
    record Row(int number, GroupId group, String groupName, OrganizationId organization) {}
}
