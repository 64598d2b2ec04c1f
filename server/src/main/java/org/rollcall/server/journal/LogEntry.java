package org.rollcall.server.journal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.UserId;

/**
 * One row of the sync log.
 *
 * @param name the resource's name when it happened, for people to read
 * @param oldValue cut at {@link Limits#LOG_VALUE}, like {@code newValue}
 * @param field the attribute, role or organization concerned
 * @param cause why, in the words of placement or lifecycle (P-80)
 * @param members the users of a members row
 */
public record LogEntry(
        Action action,
        Subject subject,
        Optional<AccountId> account,
        String name,
        Optional<String> field,
        Optional<String> oldValue,
        Optional<String> newValue,
        Optional<String> cause,
        List<UserId> members) {

    public LogEntry {
        oldValue = oldValue.map(LogEntry::cut);
        newValue = newValue.map(LogEntry::cut);
    }

    private static String cut(String text) {
        return text.length() <= Limits.LOG_VALUE ? text : text.substring(0, Limits.LOG_VALUE) + "…";
    }

    /** The resource a row is about. */
    public record Subject(String type, UUID id) {
        public static Subject user(UUID id) {
            return new Subject("User", id);
        }

        public static Subject group(UUID id) {
            return new Subject("Group", id);
        }

        public static Subject organization(UUID id) {
            return new Subject("Organization", id);
        }

        public static Subject provider(UUID id) {
            return new Subject("Provider", id);
        }

        public static Subject application(UUID id) {
            return new Subject("Application", id);
        }

        public static Subject configuration(UUID tenant) {
            return new Subject("Configuration", tenant);
        }
    }

    /** A row that says only that something was done. */
    public static LogEntry of(Action action, Subject subject, Optional<AccountId> account, String name) {
        return new LogEntry(
                action,
                subject,
                account,
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    public LogEntry field(String value) {
        return new LogEntry(action, subject, account, name, Optional.of(value), oldValue, newValue, cause, members);
    }

    public LogEntry change(Optional<String> before, Optional<String> after) {
        return new LogEntry(action, subject, account, name, field, before, after, cause, members);
    }

    public LogEntry because(String why) {
        return new LogEntry(action, subject, account, name, field, oldValue, newValue, Optional.of(why), members);
    }

    public LogEntry members(List<UserId> users) {
        return new LogEntry(action, subject, account, name, field, oldValue, newValue, cause, users);
    }

    /** Redacted: rows hold personal data. */
    @Override
    public String toString() {
        return "LogEntry[%s %s]".formatted(action.label(), subject.id());
    }
}
