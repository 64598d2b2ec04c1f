package org.rollcall.server.access;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.audit.AuditEntry;
import org.rollcall.server.base.CredentialId;
import org.rollcall.server.command.Caller;

/**
 * Tells the audit log who came in and who was turned away, and from where (P-93). A name that nobody has is not kept:
 * people type passwords into the wrong field.
 */
final class SignInLog {

    private final Jdbi jdbi;
    private final InstantSource time;

    SignInLog(Jdbi jdbi, InstantSource time) {
        this.jdbi = jdbi;
        this.time = time;
    }

    /** @param way in words, such as {@code password and code} */
    void cameIn(Caller caller, UUID administrator, String name, String way) {
        append(
                caller,
                name,
                "administrator.sign-in",
                AuditEntry.Target.of("Administrator", administrator, name),
                "by " + way);
    }

    /** @param name whose, as far as it is somebody's */
    void turnedAway(Caller caller, Optional<UUID> administrator, String name, String why) {
        append(
                caller,
                "nobody",
                "administrator.sign-in-refused",
                administrator
                        .map(id -> AuditEntry.Target.of("Administrator", id, name))
                        .orElseGet(() ->
                                new AuditEntry.Target("Tenant", caller.tenant().value(), Optional.empty())),
                why);
    }

    private void append(Caller caller, String actor, String action, AuditEntry.Target target, String detail) {
        AuditEntry entry = new AuditEntry(
                caller.tenant(),
                time.instant(),
                actor,
                caller.origin().credential().map(CredentialId::value),
                caller.origin().address(),
                action,
                target,
                detail,
                Optional.empty(),
                caller.requestId());
        jdbi.useTransaction(handle -> entry.append()
                .forEach(statement ->
                        handle.execute(statement.sql(), statement.arguments().toArray())));
    }
}
