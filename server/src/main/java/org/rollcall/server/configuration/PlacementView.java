package org.rollcall.server.configuration;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.configuration.Configured.Organization;
import org.rollcall.server.placement.ProviderRules;
import org.rollcall.server.profile.Expression;
import org.rollcall.server.profile.NameAttribute;

/**
 * What a configuration means for people who are placed already. Two configurations with an equal view place everybody
 * alike, so nobody has to be placed again: a new organization, a delay, a permission, a row that waits for its group.
 *
 * @param nameable the organizations, if any provider places by name
 */
record PlacementView(
        Map<OrganizationId, Defaults> defaults, Map<ProviderId, Mapping> mappings, Set<OrganizationId> nameable) {

    /** Default roles, and whose they are. */
    record Defaults(boolean active, OrganizationId from, Set<RoleId> roles) {}

    /** A provider's acting rows. A fixed organization is for new people only (P-30). */
    record Mapping(
            Optional<OrganizationId> fallback,
            Optional<Configured.ByAttribute> byAttribute,
            Optional<Expression<String>> byExpression,
            Optional<Set<RoleId>> allowed,
            Optional<NameAttribute> leaveDate,
            List<Map.Entry<GroupId, OrganizationId>> organizations,
            Optional<List<Map.Entry<GroupId, Set<RoleId>>>> roles,
            Map<String, Set<RoleId>> rolesByExpression) {}

    /** Whether people have to be placed again when the second takes the place of the first. */
    static boolean differs(Configured before, Configured after) {
        Set<OrganizationId> known = new HashSet<>(before.organizations().keySet());
        known.retainAll(after.organizations().keySet());
        return !of(before, known).equals(of(after, known));
    }

    /** The view of a configuration, as far as it concerns these organizations. */
    static PlacementView of(Configured configured, Set<OrganizationId> organizations) {
        return new PlacementView(
                organizations.stream()
                        .filter(configured.organizations()::containsKey)
                        .collect(toMap(Function.identity(), id -> defaults(configured, id))),
                configured.providers().values().stream()
                        .collect(toMap(Configured.Provider::id, PlacementView::mapping)),
                nameable(configured));
    }

    /** Where people are placed by a name, every organization that comes or goes can make a difference. */
    private static Set<OrganizationId> nameable(Configured configured) {
        boolean byName = configured.providers().values().stream()
                .anyMatch(provider -> provider.byAttribute().isPresent()
                        || provider.byExpression().isPresent());
        return byName
                ? configured.organizations().values().stream()
                        .filter(Organization::active)
                        .map(Organization::id)
                        .collect(toUnmodifiableSet())
                : Set.of();
    }

    private static Defaults defaults(Configured configured, OrganizationId id) {
        Organization at = configured.organization(id);
        while (at.defaults().isEmpty() && at.parent().isPresent()) {
            at = configured.organization(at.parent().get());
        }
        return new Defaults(
                configured.organization(id).active(), at.id(), at.defaults().orElse(Set.of()));
    }

    private static Mapping mapping(Configured.Provider provider) {
        return new Mapping(
                switch (provider.method()) {
                    case FIXED -> Optional.empty();
                    case BY_GROUP, BY_ATTRIBUTE, BY_EXPRESSION -> Optional.of(provider.organization());
                },
                provider.byAttribute(),
                provider.byExpression(),
                provider.allowed(),
                provider.leaveDate(),
                acting(provider.organizationRows(), (first, later) -> first),
                provider.mapped() ? Optional.of(acting(provider.roleRows(), PlacementView::union)) : Optional.empty(),
                provider.roleRows().stream()
                        .filter(row -> row.key().kind() == ProviderRules.Key.Kind.EXPRESSION)
                        .collect(toMap(row -> row.key().value(), MappingRow::target, PlacementView::union)));
    }

    /** Rows that were written differently can act through one group: its organization is the first, its roles are all. */
    private static <T> List<Map.Entry<GroupId, T>> acting(List<MappingRow<T>> rows, BinaryOperator<T> together) {
        SequencedMap<GroupId, T> acting = new LinkedHashMap<>();
        rows.forEach(row -> row.acting().ifPresent(group -> acting.merge(group, row.target(), together)));
        return List.copyOf(acting.sequencedEntrySet());
    }

    private static Set<RoleId> union(Set<RoleId> some, Set<RoleId> more) {
        return Stream.concat(some.stream(), more.stream()).collect(toUnmodifiableSet());
    }
}
