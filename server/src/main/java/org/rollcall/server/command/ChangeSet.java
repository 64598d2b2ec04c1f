package org.rollcall.server.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rollcall.server.base.ChangeSetId;
import org.rollcall.server.feed.Event;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.placement.Rules;

/** What one command changes, complete: the differences, the log rows and the events that follow from them. */
record ChangeSet(
        ChangeSetId id,
        Instant at,
        Caller caller,
        String command,
        Changes changes,
        List<Founding.Founded> founded,
        List<LogEntry> log,
        List<Event> events) {

    static ChangeSet of(
            ChangeSetId id,
            Instant at,
            Caller caller,
            String command,
            Rules rules,
            Changes changes,
            List<Founding.Founded> founded) {
        Effects effects = new Effects(rules, at);
        Events events = new Events(rules, id, at, caller);
        List<LogEntry> log =
                new ArrayList<>(founded.stream().map(Founding.Founded::logged).toList());
        List<Event> published = new ArrayList<>();
        changes.groups().forEach(change -> log.addAll(effects.of(change)));
        changes.memberships().forEach(change -> log.addAll(effects.of(change)));
        for (Changes.PersonChange change : changes.people()) {
            List<LogEntry> rows = effects.of(change);
            log.addAll(rows);
            log.addAll(change.decided());
            events.of(change, rows).ifPresent(published::add);
        }
        log.addAll(changes.notes());
        return new ChangeSet(id, at, caller, command, changes, founded, log, published);
    }

    /** True when nothing differs: no change, no change set. An account may still get a newer configuration version. */
    boolean isEmpty() {
        return log.isEmpty()
                && stale().findAny().isEmpty()
                && changes.marks().isEmpty()
                && changes.writes().isEmpty();
    }

    /** True when it changed something that a log row or an event tells. */
    boolean effective() {
        return !log.isEmpty() || !events.isEmpty();
    }

    /** True when it stands in the log. */
    boolean told() {
        return effective() || !changes.marks().isEmpty();
    }

    private Stream<Changes.PersonChange> stale() {
        return changes.people().stream()
                .filter(change -> change.before()
                        .filter(before ->
                                !before.account().equals(change.after().account()))
                        .isPresent());
    }
}
