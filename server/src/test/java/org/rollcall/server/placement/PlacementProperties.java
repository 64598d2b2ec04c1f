package org.rollcall.server.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.placement.Town.*;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rollcall.scim.json.Json;
import org.rollcall.server.account.Account;
import org.rollcall.server.account.Seat;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.profile.Profile;

/** What placement promises whatever the rules and groups are (N7). */
class PlacementProperties {

    private static final int GROUPS = 6;

    /** Rules, and how they were made. */
    record Ruled(List<To> rows, List<Gives> gives, Rules rules) {}

    @Provide
    Arbitrary<Ruled> ruled() {
        Arbitrary<Integer> number = Arbitraries.integers().between(0, GROUPS - 1);
        Arbitrary<List<To>> rows = Combinators.combine(
                        number, Arbitraries.integers().between(0, 7))
                .as(To::new)
                .list()
                .ofMaxSize(6);
        Arbitrary<List<Gives>> gives = Combinators.combine(
                        number,
                        Arbitraries.integers().between(0, 5).set().ofMinSize(1).ofMaxSize(3))
                .as(Gives::new)
                .list()
                .ofMaxSize(6);
        Arbitrary<Set<Integer>> deactivated =
                Arbitraries.integers().between(1, 7).set().ofMaxSize(2);
        Arbitrary<Boolean> fixed = Arbitraries.of(false, false, true);
        return Combinators.combine(rows, gives, deactivated, fixed)
                .as((to, give, off, one) -> new Ruled(to, give, rules(one ? Town.fixed(1) : byGroup(to), give, off)));
    }

    @Provide
    Arbitrary<Set<Integer>> groupNumbers() {
        return Arbitraries.integers().between(0, GROUPS - 1).set().ofMaxSize(GROUPS);
    }

    @Property(tries = 300)
    void placingTwiceIsPlacingOnce(
            @ForAll("ruled") Ruled ruled,
            @ForAll("groupNumbers") Set<Integer> before,
            @ForAll("groupNumbers") Set<Integer> now) {
        Placement placement = new Placement(ruled.rules(), NOW);
        Account account = account(placement.anew(PROVIDER, groups(before)));
        Account once = with(account, placement.again(account, groups(now)));
        Account twice = with(once, new Placement(ruled.rules(), NOW.plusSeconds(60)).again(once, groups(now)));
        assertThat(twice).isEqualTo(once);
    }

    @Property(tries = 300)
    void groupsInAnyOrderGiveTheSame(
            @ForAll("ruled") Ruled ruled, @ForAll("groupNumbers") Set<Integer> numbers, @ForAll Random random) {
        Placement placement = new Placement(ruled.rules(), NOW);
        List<Integer> shuffled = new ArrayList<>(numbers);
        Collections.shuffle(shuffled, random);
        Map<GroupId, String> other = new LinkedHashMap<>();
        shuffled.forEach(n -> other.put(group(n), "Group" + n));
        assertThat(placement.anew(PROVIDER, new Profile(other, Json.Obj.EMPTY)))
                .isEqualTo(placement.anew(PROVIDER, groups(numbers)));
    }

    @Property(tries = 300)
    void rolesAreTheUnionOverTheGroupsOrTheDefaults(
            @ForAll("ruled") Ruled ruled, @ForAll("groupNumbers") Set<Integer> numbers) {
        Placement.Desired desired = new Placement(ruled.rules(), NOW).anew(PROVIDER, groups(numbers));
        Set<Integer> union = new TreeSet<>();
        ruled.gives().stream().filter(row -> numbers.contains(row.group())).forEach(row -> union.addAll(row.roles()));
        assertThat(new HashSet<>(rolesOf(desired.grants()))).isEqualTo(union.isEmpty() ? defaults(desired) : union);
    }

    private static Set<Integer> defaults(Placement.Desired desired) {
        int organization = (int) (desired.seat().organization().value().getLeastSignificantBits() & 0xFF);
        return Set.of(10 + organization - organization % 2);
    }

    /** Where somebody ends up does not depend on the way there, except for fixed, which never moves. */
    @Property(tries = 300)
    void theSeatByGroupFollowsFromTheGroupsAlone(
            @ForAll("ruled") Ruled ruled,
            @ForAll("groupNumbers") Set<Integer> before,
            @ForAll("groupNumbers") Set<Integer> now) {
        Placement placement = new Placement(ruled.rules(), NOW);
        Account account = account(placement.anew(PROVIDER, groups(before)));
        Seat seat = placement.again(account, groups(now)).seat();
        boolean fixed = ruled.rules().provider(PROVIDER).organization() instanceof OrganizationMapping.Fixed;
        Seat expected = placement.anew(PROVIDER, groups(fixed ? before : now)).seat();
        assertThat(seat.organization()).isEqualTo(expected.organization());
        assertThat(seat.origin()).isEqualTo(expected.origin());
        assertThat(seat.reason()).isEqualTo(expected.reason());
    }

    @Property(tries = 200)
    void nobodyIsPlacedIntoADeactivatedOrganizationByAGroup(
            @ForAll("ruled") Ruled ruled, @ForAll("groupNumbers") Set<Integer> numbers) {
        Seat seat = new Placement(ruled.rules(), NOW)
                .anew(PROVIDER, groups(numbers))
                .seat();
        boolean active = ruled.rules().organization(seat.organization()).active();
        assertThat(active || seat.origin() != Seat.Origin.GROUP).isTrue();
    }

    @Property(tries = 200)
    void grantsByHandAlwaysSurviveAndNothingElseIsInvented(
            @ForAll("ruled") Ruled ruled, @ForAll("groupNumbers") Set<Integer> numbers) {
        Placement placement = new Placement(ruled.rules(), NOW);
        Account account = account(placement.anew(PROVIDER, groups(numbers))).with(List.of(byHand(9), byHand(1)));
        List<?> after = placement.again(account, groups(numbers)).grants();
        List<Object> expected =
                new ArrayList<>(placement.anew(PROVIDER, groups(numbers)).grants());
        expected.add(byHand(9));
        expected.add(byHand(1));
        assertThat(new HashSet<Object>(after)).isEqualTo(new HashSet<>(expected));
    }
}
