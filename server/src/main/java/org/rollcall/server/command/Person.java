package org.rollcall.server.command;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rollcall.scim.json.Json;
import org.rollcall.server.account.Account;
import org.rollcall.server.base.GroupId;
import org.rollcall.server.directory.UserRecord;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.journal.LogEntry.Subject;
import org.rollcall.server.profile.Profile;

/**
 * A person as loaded under lock: what the provider said, what it means here, and in which groups.
 *
 * @param record empty for a local user
 * @param account empty while a provider only shadows
 * @param groups id to display name
 */
public record Person(Optional<UserRecord> record, Optional<Account> account, Map<GroupId, String> groups) {

    public Person {
        groups = Map.copyOf(groups);
    }

    /** A log row about this person that says only that something was done. */
    public LogEntry logged(Action action) {
        String name = record.map(r -> r.userName().raw())
                .or(() -> account.map(a -> a.userName().raw()))
                .orElse("");
        Subject subject = Subject.user(record.map(r -> r.id().value())
                .or(() -> account.map(a -> a.id().value()))
                .orElseThrow());
        return LogEntry.of(action, subject, account.map(Account::id), name);
    }

    public UserRecord requireRecord() {
        return record.orElseThrow(() -> new IllegalStateException("a local user has no record"));
    }

    public Account requireAccount() {
        return account.orElseThrow(() -> new IllegalStateException("a shadow record has no account"));
    }

    /** What placement looks at. */
    public Profile profile() {
        return new Profile(groups, record.map(r -> r.resource().attributes()).orElse(Json.Obj.EMPTY));
    }

    public Person with(UserRecord next) {
        return new Person(Optional.of(next), account, groups);
    }

    public Person with(Account next) {
        return new Person(record, Optional.of(next), groups);
    }

    public Person inGroup(GroupId group, String name) {
        Map<GroupId, String> next = new TreeMap<>(groups);
        next.put(group, name);
        return new Person(record, account, next);
    }

    public Person notInGroup(GroupId group) {
        Map<GroupId, String> next = new TreeMap<>(groups);
        next.remove(group);
        return new Person(record, account, next);
    }

    public Person inNoGroup() {
        return new Person(record, account, Map.of());
    }
}
