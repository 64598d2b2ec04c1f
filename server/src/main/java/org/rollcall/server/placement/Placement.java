package org.rollcall.server.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Grant;
import org.rollcall.server.account.Seat;
import org.rollcall.server.account.State;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;

/**
 * <em>place</em>: from the rules, a person's groups and the account as it is, to the seat and the grants the account
 * should have, each with its reason. Pure: the same input gives the same answer, so preview, explain and the real
 * thing cannot disagree. State comes first, then the organization, then the roles, which follow from the
 * organization the person ends up in.
 */
public final class Placement {

    private final Rules rules;
    private final Instant now;

    public Placement(Rules rules, Instant now) {
        this.rules = rules;
        this.now = now;
    }

    /** What an account should have. */
    public record Desired(Seat seat, List<Grant> grants) {}

    /** The first seat and grants of a person, or those of a person who comes back after deactivation (P-54). */
    public Desired anew(ProviderId provider, Map<GroupId, String> groups) {
        Seat seat = mapped(rules.provider(provider), groups);
        return new Desired(seat, grants(Optional.of(provider), groups, seat, List.of()));
    }

    /** The seat and grants of an account as it should be now. A deactivated account has no grants (P-57). */
    public Desired again(Account account, Map<GroupId, String> groups) {
        if (account.facts().state() == State.DEACTIVATED) {
            return new Desired(account.seat(), List.of());
        }
        Seat seat = account.owner()
                .map(rules::provider)
                .map(provider -> kept(account.seat(), provider, groups))
                .orElse(account.seat());
        return new Desired(seat, grants(account.owner(), groups, seat, account.grants()));
    }

    /** The grants of an account where an administrator has put it. */
    public Desired keepingSeat(Account account, Map<GroupId, String> groups) {
        boolean gone = account.facts().state() == State.DEACTIVATED;
        List<Grant> grants = gone ? List.of() : grants(account.owner(), groups, account.seat(), account.grants());
        return new Desired(account.seat(), grants);
    }

    // ---- organization

    private Seat kept(Seat seat, ProviderRules provider, Map<GroupId, String> groups) {
        return switch (provider.organization()) {
            case OrganizationMapping.Fixed fixed -> active(seat) ? seat : again(seat, mapped(provider, groups));
            case OrganizationMapping.ByGroup byGroup -> again(seat, mapped(provider, groups));
        };
    }

    /** Only whoever was deleted can have been left in an organization that is no more (P-34). */
    private boolean active(Seat seat) {
        return rules.organization(seat.organization()).active();
    }

    private static Seat again(Seat seat, Seat mapped) {
        boolean same = mapped.organization().equals(seat.organization())
                && mapped.origin() == seat.origin()
                && mapped.cause().equals(seat.cause());
        return same ? mapped.since(seat.since()) : mapped;
    }

    private Seat mapped(ProviderRules provider, Map<GroupId, String> groups) {
        return switch (provider.organization()) {
            case OrganizationMapping.Fixed fixed ->
                new Seat(
                        fixed.organization(),
                        Seat.Origin.FIXED,
                        Optional.empty(),
                        "%s puts new users into %s".formatted(provider.name(), path(fixed.organization())),
                        now);
            case OrganizationMapping.ByGroup byGroup -> byGroup(provider, byGroup, groups);
        };
    }

    private Seat byGroup(ProviderRules provider, OrganizationMapping.ByGroup mapping, Map<GroupId, String> groups) {
        List<OrganizationMapping.Row> matches = mapping.rows().stream()
                .filter(row -> groups.containsKey(row.group()))
                .toList();
        if (matches.isEmpty()) {
            return fallback(mapping, "no group of %s's organization mapping has the user".formatted(provider.name()));
        }
        OrganizationMapping.Row first = matches.getFirst();
        if (!rules.organization(first.organization()).active()) {
            return fallback(
                    mapping,
                    "%s names %s, which is deactivated".formatted(row(first, groups), path(first.organization())));
        }
        return new Seat(
                first.organization(),
                Seat.Origin.GROUP,
                Optional.of(first.group().value()),
                reason(provider, matches, groups),
                now);
    }

    private Seat fallback(OrganizationMapping.ByGroup mapping, String why) {
        return new Seat(
                mapping.fallback(),
                Seat.Origin.FALLBACK,
                Optional.empty(),
                "%s; fallback %s".formatted(why, path(mapping.fallback())),
                now);
    }

    private String reason(ProviderRules provider, List<OrganizationMapping.Row> matches, Map<GroupId, String> groups) {
        String first = "%s of %s's organization mapping".formatted(row(matches.getFirst(), groups), provider.name());
        if (matches.size() == 1) {
            return first;
        }
        OrganizationMapping.Row next = matches.get(1);
        return "%s; it comes before %s, which would give %s"
                .formatted(first, row(next, groups), path(next.organization()));
    }

    private static String row(OrganizationMapping.Row row, Map<GroupId, String> groups) {
        return "row %d (group \"%s\")".formatted(row.number(), groups.getOrDefault(row.group(), row.groupName()));
    }

    private String path(OrganizationId organization) {
        return rules.organization(organization).path();
    }

    // ---- roles

    private List<Grant> grants(
            Optional<ProviderId> provider, Map<GroupId, String> groups, Seat seat, List<Grant> current) {
        List<Grant> byGroup =
                provider.map(rules::provider).map(p -> byGroup(p, groups)).orElse(List.of());
        List<Grant> placed = byGroup.isEmpty() ? defaults(seat.organization()) : byGroup;
        return merged(current, placed);
    }

    private List<Grant> byGroup(ProviderRules provider, Map<GroupId, String> groups) {
        List<Grant> grants = new ArrayList<>();
        for (ProviderRules.RoleRow row : provider.roles().orElse(List.of())) {
            if (groups.containsKey(row.group())) {
                String reason = "row %d (group \"%s\") of %s's role mapping"
                        .formatted(row.number(), groups.get(row.group()), provider.name());
                row.roles().stream()
                        .map(role -> grant(role, Grant.Origin.GROUP, row.group().value(), reason))
                        .forEach(grants::add);
            }
        }
        return grants;
    }

    private List<Grant> defaults(OrganizationId id) {
        Rules.Organization organization = rules.organization(id);
        String reason = "default role of " + path(organization.defaultsFrom());
        return organization.defaultRoles().stream()
                .map(role -> grant(
                        role, Grant.Origin.DEFAULT, organization.defaultsFrom().value(), reason))
                .toList();
    }

    private Grant grant(RoleId role, Grant.Origin origin, UUID source, String reason) {
        return new Grant(role, origin, source, reason, Optional.empty(), Optional.empty(), now);
    }

    /** Grants out of placement's reach stay; a grant that was there already keeps its time, with the reason of now. */
    private static List<Grant> merged(List<Grant> current, List<Grant> placed) {
        Map<Grant.Key, Grant> result = new LinkedHashMap<>();
        Map<Grant.Key, Grant> before = new LinkedHashMap<>();
        current.forEach(grant -> before.put(grant.key(), grant));
        Stream.concat(current.stream().filter(grant -> !grant.placed()), placed.stream())
                .map(grant ->
                        grant.since(before.getOrDefault(grant.key(), grant).since()))
                .forEach(grant -> result.putIfAbsent(grant.key(), grant));
        return result.values().stream()
                .sorted(Comparator.comparing(Grant::role)
                        .thenComparing(Grant::origin)
                        .thenComparing(Grant::source))
                .toList();
    }
}
