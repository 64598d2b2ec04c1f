package org.rollcall.server.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Grant;
import org.rollcall.server.account.Seat;
import org.rollcall.server.account.State;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.profile.Expression;
import org.rollcall.server.profile.Profile;

/**
 * <em>place</em>: from the rules, what a provider says of a person and the account as it is, to the seat and the
 * grants the account should have, each with its reason. Pure: the same input gives the same answer, so preview, explain
 * and the real thing cannot disagree. State comes first, then the organization, then the roles, which follow from the
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
    public Desired anew(ProviderId provider, Profile person) {
        Seat seat = mapped(rules.provider(provider), person);
        return new Desired(seat, grants(Optional.of(provider), person, seat, List.of()));
    }

    /** The seat and grants of an account as it should be now. A deactivated account has no grants (P-57). */
    public Desired again(Account account, Profile person) {
        if (account.facts().state() == State.DEACTIVATED) {
            return new Desired(account.seat(), List.of());
        }
        Seat seat = account.owner()
                .map(rules::provider)
                .map(provider -> kept(account.seat(), provider, person))
                .orElse(account.seat());
        return new Desired(seat, grants(account.owner(), person, seat, account.grants()));
    }

    /** The grants of an account where an administrator has put it. */
    public Desired keepingSeat(Account account, Profile person) {
        boolean gone = account.facts().state() == State.DEACTIVATED;
        List<Grant> grants = gone ? List.of() : grants(account.owner(), person, account.seat(), account.grants());
        return new Desired(account.seat(), grants);
    }

    // ---- organization

    private Seat kept(Seat seat, ProviderRules provider, Profile person) {
        if (seat.origin() == Seat.Origin.PINNED && active(seat)) {
            return seat;
        }
        return switch (provider.organization()) {
            case OrganizationMapping.Fixed fixed -> active(seat) ? seat : again(seat, mapped(provider, person));
            case OrganizationMapping.ByGroup byGroup -> unlessAdopted(seat, again(seat, mapped(provider, person)));
            case OrganizationMapping.ByAttribute byAttribute ->
                unlessAdopted(seat, again(seat, mapped(provider, person)));
            case OrganizationMapping.ByExpression byExpression ->
                unlessAdopted(seat, again(seat, mapped(provider, person)));
        };
    }

    /** Nobody adopted is moved by not being mapped yet: groups come after people. */
    private Seat unlessAdopted(Seat seat, Seat next) {
        boolean placeless = next.origin() == Seat.Origin.FALLBACK || next.origin() == Seat.Origin.ERROR;
        return seat.origin() == Seat.Origin.ADOPTED && placeless && active(seat) ? seat : next;
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

    private Seat mapped(ProviderRules provider, Profile person) {
        return switch (provider.organization()) {
            case OrganizationMapping.Fixed fixed ->
                new Seat(
                        fixed.organization(),
                        Seat.Origin.FIXED,
                        Optional.empty(),
                        "%s puts new users into %s".formatted(provider.name(), path(fixed.organization())),
                        now);
            case OrganizationMapping.ByGroup byGroup -> byGroup(provider, byGroup, person);
            case OrganizationMapping.ByAttribute byAttribute -> byAttribute(provider, byAttribute, person);
            case OrganizationMapping.ByExpression byExpression -> byExpression(provider, byExpression, person);
        };
    }

    private Seat byGroup(ProviderRules provider, OrganizationMapping.ByGroup mapping, Profile person) {
        List<OrganizationMapping.Row> matches = mapping.rows().stream()
                .filter(row -> person.groups().containsKey(row.group()))
                .toList();
        if (matches.isEmpty()) {
            return fallback(
                    mapping.fallback(),
                    "no group of %s's organization mapping has the user".formatted(provider.name()));
        }
        OrganizationMapping.Row first = matches.getFirst();
        if (!rules.organization(first.organization()).active()) {
            return fallback(
                    mapping.fallback(),
                    "%s names %s, which is deactivated".formatted(row(first, person), path(first.organization())));
        }
        return new Seat(
                first.organization(),
                Seat.Origin.GROUP,
                Optional.of(first.group().value()),
                reason(provider, matches, person),
                now);
    }

    private Seat byAttribute(ProviderRules provider, OrganizationMapping.ByAttribute mapping, Profile person) {
        List<String> values = mapping.attribute().values(person.attributes());
        String attribute = "%s's attribute %s".formatted(provider.name(), mapping.attribute());
        return switch (values.size()) {
            case 0 -> fallback(mapping.fallback(), attribute + " has no value");
            case 1 -> named(mapping, values.getFirst(), "%s is \"%s\"".formatted(attribute, cut(values.getFirst())));
            default -> fallback(mapping.fallback(), attribute + " has several values");
        };
    }

    /** The one organization of a name. None, several or a deactivated one is the fallback, and says so (P-34). */
    private Seat named(OrganizationMapping.ByAttribute mapping, String name, String because) {
        List<Rules.Organization> found = rules.named(name, mapping.parent());
        List<Rules.Organization> active =
                found.stream().filter(Rules.Organization::active).toList();
        if (active.size() == 1) {
            return new Seat(active.getFirst().id(), Seat.Origin.ATTRIBUTE, Optional.empty(), because, now);
        }
        if (!active.isEmpty()) {
            return fallback(mapping.fallback(), because + ", which could be any of " + paths(active));
        }
        if (!found.isEmpty()) {
            return fallback(mapping.fallback(), "%s, but %s is deactivated".formatted(because, paths(found)));
        }
        Optional<String> obstacle = obstacle(mapping, name);
        if (obstacle.isEmpty()) {
            throw new MissingOrganizationException(mapping.parent(), name, because);
        }
        return fallback(mapping.fallback(), because + ", but " + obstacle.get());
    }

    /** Why no organization of that name is made. */
    private Optional<String> obstacle(OrganizationMapping.ByAttribute mapping, String name) {
        if (!mapping.creates()) {
            return Optional.of("there is no such organization below " + path(mapping.parent()));
        }
        boolean fits = name.length() <= Limits.NAME_LENGTH
                && !name.contains("/")
                && name.codePoints().noneMatch(Character::isISOControl);
        if (!fits) {
            return Optional.of(
                    "an organization has a name of at most %d characters, without \"/\"".formatted(Limits.NAME_LENGTH));
        }
        return rules.organizations().size() < Limits.MAPPED_ORGANIZATIONS
                ? Optional.empty()
                : Optional.of("there are %d organizations already; list it in the configuration to have it"
                        .formatted(rules.organizations().size()));
    }

    private Seat byExpression(ProviderRules provider, OrganizationMapping.ByExpression mapping, Profile person) {
        return switch (mapping.expression().of(person)) {
            case Expression.Failure<String> failure -> failed(provider, mapping.fallback(), failure.why());
            case Expression.Value<String> value ->
                answered(provider, mapping.fallback(), value.value().strip());
        };
    }

    private Seat failed(ProviderRules provider, OrganizationId fallback, String why) {
        return new Seat(
                fallback,
                Seat.Origin.ERROR,
                Optional.empty(),
                "%s's expression failed: %s; fallback %s".formatted(provider.name(), why, path(fallback)),
                now);
    }

    /** The one active organization of a path, or else of a name. */
    private Seat answered(ProviderRules provider, OrganizationId fallback, String answer) {
        if (answer.isEmpty()) {
            return fallback(fallback, provider.name() + "'s expression answered nothing");
        }
        String because = "%s's expression answered \"%s\"".formatted(provider.name(), cut(answer));
        List<Rules.Organization> found = rules.called(answer);
        List<Rules.Organization> active =
                found.stream().filter(Rules.Organization::active).toList();
        if (active.size() == 1) {
            return new Seat(active.getFirst().id(), Seat.Origin.EXPRESSION, Optional.empty(), because, now);
        }
        if (!active.isEmpty()) {
            return fallback(fallback, because + ", which could be any of " + paths(active));
        }
        String obstacle =
                found.isEmpty() ? "there is no such organization" : "%s is deactivated".formatted(paths(found));
        return fallback(fallback, "%s, but %s".formatted(because, obstacle));
    }

    private static String paths(List<Rules.Organization> organizations) {
        return organizations.stream().limit(3).map(Rules.Organization::path).collect(Collectors.joining(", "));
    }

    private static String cut(String name) {
        return name.length() <= Limits.NAME_LENGTH ? name : name.substring(0, Limits.NAME_LENGTH) + "…";
    }

    private Seat fallback(OrganizationId fallback, String why) {
        return new Seat(
                fallback,
                Seat.Origin.FALLBACK,
                Optional.empty(),
                "%s; fallback %s".formatted(why, path(fallback)),
                now);
    }

    private String reason(ProviderRules provider, List<OrganizationMapping.Row> matches, Profile person) {
        String first = "%s of %s's organization mapping".formatted(row(matches.getFirst(), person), provider.name());
        if (matches.size() == 1) {
            return first;
        }
        OrganizationMapping.Row next = matches.get(1);
        return "%s; it comes before %s, which would give %s"
                .formatted(first, row(next, person), path(next.organization()));
    }

    private static String row(OrganizationMapping.Row row, Profile person) {
        return "row %d (group \"%s\")"
                .formatted(row.number(), person.groups().getOrDefault(row.group(), row.groupName()));
    }

    private String path(OrganizationId organization) {
        return rules.organization(organization).path();
    }

    // ---- roles

    private List<Grant> grants(Optional<ProviderId> provider, Profile person, Seat seat, List<Grant> current) {
        List<Grant> mapped =
                provider.map(rules::provider).map(p -> mappedRoles(p, person)).orElse(List.of());
        boolean given = !mapped.isEmpty() || current.stream().anyMatch(Placement::released);
        return merged(current, given ? mapped : defaults(seat.organization()));
    }

    /** What a group once gave stands for it: losing its provider gives nobody a default role (P-8). */
    private static boolean released(Grant grant) {
        return grant.origin() == Grant.Origin.RELEASED;
    }

    private List<Grant> mappedRoles(ProviderRules provider, Profile person) {
        List<Grant> grants = new ArrayList<>();
        for (ProviderRules.RoleRow row : provider.roles().orElse(List.of())) {
            if (row.condition().has(person) instanceof Expression.Value<Boolean> has && has.value()) {
                row.roles().stream()
                        .filter(provider::mayGrant)
                        .map(role -> mappedRole(role, row, provider, person))
                        .forEach(grants::add);
            }
        }
        return grants;
    }

    private Grant mappedRole(RoleId role, ProviderRules.RoleRow row, ProviderRules provider, Profile person) {
        return switch (row.condition()) {
            case Condition.Members members ->
                grant(
                        role,
                        Grant.Origin.GROUP,
                        members.group().value(),
                        "row %d (group \"%s\") of %s's role mapping"
                                .formatted(row.number(), person.groups().get(members.group()), provider.name()));
            case Condition.When when ->
                grant(
                        role,
                        Grant.Origin.EXPRESSION,
                        when.source(),
                        "row %d (expression %s) of %s's role mapping"
                                .formatted(row.number(), cut(when.expression().source()), provider.name()));
        };
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
