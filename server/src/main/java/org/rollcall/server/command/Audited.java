package org.rollcall.server.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rollcall.server.audit.AuditEntry;
import org.rollcall.server.base.CredentialId;
import org.rollcall.server.journal.LogEntry;

/**
 * What the audit log tells of a change set: by whom, of what, and which things were changed. Values, reasons and names
 * of people stay in the sync log, where they can be forgotten.
 */
final class Audited {

    private static final String CONFIGURATION = "Configuration";
    private static final String PROVIDER = "Provider";
    private static final String APPLICATION = "Application";
    private static final int THINGS = 10;

    private Audited() {}

    static Optional<AuditEntry> of(ChangeSet set) {
        boolean changed = set.told() || !set.changes().writes().isEmpty();
        return Optional.of(set)
                .filter(x -> changed && set.caller().answersForIt())
                .map(Audited::entry);
    }

    private static AuditEntry entry(ChangeSet set) {
        Caller caller = set.caller();
        return new AuditEntry(
                caller.tenant(),
                set.at(),
                caller.actor(),
                caller.origin().credential().map(CredentialId::value),
                caller.origin().address(),
                set.command(),
                target(set),
                detail(set.log()),
                Optional.of(set).filter(ChangeSet::told).map(told -> told.id().value()),
                caller.requestId());
    }

    private static AuditEntry.Target target(ChangeSet set) {
        return set.log().stream()
                .findFirst()
                .map(row ->
                        AuditEntry.Target.of(row.subject().type(), row.subject().id(), row.name()))
                .orElseGet(() -> AuditEntry.Target.of(
                        CONFIGURATION, set.caller().tenant().value(), CONFIGURATION));
    }

    private static String detail(List<LogEntry> log) {
        List<String> things = log.stream().map(Audited::thing).distinct().toList();
        String said = things.stream().limit(THINGS).collect(Collectors.joining("; "));
        return things.size() <= THINGS ? said : said + "; and %d more".formatted(things.size() - THINGS);
    }

    private static String thing(LogEntry row) {
        Optional<String> which = switch (row.subject().type()) {
            case PROVIDER, APPLICATION -> row.newValue();
            case CONFIGURATION -> row.field();
            default -> Optional.empty();
        };
        return which.map(words -> row.action().label() + ": " + words)
                .orElse(row.action().label());
    }
}
