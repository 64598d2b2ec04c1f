package org.rollcall.rehearsal.scim;

import java.time.Duration;

/**
 * How often a client repeats a request that the server did not take, and how long it waits before.
 *
 * @param attemptsWhenThrottled attempts in all when the server answers 429
 * @param attemptsWhenFailing attempts in all when the server answers 5xx or nothing
 * @param firstPause the pause before the second attempt when the server names none; it doubles each time
 * @param longestPause no pause is longer, whatever the server asks for
 */
public record Patience(int attemptsWhenThrottled, int attemptsWhenFailing, Duration firstPause, Duration longestPause) {

    /** Whether to try once more after this many attempts, the last of which had this answer. */
    boolean extendsTo(ScimAnswer answer, int attempts) {
        int status = answer.status();
        if (status == 429) {
            return attempts < attemptsWhenThrottled;
        }
        return (status >= 500 || status == Exchange.NO_ANSWER) && attempts < attemptsWhenFailing;
    }

    /** The pause after this many attempts: Retry-After when the server sent whole seconds, else doubling. */
    Duration pause(ScimAnswer answer, int attempts) {
        Duration own = firstPause.multipliedBy(1L << Math.min(attempts - 1, 20));
        Duration asked = answer.retryAfter().orElse(own);
        return asked.compareTo(longestPause) > 0 ? longestPause : asked;
    }
}
