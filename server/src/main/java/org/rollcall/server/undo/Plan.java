package org.rollcall.server.undo;

import java.util.List;
import org.rollcall.server.base.AccountId;

/**
 * What can be taken back for one person, and what cannot.
 *
 * @param kept effects that stay, each with the reason
 */
public record Plan(AccountId account, String userName, List<Reversal> reversals, List<Kept> kept) {

    public Plan {
        reversals = List.copyOf(reversals);
        kept = List.copyOf(kept);
    }

    /** One way back. */
    public sealed interface Reversal {

        /** The person may sign in again. */
        record Return() implements Reversal {}

        /** The person goes back to an organization, by path. */
        record MoveBack(String from, String to) implements Reversal {}

        /** A role, by name, is given back. */
        record GiveBack(String role) implements Reversal {}

        /** A role, by name, is taken away again. */
        record TakeAway(String role) implements Reversal {}

        /** In words. */
        default String words() {
            return switch (this) {
                case Return back -> "active again";
                case MoveBack move -> "from %s back to %s".formatted(move.from(), move.to());
                case GiveBack role -> "role %s given back".formatted(role.role());
                case TakeAway role -> "role %s taken away".formatted(role.role());
            };
        }
    }

    /** An effect that stays. */
    public record Kept(String effect, String reason) {}

    /** Redacted: a name is personal data. */
    @Override
    public String toString() {
        return "Plan[%s]".formatted(account);
    }
}
