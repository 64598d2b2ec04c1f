package org.rollcall.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.rollcall.server.account.Facts;
import org.rollcall.server.account.State;

/** P-50 to P-57, H-Y1: how facts change, without a database. */
class LifecycleTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration DELAY = Duration.ofMinutes(15);
    private static final Facts ACTIVE = Lifecycle.created(true, "okta", NOW);
    private static final Facts LEFT = Lifecycle.providerSays(ACTIVE, false, DELAY, "", "okta", NOW);

    @Test
    void whoLeavesIsBlockedNowAndDueAfterTheDelay() {
        assertThat(LEFT.state()).isEqualTo(State.BLOCKED);
        assertThat(LEFT.dueAt()).isEqualTo(Optional.of(NOW.plus(DELAY)));
        assertThat(LEFT.reason()).isEqualTo("okta set active to false");
    }

    /** H-Y1, N9 */
    @Test
    void dueIsNotAMillisecondEarly() {
        Instant due = NOW.plus(DELAY);
        assertThat(Lifecycle.due(LEFT, due.minusMillis(1))).isEqualTo(LEFT);
        assertThat(Lifecycle.due(LEFT, due).state()).isEqualTo(State.DEACTIVATED);
        assertThat(Lifecycle.due(LEFT, due.plusMillis(1)).state()).isEqualTo(State.DEACTIVATED);
    }

    @Test
    void whoComesBackBeforeItIsDueIsActiveAndNothingIsPending() {
        Facts back = Lifecycle.providerSays(LEFT, true, DELAY, "", "okta", NOW.plusSeconds(60));
        assertThat(back.state()).isEqualTo(State.ACTIVE);
        assertThat(back.dueAt()).isEmpty();
        assertThat(Lifecycle.due(back, NOW.plus(Duration.ofDays(365)))).isEqualTo(back);
    }

    @Test
    void aBlockByHandIsApartFromTheProviders() {
        Facts blocked = Lifecycle.block(ACTIVE, "inquiry", NOW);
        Facts left = Lifecycle.providerSays(blocked, false, DELAY, "", "okta", NOW);
        Facts back = Lifecycle.providerSays(left, true, DELAY, "", "okta", NOW);
        assertThat(back.state()).isEqualTo(State.BLOCKED);
        assertThat(back.dueAt()).isEmpty();
        assertThat(Lifecycle.unblock(back, "done", NOW).state()).isEqualTo(State.ACTIVE);
        assertThat(Lifecycle.unblock(left, "done", NOW).state()).isEqualTo(State.BLOCKED);
    }

    @Test
    void createdInactiveIsBlockedWithoutADueTime() {
        Facts facts = Lifecycle.created(false, "okta", NOW);
        assertThat(facts.state()).isEqualTo(State.BLOCKED);
        assertThat(facts.dueAt()).isEmpty();
    }

    @Test
    void aDeletionKeepsADueTimeThatIsPendingAlready() {
        Facts deleted = Lifecycle.deleted(LEFT, DELAY, "", "okta", NOW.plusSeconds(60));
        assertThat(deleted.dueAt()).isEqualTo(LEFT.dueAt());
        assertThat(Lifecycle.deleted(ACTIVE, DELAY, "", "okta", NOW).dueAt()).isEqualTo(Optional.of(NOW.plus(DELAY)));
        assertThat(Lifecycle.deleted(Lifecycle.created(false, "okta", NOW), DELAY, "", "okta", NOW)
                        .dueAt())
                .isPresent();
        Facts gone = Lifecycle.deactivate(ACTIVE, "left", NOW);
        assertThat(Lifecycle.deleted(gone, DELAY, "", "okta", NOW).state()).isEqualTo(State.DEACTIVATED);
    }

    @Test
    void aDelayOfZeroIsDueAtOnce() {
        Facts left = Lifecycle.providerSays(ACTIVE, false, Duration.ZERO, "", "okta", NOW);
        assertThat(Lifecycle.due(left, NOW).state()).isEqualTo(State.DEACTIVATED);
    }

    // ---- whatever the history

    /** A step of a history. */
    enum Step {
        LEAVE,
        COME_BACK,
        DELETE,
        BLOCK,
        UNBLOCK,
        DEACTIVATE,
        REACTIVATE,
        RESTORE,
        WAIT
    }

    @Provide
    Arbitrary<Facts> histories() {
        return Arbitraries.of(Step.values()).list().ofMaxSize(8).map(steps -> {
            Facts facts = ACTIVE;
            Instant at = NOW;
            for (Step step : steps) {
                at = at.plus(Duration.ofMinutes(step == Step.WAIT ? 20 : 1));
                facts = step(facts, step, at);
            }
            return facts;
        });
    }

    private static Facts step(Facts facts, Step step, Instant at) {
        return switch (step) {
            case LEAVE -> Lifecycle.providerSays(facts, false, DELAY, "", "okta", at);
            case COME_BACK -> Lifecycle.providerSays(facts, true, DELAY, "", "okta", at);
            case DELETE -> Lifecycle.deleted(facts, DELAY, "", "okta", at);
            case BLOCK -> Lifecycle.block(facts, "inquiry", at);
            case UNBLOCK -> Lifecycle.unblock(facts, "done", at);
            case DEACTIVATE -> Lifecycle.deactivate(facts, "left", at);
            case REACTIVATE -> Lifecycle.reactivate(facts, "back", at);
            case RESTORE -> Lifecycle.restore(facts, "mistake", at);
            case WAIT -> Lifecycle.due(facts, at);
        };
    }

    @Property(tries = 500)
    void whatTheProviderSaysTwiceItHasSaidOnce(@ForAll("histories") Facts facts, @ForAll boolean active) {
        Facts once = Lifecycle.providerSays(facts, active, DELAY, "", "okta", NOW.plus(Duration.ofDays(1)));
        Facts twice = Lifecycle.providerSays(once, active, DELAY, "", "okta", NOW.plus(Duration.ofDays(2)));
        assertThat(twice).isEqualTo(once);
    }

    @Property(tries = 500)
    void nothingIsEverDueEarly(
            @ForAll("histories") Facts facts, @ForAll @LongRange(min = 0, max = 10_000_000) long millis) {
        Instant at = NOW.plusMillis(millis);
        Facts after = Lifecycle.due(facts, at);
        boolean due = facts.dueAt().filter(time -> !time.isAfter(at)).isPresent();
        assertThat(after.equals(facts)).isEqualTo(!due);
        assertThat(Lifecycle.due(after, at)).isEqualTo(after);
    }

    /** Rule 4: nobody who may sign in is about to be deactivated. */
    @Property(tries = 500)
    void whoeverIsActiveHasNothingPending(@ForAll("histories") Facts facts) {
        if (facts.state() == State.ACTIVE) {
            assertThat(facts.dueAt()).isEmpty();
            assertThat(facts.deleted()).isFalse();
        }
    }

    @Property(tries = 500)
    void whatIsDoneTwiceByHandIsDoneOnce(@ForAll("histories") Facts facts) {
        for (Step step : new Step[] {Step.BLOCK, Step.UNBLOCK, Step.DEACTIVATE, Step.REACTIVATE, Step.RESTORE}) {
            Facts once = step(facts, step, NOW.plus(Duration.ofDays(1)));
            assertThat(step(once, step, NOW.plus(Duration.ofDays(2))))
                    .as(step.name())
                    .isEqualTo(once);
        }
    }
}
