package org.rollcall.server.application;

import java.time.Duration;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.Limits;

/**
 * What an administrator says of an application.
 *
 * @param lagAlarm how long an event may wait before administrators are told
 * @param acknowledgeWithin how soon it acknowledges each loss of access; empty when it is not asked to
 */
public record Settings(
        String name, Subscription subscription, Duration lagAlarm, Optional<Duration> acknowledgeWithin) {

    public Settings {
        if (name.isEmpty() || name.length() > Limits.NAME_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            throw ScimError.invalidValue(
                            "an application's name has 1 to %d visible characters".formatted(Limits.NAME_LENGTH))
                    .exception();
        }
        require(lagAlarm);
        acknowledgeWithin.ifPresent(Settings::require);
    }

    private static void require(Duration time) {
        if (time.toSeconds() < 1 || time.compareTo(Limits.APPLICATION_ALARM) > 0) {
            throw ScimError.invalidValue("an alarm or an acknowledgement has a time from 1 second to %d days"
                            .formatted(Limits.APPLICATION_ALARM.toDays()))
                    .exception();
        }
    }

    /** For the log. */
    String words() {
        return "%s; told after a lag of %d s; %s"
                .formatted(
                        subscription.words(),
                        lagAlarm.toSeconds(),
                        acknowledgeWithin
                                .map(time -> "acknowledges within %d s".formatted(time.toSeconds()))
                                .orElse("acknowledges nothing"));
    }
}
