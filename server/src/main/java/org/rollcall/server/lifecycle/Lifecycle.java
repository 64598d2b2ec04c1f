package org.rollcall.server.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.rollcall.server.account.Facts;

/**
 * How facts change. Each function answers the facts as they are when nothing changes, so that a repeated push is a
 * no-op (P-92).
 */
public final class Lifecycle {

    private static final String BLOCK_STAYS = "; the block by an administrator stays";
    private static final String LEAVE_STAYS = "; its provider says that the user is not active";

    private Lifecycle() {}

    /** A person's first facts. Created inactive is blocked without a due time (P-57). */
    public static Facts created(boolean active, String who, Instant now) {
        String reason = active ? who + " created the user" : who + " created the user as not active";
        return new Facts(active, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), reason, now);
    }

    /**
     * The provider says whether the person is active (P-50, P-51, P-54).
     *
     * @param because why the delay is what it is, as an addition to the reason
     */
    public static Facts providerSays(
            Facts facts, boolean active, Duration delay, String because, String who, Instant now) {
        return active ? activated(facts, who, now) : left(facts, delay, who + " set active to false" + because, now);
    }

    /** The day has come on which the provider says that the person leaves (P-59). */
    public static Facts leaves(Facts facts, Duration delay, String reason, Instant now) {
        return facts.deactivatedAt().isPresent() || facts.deleted() ? facts : left(facts, delay, reason, now);
    }

    /** The provider says that the person does not leave, or later, after it has left on its day. */
    public static Facts stays(Facts facts, String who, Instant now) {
        return activated(facts, who, now).because(who + " moved the leave date");
    }

    private static Facts activated(Facts facts, String who, Instant now) {
        boolean changes = !facts.providerActive() || facts.deactivatedAt().isPresent();
        return changes
                ? new Facts(
                        true,
                        facts.adminBlockedAt(),
                        Optional.empty(),
                        Optional.empty(),
                        facts.deletedAt(),
                        who + " set active to true" + (facts.adminBlockedAt().isPresent() ? BLOCK_STAYS : ""),
                        now)
                : facts;
    }

    private static Facts left(Facts facts, Duration delay, String reason, Instant now) {
        if (!facts.providerActive()) {
            return facts;
        }
        Optional<Instant> due = facts.deactivatedAt().isPresent() ? Optional.empty() : Optional.of(now.plus(delay));
        return new Facts(false, facts.adminBlockedAt(), due, facts.deactivatedAt(), facts.deletedAt(), reason, now);
    }

    /** The provider deletes the person: blocked now, deactivated after the delay (P-53). */
    public static Facts deleted(Facts facts, Duration delay, String because, String who, Instant now) {
        boolean settled = facts.dueAt().isPresent() || facts.deactivatedAt().isPresent();
        Optional<Instant> due = settled ? facts.dueAt() : Optional.of(now.plus(delay));
        return new Facts(
                false,
                facts.adminBlockedAt(),
                due,
                facts.deactivatedAt(),
                Optional.of(now),
                who + " deleted the user" + (settled ? "" : because),
                now);
    }

    /** The due time has come; facts that are not due stay. */
    public static Facts due(Facts facts, Instant now) {
        boolean due = facts.dueAt().filter(at -> !at.isAfter(now)).isPresent();
        return due ? deactivated(facts, "deactivation was due; before: " + facts.reason(), now) : facts;
    }

    /** An administrator deactivates at once (P-52). */
    public static Facts deactivate(Facts facts, String reason, Instant now) {
        return facts.deactivatedAt().isPresent() ? facts : deactivated(facts, reason, now);
    }

    private static Facts deactivated(Facts facts, String reason, Instant now) {
        return new Facts(
                facts.providerActive(),
                facts.adminBlockedAt(),
                Optional.empty(),
                Optional.of(now),
                facts.deletedAt(),
                reason,
                now);
    }

    /**
     * An administrator ends a deactivation, or cancels one that is pending. Whom the provider says to be inactive, or who
     * is blocked by hand, stays blocked.
     */
    public static Facts reactivate(Facts facts, String reason, Instant now) {
        boolean changes = facts.deactivatedAt().isPresent() || facts.dueAt().isPresent();
        return changes
                ? new Facts(
                        facts.providerActive(),
                        facts.adminBlockedAt(),
                        Optional.empty(),
                        Optional.empty(),
                        facts.deletedAt(),
                        reason + whatStays(facts),
                        now)
                : facts;
    }

    private static String whatStays(Facts facts) {
        if (!facts.providerActive()) {
            return LEAVE_STAYS;
        }
        return facts.adminBlockedAt().isPresent() ? BLOCK_STAYS : "";
    }

    /**
     * The facts of somebody whose provider no longer has a say, so that administrators decide alone: whoever is out by
     * its word is blocked by hand instead. What is pending is cancelled.
     */
    public static Facts ownWay(Facts facts, String reason, Instant now) {
        if (facts.providerActive()) {
            return facts;
        }
        boolean settled = facts.deactivatedAt().isPresent();
        return new Facts(
                true,
                settled ? facts.adminBlockedAt() : facts.adminBlockedAt().or(() -> Optional.of(now)),
                Optional.empty(),
                facts.deactivatedAt(),
                facts.deletedAt(),
                "%s; before: %s".formatted(reason, facts.reason()),
                facts.since());
    }

    /** The personal data of somebody who is deactivated is erased (P-60). It is gone for its provider, too. */
    public static Facts purged(Facts facts, String reason, Instant now) {
        return new Facts(
                facts.providerActive(),
                facts.adminBlockedAt(),
                Optional.empty(),
                facts.deactivatedAt(),
                facts.deletedAt().or(() -> Optional.of(now)),
                Optional.of(now),
                reason,
                now);
    }

    /** An administrator blocks, apart from what the provider says (P-51). */
    public static Facts block(Facts facts, String reason, Instant now) {
        return facts.adminBlockedAt().isPresent()
                ? facts
                : new Facts(
                        facts.providerActive(),
                        Optional.of(now),
                        facts.dueAt(),
                        facts.deactivatedAt(),
                        facts.deletedAt(),
                        reason,
                        now);
    }

    /** An administrator takes back the own block; a block by the provider stays. */
    public static Facts unblock(Facts facts, String reason, Instant now) {
        return facts.adminBlockedAt().isEmpty()
                ? facts
                : new Facts(
                        facts.providerActive(),
                        Optional.empty(),
                        facts.dueAt(),
                        facts.deactivatedAt(),
                        facts.deletedAt(),
                        facts.providerActive() ? reason : reason + LEAVE_STAYS,
                        now);
    }

    /** An administrator takes back that the provider put the person out; a block by hand stays (P-84). */
    public static Facts undone(Facts facts, String reason, Instant now) {
        return new Facts(
                true,
                facts.adminBlockedAt(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                facts.adminBlockedAt().isPresent() ? reason + BLOCK_STAYS : reason,
                now);
    }

    /** An administrator brings back a person whom the provider deleted: as before the deletion, active (P-53). */
    public static Facts restore(Facts facts, String reason, Instant now) {
        return facts.deletedAt().isEmpty()
                ? facts
                : new Facts(
                        true,
                        facts.adminBlockedAt(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        reason,
                        now);
    }
}
