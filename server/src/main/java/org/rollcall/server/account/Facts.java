package org.rollcall.server.account;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The facts from which the state of an account follows.
 *
 * @param providerActive what the provider last said; true for a local user
 * @param adminBlockedAt since when an administrator blocks the account, apart from any provider (P-51)
 * @param dueAt when the pending deactivation becomes due (P-56)
 * @param deactivatedAt since when the account is deactivated
 * @param deletedAt since when its provider has deleted it (P-53); its userName is free again
 * @param purgedAt since when its personal data is erased (P-60); nothing about it changes any more
 * @param reason why the account is in its state, in words (P-80)
 * @param since since when it is in its state
 */
public record Facts(
        boolean providerActive,
        Optional<Instant> adminBlockedAt,
        Optional<Instant> dueAt,
        Optional<Instant> deactivatedAt,
        Optional<Instant> deletedAt,
        Optional<Instant> purgedAt,
        String reason,
        Instant since) {

    private static final String DELETED = "deleted";

    /** Every {@link #label}. */
    public static final List<String> LABELS = Stream.concat(
                    Arrays.stream(State.values()).map(State::label), Stream.of(DELETED))
            .toList();

    public Facts {
        if (dueAt.isPresent() && (deactivatedAt.isPresent() || providerActive)) {
            throw new IllegalArgumentException(
                    "a deactivation is pending only for an inactive, not yet deactivated account");
        }
    }

    /** Of somebody whose data is not erased. */
    public Facts(
            boolean providerActive,
            Optional<Instant> adminBlockedAt,
            Optional<Instant> dueAt,
            Optional<Instant> deactivatedAt,
            Optional<Instant> deletedAt,
            String reason,
            Instant since) {
        this(providerActive, adminBlockedAt, dueAt, deactivatedAt, deletedAt, Optional.empty(), reason, since);
    }

    /** The same facts, told otherwise. */
    public Facts because(String words) {
        return new Facts(providerActive, adminBlockedAt, dueAt, deactivatedAt, deletedAt, purgedAt, words, since);
    }

    public State state() {
        if (deactivatedAt.isPresent()) {
            return State.DEACTIVATED;
        }
        boolean blocked = !providerActive || adminBlockedAt.isPresent() || deletedAt.isPresent();
        return blocked ? State.BLOCKED : State.ACTIVE;
    }

    public boolean deleted() {
        return deletedAt.isPresent();
    }

    public boolean purged() {
        return purgedAt.isPresent();
    }

    /** The state for people to read: a deleted account says so. */
    public String label() {
        return deleted() ? DELETED : state().label();
    }
}
