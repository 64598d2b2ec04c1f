package org.rollcall.server.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.server.placement.Town.*;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rollcall.scim.json.Json;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Grant;
import org.rollcall.server.account.Seat;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.brake.Caution;
import org.rollcall.server.profile.NameAttribute;
import org.rollcall.server.profile.Profile;

/** P-30 to P-32, P-34, P-40, P-41, P-43, P-57, P-80: placement alone, without a database. */
class PlacementTest {

    private static final List<To> ROWS = List.of(new To(1, 1), new To(2, 2));
    private static final Rules RULES = rules(byGroup(ROWS), List.of(new Gives(1, Set.of(1, 2))), Set.of());

    private static Placement placement(Rules rules) {
        return new Placement(rules, NOW);
    }

    private static Placement later(Rules rules) {
        return new Placement(rules, NOW.plus(Duration.ofDays(1)));
    }

    private static Account person(Integer... groups) {
        return account(placement(RULES).anew(PROVIDER, groups(List.of(groups))));
    }

    @Test
    void theFirstRowThatMatchesWinsAndTheReasonNamesTheOneItBeat() {
        Seat seat = placement(RULES).anew(PROVIDER, groups(List.of(2, 1))).seat();
        assertThat(seat.organization()).isEqualTo(organization(1));
        assertThat(seat.origin()).isEqualTo(Seat.Origin.GROUP);
        assertThat(seat.cause()).isEqualTo(Optional.of(group(1).value()));
        assertThat(seat.reason())
                .isEqualTo("row 1 (group \"Group1\") of okta's organization mapping; it comes before row 2"
                        + " (group \"Group2\"), which would give Org2");
    }

    @Test
    void withoutAMatchItIsTheFallback() {
        Seat seat = placement(RULES).anew(PROVIDER, groups(List.of(5))).seat();
        assertThat(seat.organization()).isEqualTo(organization(FALLBACK));
        assertThat(seat.origin()).isEqualTo(Seat.Origin.FALLBACK);
        assertThat(seat.reason()).isEqualTo("no group of okta's organization mapping has the user; fallback Org0");
    }

    @Test
    void aDeactivatedTargetIsTheFallbackAndNotTheNextRow() {
        Rules rules = rules(byGroup(ROWS), List.of(), Set.of(1));
        Seat seat = placement(rules).anew(PROVIDER, groups(List.of(1, 2))).seat();
        assertThat(seat.organization()).isEqualTo(organization(FALLBACK));
        assertThat(seat.reason()).isEqualTo("row 1 (group \"Group1\") names Org1, which is deactivated; fallback Org0");
    }

    @Test
    void aSeatThatStaysKeepsSinceWhen() {
        Account before = person(1);
        Placement.Desired again = later(RULES).again(before, groups(List.of(1)));
        assertThat(again.seat()).isEqualTo(before.seat());
        assertThat(again.grants()).isEqualTo(before.grants());
    }

    /** Else an explanation would name a row that no longer competes. */
    @Test
    void theReasonOfASeatThatStaysIsTheReasonOfNow() {
        Account before = person(1, 2);
        Seat after = later(RULES).again(before, groups(List.of(1))).seat();
        assertThat(after.since()).isEqualTo(NOW);
        assertThat(after.reason()).isEqualTo("row 1 (group \"Group1\") of okta's organization mapping");
    }

    @Test
    void theReasonOfAGrantThatStaysIsTheReasonOfNow() {
        Rules moved = rules(byGroup(ROWS), List.of(new Gives(3, Set.of(3)), new Gives(1, Set.of(1, 2))), Set.of());
        List<Grant> after = later(moved).again(person(1), groups(List.of(1))).grants();
        assertThat(after).extracting(Grant::since).containsOnly(NOW);
        assertThat(after).extracting(Grant::reason).containsOnly("row 2 (group \"Group1\") of okta's role mapping");
    }

    @Test
    void fixedLeavesASeatAloneWhateverTheGroups() {
        Rules rules = rules(fixed(3), List.of(), Set.of());
        Account moved = person(1).with(seat(5, Seat.Origin.MANUAL));
        assertThat(placement(rules).again(moved, groups(List.of(1, 2))).seat()).isEqualTo(moved.seat());
        assertThat(placement(rules).anew(PROVIDER, groups(List.of(1))).seat().organization())
                .isEqualTo(organization(3));
    }

    @Test
    void defaultsApplyOnlyWhileNoGroupGrantsAndComeFromTheOrganizationThatSetsThem() {
        assertThat(rolesOf(person().grants())).containsExactly(10);
        assertThat(rolesOf(person(1).grants())).containsExactly(1, 2);
        Grant inherited = person(2).grants().getFirst();
        assertThat(inherited.origin()).isEqualTo(Grant.Origin.DEFAULT);
        assertThat(inherited.reason()).isEqualTo("default role of Org2");
    }

    @Test
    void aGrantByHandIsNeitherGivenNorTaken() {
        Account before = person(1);
        before = before.with(Stream.concat(before.grants().stream(), Stream.of(byHand(7), byHand(1)))
                .toList());
        List<Grant> after = placement(RULES).again(before, groups(List.of())).grants();
        assertThat(after).contains(byHand(7), byHand(1));
        assertThat(rolesOf(after)).containsExactly(1, 7, 10);
    }

    @Test
    void aDeactivatedAccountHasNoGrantsAndComesBackWithoutThoseByHand() {
        Account before = person(1).with(List.of(byHand(7)));
        Account gone = deactivated(before);
        assertThat(placement(RULES).again(gone, groups(List.of(1))).grants()).isEmpty();
        assertThat(rolesOf(placement(RULES).anew(PROVIDER, groups(List.of(1))).grants()))
                .containsExactly(1, 2);
    }

    // ---- P-31

    /** One provider by attribute among so many organizations below a root. */
    private static Placement among(int organizations) {
        Rules.Organization root = new Rules.Organization(organization(0), "Root", true, Set.of(), organization(0));
        Map<OrganizationId, Rules.Organization> all = IntStream.range(1, organizations)
                .mapToObj(n -> root.child(organization(n), "Team " + n))
                .collect(Collectors.toMap(Rules.Organization::id, o -> o));
        all.put(root.id(), root);
        NameAttribute title = NameAttribute.parse("title").orElseThrow();
        ProviderRules provider = new ProviderRules(
                PROVIDER,
                "okta",
                new OrganizationMapping.ByAttribute(title, root.id(), true, root.id()),
                Optional.empty(),
                Optional.empty(),
                Delays.of(Duration.ofMinutes(15)),
                Optional.empty(),
                Caution.DEFAULT,
                List.of());
        return placement(new Rules(7, all, Map.of(), Map.of(PROVIDER, provider)));
    }

    @Test
    void aMissingOrganizationIsAskedForUpToTheLimitAndNotAbove() {
        Profile legal = new Profile(Map.of(), Json.Obj.EMPTY.with("title", Json.text(" Legal ")));

        assertThatThrownBy(() -> among(Limits.MAPPED_ORGANIZATIONS - 1).anew(PROVIDER, legal))
                .isInstanceOfSatisfying(MissingOrganizationException.class, missing -> {
                    assertThat(missing.name()).isEqualTo("Legal");
                    assertThat(missing.parent()).isEqualTo(organization(0));
                });
        assertThat(among(Limits.MAPPED_ORGANIZATIONS)
                        .anew(PROVIDER, legal)
                        .seat()
                        .origin())
                .isEqualTo(Seat.Origin.FALLBACK);
    }
}
