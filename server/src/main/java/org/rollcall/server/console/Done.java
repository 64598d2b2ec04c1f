package org.rollcall.server.console;

import java.util.Map;
import java.util.Optional;

/** What a page says after something was done. The address names one of these texts; it never carries text itself. */
final class Done {

    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("signed-out", "You are signed out."),
            Map.entry("access-changed", "Changed. All your sessions ended; sign in again."),
            Map.entry("saved", "Saved."),
            Map.entry("unchanged", "Nothing differed, so nothing was changed."),
            Map.entry("block", "Blocked. Signing in is denied from now on."),
            Map.entry("unblock", "The block by hand is gone."),
            Map.entry("deactivate", "Deactivated."),
            Map.entry("reactivate", "Reactivated."),
            Map.entry("restore", "Restored."),
            Map.entry("erase", "Erased. The log tells of this person by the pseudonym above."),
            Map.entry("move", "Moved."),
            Map.entry("grant", "Granted."),
            Map.entry("revoke", "The grant by hand is gone."),
            Map.entry("created", "Created."),
            Map.entry("removed", "Removed. All sessions of this administrator ended."),
            Map.entry("revoked", "Revoked. It is refused from the next request on."),
            Map.entry("disabled", "Disabled. Every request of this provider is refused until you enable it."),
            Map.entry("enabled", "Enabled. The provider is heard again."),
            Map.entry(
                    "handed-over",
                    "Handed over. This provider is paused; the next push of the other one adopts each of its people."),
            Map.entry(
                    "provider-deleted",
                    "Deleted. Its credentials are refused from now on, and its people are being released."),
            Map.entry("paused", "Paused. The provider is told to come again later; nothing is lost."),
            Map.entry("resumed", "Resumed. What the provider sends is taken again."),
            Map.entry(
                    "released",
                    "Released. What was held has happened; who leaves is deactivated after the normal delay."),
            Map.entry("rejected", "Rejected. Nothing happens, until the provider wants something else."),
            Map.entry("not-held", "Nothing of that was held any more, so nothing was changed."),
            Map.entry(
                    "conflict-adopt",
                    "Decided. With its next push the provider adopts the user, with id, organization and roles."),
            Map.entry(
                    "conflict-hand-over",
                    "Decided. The user is released, and the next push of the other provider adopts it."),
            Map.entry("conflict-reject", "Rejected. The push stays refused, and is no longer told of."),
            Map.entry("replayed", "Carried out once more. The sync log tells what it did."),
            Map.entry("job-pause", "Paused. A chunk that is under way is finished."),
            Map.entry("job-resume", "Resumed."),
            Map.entry("job-cancel", "Cancelled. Who is not placed yet stays as it is."),
            Map.entry("held", "Held. None of them is deactivated while the matter is open."),
            Map.entry("let-go", "The matter does not hold them any longer."),
            Map.entry("matter-released", "Released. Who should have left meanwhile does, after the normal delay."),
            Map.entry("imported", "Created. Who was there already, or in conflict, is as before."),
            Map.entry("mail-test", "The mail server took the test mail. Look whether it arrives."),
            Map.entry("session-ended", "The session ended."));

    private Done() {}

    static Optional<String> text(String key) {
        return Optional.ofNullable(TEXTS.get(key));
    }
}
