package org.rollcall.sync.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.rollcall.sync.config.Kind;

/** What the directory itself says about whether an account may sign in. Rules see it as {@code enabled}. */
final class AccountState {

    /** What is read for it. */
    static final List<String> ATTRIBUTES = List.of(
            "userAccountControl",
            "accountExpires",
            "nsAccountLock",
            "pwdAccountLockedTime",
            "shadowExpire",
            "primaryGroupID",
            "objectSid");

    private static final int DISABLED = 0x2;
    /** Microsoft counts tenths of microseconds since 1601. */
    private static final Instant EPOCH_1601 = Instant.parse("1601-01-01T00:00:00Z");

    private static final long PER_SECOND = 10_000_000;
    private static final String LOCKED_FOR_GOOD = "000001010000Z";

    private AccountState() {}

    /** Empty when the directory did not tell what has to be there, which is a lack of permission. */
    static Optional<Boolean> enabled(Kind kind, SortedMap<String, List<String>> attributes, Instant now) {
        if (kind != Kind.ACTIVE_DIRECTORY) {
            return Optional.of(!is(attributes, "nsAccountLock", "true"::equalsIgnoreCase)
                    && !is(attributes, "pwdAccountLockedTime", LOCKED_FOR_GOOD::equals)
                    && !is(attributes, "shadowExpire", days -> shadowExpired(days, now)));
        }
        return first(attributes, "userAccountControl")
                .flatMap(AccountState::number)
                .map(flags -> (flags & DISABLED) == 0 && !is(attributes, "accountExpires", time -> expired(time, now)));
    }

    private static boolean is(SortedMap<String, List<String>> attributes, String name, Predicate<String> test) {
        return first(attributes, name).filter(test).isPresent();
    }

    static Optional<String> first(SortedMap<String, List<String>> attributes, String name) {
        return Optional.ofNullable(attributes.get(name)).map(List::getFirst);
    }

    private static Optional<Long> number(String text) {
        return text.matches("-?\\d{1,18}|\\d{19}") ? parsed(text) : Optional.empty();
    }

    private static Optional<Long> parsed(String text) {
        try {
            return Optional.of(Long.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** 0 and the largest number mean never. */
    private static boolean expired(String text, Instant now) {
        return expiry(text).filter(end -> !end.isAfter(now)).isPresent();
    }

    private static Optional<Instant> expiry(String text) {
        return number(text)
                .filter(time -> time > 0 && time < Long.MAX_VALUE)
                .map(time -> EPOCH_1601.plusSeconds(time / PER_SECOND).plusNanos(time % PER_SECOND * 100));
    }

    private static boolean shadowExpired(String text, Instant now) {
        return shadowEnd(text).filter(end -> !end.isAfter(now)).isPresent();
    }

    private static Optional<Instant> shadowEnd(String text) {
        return number(text)
                .filter(days -> days >= 0 && days < 1_000_000)
                .map(days -> Instant.EPOCH.plus(Duration.ofDays(days)));
    }

    /** When the account ends by itself, which changes no entry. */
    static Optional<Instant> ends(SortedMap<String, List<String>> attributes) {
        return first(attributes, "accountExpires")
                .flatMap(AccountState::expiry)
                .or(() -> first(attributes, "shadowExpire").flatMap(AccountState::shadowEnd));
    }
}
