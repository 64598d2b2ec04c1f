package org.rollcall.server.application;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.command.Loader;
import org.rollcall.server.directory.Rows;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;

/** An application as commands need it, its row locked. */
record ApplicationState(ApplicationId id, String name, String door, List<Token> tokens) {

    /** A token that was not revoked. */
    record Token(UUID id, String hint, Optional<Instant> expires) {
        boolean live(Instant now) {
            return expires.isEmpty() || now.isBefore(expires.get());
        }
    }

    private record Row(String name, String door) {}

    /**
     * Loads it.
     *
     * @throws org.rollcall.scim.ScimException with 404 when there is none
     */
    static ApplicationState load(Loader loader, ApplicationId id) {
        var found = loader.pipeline()
                .query("""
                        select p.name, i.ingress_key from application p
                        join ingress i on i.tenant_id = p.tenant_id and i.provider_id is null
                        where p.tenant_id = ? and p.application_id = ? for no key update of p""", row -> new Row(row.getString(1), row.getString(2)), loader.tenant(), id.value());
        var tokens = loader.pipeline()
                .query(
                        """
                        select credential_id, hint, expires_at from credential
                        where tenant_id = ? and application_id = ? and revoked_at is null order by credential_id""",
                        row -> new Token(
                                Rows.uuid(row, "credential_id"),
                                row.getString("hint"),
                                Rows.instant(row, "expires_at")),
                        loader.tenant(),
                        id.value());
        loader.pipeline().run();
        Row row = found.get().stream()
                .findFirst()
                .orElseThrow(() -> ScimError.notFound("no application " + id).exception());
        return new ApplicationState(id, row.name(), row.door(), tokens.get());
    }

    LogEntry note(String what) {
        return note(id, name, what);
    }

    static LogEntry note(ApplicationId id, String name, String what) {
        return LogEntry.of(Action.APPLICATION_CHANGED, LogEntry.Subject.application(id.value()), Optional.empty(), name)
                .change(Optional.empty(), Optional.of(what));
    }
}
