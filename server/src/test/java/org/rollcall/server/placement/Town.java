package org.rollcall.server.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rollcall.scim.json.Json;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Facts;
import org.rollcall.server.account.Grant;
import org.rollcall.server.account.Seat;
import org.rollcall.server.account.Standing;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.RoleId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.brake.Caution;
import org.rollcall.server.lifecycle.Lifecycle;
import org.rollcall.server.profile.Profile;

/** Rules and people for tests without a database: organization, role and group number n have ids that end in n. */
final class Town {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final ProviderId PROVIDER = new ProviderId(uuid(9, 1));
    static final int FALLBACK = 0;

    private Town() {}

    private static UUID uuid(int kind, int number) {
        return new UUID(0x7000L + kind, 0x8000000000000000L | number);
    }

    static OrganizationId organization(int number) {
        return new OrganizationId(uuid(1, number));
    }

    static RoleId role(int number) {
        return new RoleId(uuid(2, number));
    }

    static GroupId group(int number) {
        return new GroupId(uuid(3, number));
    }

    /** A row of organization mapping: its group, its organization. */
    record To(int group, int organization) {}

    /** A row of role mapping: its group, its roles. */
    record Gives(int group, Set<Integer> roles) {}

    /**
     * Rules of one provider over eight organizations, of which those named are deactivated; organization n has default
     * role 10 + n, and odd ones inherit from the even one before.
     */
    static Rules rules(OrganizationMapping mapping, List<Gives> gives, Set<Integer> deactivated) {
        Map<OrganizationId, Rules.Organization> organizations = IntStream.range(0, 8)
                .mapToObj(n -> new Rules.Organization(
                        organization(n),
                        "Org" + n,
                        !deactivated.contains(n),
                        Set.of(role(10 + n - n % 2)),
                        organization(n - n % 2)))
                .collect(Collectors.toMap(Rules.Organization::id, o -> o));
        Map<RoleId, Rules.Role> roles = IntStream.range(0, 20)
                .mapToObj(n -> new Rules.Role(role(n), "Role" + n, false, Set.of()))
                .collect(Collectors.toMap(Rules.Role::id, r -> r));
        List<ProviderRules.RoleRow> rows = IntStream.range(0, gives.size())
                .mapToObj(n -> new ProviderRules.RoleRow(
                        n + 1,
                        new Condition.Members(
                                group(gives.get(n).group()),
                                "Group" + gives.get(n).group()),
                        gives.get(n).roles().stream().map(Town::role).collect(Collectors.toSet())))
                .toList();
        ProviderRules provider = new ProviderRules(
                PROVIDER,
                "okta",
                mapping,
                Optional.of(rows),
                Optional.empty(),
                Delays.of(Duration.ofMinutes(15)),
                Optional.empty(),
                Caution.DEFAULT,
                List.of());
        return new Rules(7, organizations, roles, Map.of(PROVIDER, provider));
    }

    static OrganizationMapping byGroup(List<To> rows) {
        return new OrganizationMapping.ByGroup(
                IntStream.range(0, rows.size())
                        .mapToObj(n -> new OrganizationMapping.Row(
                                n + 1,
                                group(rows.get(n).group()),
                                "Group" + rows.get(n).group(),
                                organization(rows.get(n).organization())))
                        .toList(),
                organization(FALLBACK));
    }

    static OrganizationMapping fixed(int organization) {
        return new OrganizationMapping.Fixed(organization(organization));
    }

    static Profile groups(Iterable<Integer> numbers) {
        Map<GroupId, String> groups = new HashMap<>();
        numbers.forEach(n -> groups.put(group(n), "Group" + n));
        return new Profile(groups, Json.Obj.EMPTY);
    }

    /** An active person of the provider, placed so. */
    static Account account(Placement.Desired desired) {
        return new Account(
                new AccountId(uuid(4, 1)),
                Optional.of(PROVIDER),
                UserName.of("ana@example.org"),
                Optional.empty(),
                desired.seat(),
                desired.grants(),
                Lifecycle.created(true, "okta", NOW),
                7,
                NOW,
                Standing.NONE,
                Optional.empty(),
                Optional.empty());
    }

    static Account with(Account account, Placement.Desired desired) {
        return account.with(desired.seat()).with(desired.grants());
    }

    static Account deactivated(Account account) {
        Facts facts = Lifecycle.deactivate(account.facts(), "left", NOW);
        return account.with(facts);
    }

    static Grant byHand(int role) {
        return new Grant(
                role(role),
                Grant.Origin.MANUAL,
                uuid(4, 1),
                "by hand",
                Optional.of("administrator"),
                Optional.empty(),
                NOW);
    }

    static Seat seat(int organization, Seat.Origin origin) {
        return new Seat(organization(organization), origin, Optional.empty(), "test", NOW);
    }

    static List<Integer> rolesOf(List<Grant> grants) {
        return grants.stream()
                .map(Grant::role)
                .distinct()
                .map(role -> (int) (role.value().getLeastSignificantBits() & 0xFF))
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
