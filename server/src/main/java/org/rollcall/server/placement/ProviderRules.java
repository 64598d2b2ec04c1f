package org.rollcall.server.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.rollcall.scim.json.Json;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.brake.Caution;

/**
 * One provider's rules.
 *
 * @param roles role mapping; empty when roles are managed by hand (P-40)
 * @param allowed the only roles that its groups can give; empty when they can give any (P-42)
 * @param delays from blocked to deactivated (P-50, P-59)
 * @param leaveDate which attribute says when a person leaves (P-59)
 * @param caution how harm is kept within bounds (P-70)
 * @param unbound rows whose group has not been created yet (P-36)
 */
public record ProviderRules(
        ProviderId id,
        String name,
        OrganizationMapping organization,
        Optional<List<RoleRow>> roles,
        Optional<Set<RoleId>> allowed,
        Delays delays,
        Optional<LeaveDate> leaveDate,
        Caution caution,
        List<Unbound> unbound) {

    /** When a person with these attributes leaves, if they say so. */
    public Optional<Instant> leaves(Json.Obj attributes) {
        return leaveDate.flatMap(date -> date.of(attributes));
    }

    /** Whether its mapping reaches a role at all (P-42). */
    boolean mayGrant(RoleId role) {
        return allowed.map(roles -> roles.contains(role)).orElse(true);
    }

    /** A row of role mapping that is bound to its group, or by expression. */
    public record RoleRow(int number, Condition condition, Set<RoleId> roles) {}

    /** The row of role mapping whose expression grants name as their source; empty when there is none any more. */
    public Optional<RoleRow> byExpression(UUID source) {
        return roles.orElse(List.of()).stream()
                .filter(row -> row.condition() instanceof Condition.When when
                        && when.source().equals(source))
                .findFirst();
    }

    /**
     * A row written before its group exists.
     *
     * @param organization the target of a row of organization mapping; empty for others
     * @param delay of a row of deactivation delays (P-59)
     * @param administrative grants an administrative role, so it never binds by itself
     */
    public record Unbound(
            UUID row,
            int number,
            Key key,
            Optional<OrganizationId> organization,
            Set<RoleId> roles,
            Optional<Duration> delay,
            boolean administrative) {

        /** The list it stands in, in words. */
        public String list() {
            String mapping = organization.isPresent() ? "organization mapping" : "role mapping";
            return delay.isPresent() ? "list of deactivation delays" : mapping;
        }
    }

    private boolean givesByExpression() {
        return roles.orElse(List.of()).stream().anyMatch(row -> row.condition() instanceof Condition.When);
    }

    /** Whether a mapping can read the names of groups, so that a rename places their members again. */
    public boolean readsGroupNames() {
        return organization.readsGroupNames() || givesByExpression();
    }

    /** Whether what the mappings read of a person's attributes differs. */
    public boolean readsAnew(Json.Obj before, Json.Obj after) {
        return organization.readsAnew(before, after) || (givesByExpression() && !before.equals(after));
    }

    /** Whether a row of either mapping is bound to a group. */
    public boolean maps(GroupId group) {
        boolean organizes = organization instanceof OrganizationMapping.ByGroup by
                && by.rows().stream().anyMatch(row -> row.group().equals(group));
        return organizes
                || roles.orElse(List.of()).stream()
                        .anyMatch(row -> row.condition() instanceof Condition.Members members
                                && members.group().equals(group));
    }

    /** The rows that a new group of this name and externalId binds. */
    public List<Unbound> bindable(String displayName, Optional<String> externalId) {
        return unbound.stream()
                .filter(row -> !row.administrative())
                .filter(row -> switch (row.key().kind()) {
                    case DISPLAY_NAME -> Names.canonical(row.key().value()).equals(Names.canonical(displayName));
                    case EXTERNAL_ID ->
                        externalId.filter(row.key().value()::equals).isPresent();
                    case EXPRESSION -> false;
                })
                .toList();
    }

    /** These rules with rows bound to a group. */
    public ProviderRules bind(List<Unbound> rows, GroupId group, String name) {
        List<Unbound> rest = unbound.stream().filter(row -> !rows.contains(row)).toList();
        return new ProviderRules(
                id,
                this.name,
                organizationWith(rows, group, name),
                rolesWith(rows, group, name),
                allowed,
                delays,
                leaveDate,
                caution,
                rest);
    }

    private OrganizationMapping organizationWith(List<Unbound> rows, GroupId group, String groupName) {
        return switch (organization) {
            case OrganizationMapping.Fixed fixed -> fixed;
            case OrganizationMapping.ByAttribute byAttribute -> byAttribute;
            case OrganizationMapping.ByExpression byExpression -> byExpression;
            case OrganizationMapping.ByGroup byGroup ->
                new OrganizationMapping.ByGroup(
                        Stream.concat(
                                        byGroup.rows().stream(),
                                        rows.stream()
                                                .flatMap(row -> row.organization().stream()
                                                        .map(target -> new OrganizationMapping.Row(
                                                                row.number(), group, groupName, target))))
                                .sorted(Comparator.comparingInt(OrganizationMapping.Row::number))
                                .toList(),
                        byGroup.fallback());
        };
    }

    private Optional<List<RoleRow>> rolesWith(List<Unbound> rows, GroupId group, String groupName) {
        return roles.map(bound -> Stream.concat(
                        bound.stream(),
                        rows.stream()
                                .filter(row -> row.organization().isEmpty()
                                        && row.delay().isEmpty())
                                .map(row -> new RoleRow(
                                        row.number(), new Condition.Members(group, groupName), row.roles())))
                .sorted(Comparator.comparingInt(RoleRow::number))
                .toList());
    }

    /** Whom a row is for: a group by canonical display name or by externalId, or those for whom an expression is true. */
    public record Key(Kind kind, String value) {

        /** The attribute that names the group, or that it is an expression. */
        public enum Kind {
            DISPLAY_NAME("displayName"),
            EXTERNAL_ID("externalId"),
            EXPRESSION("expression");

            private final String attribute;

            Kind(String attribute) {
                this.attribute = attribute;
            }

            public String attribute() {
                return attribute;
            }

            public static Kind of(String attribute) {
                return Arrays.stream(values())
                        .filter(kind -> kind.attribute.equals(attribute))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no key of rows is " + attribute));
            }
        }
    }
}
