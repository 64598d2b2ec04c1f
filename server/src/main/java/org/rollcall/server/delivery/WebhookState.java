package org.rollcall.server.delivery;

import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.command.Loader;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;

/** An application with its webhook as commands need them, locked. */
public record WebhookState(ApplicationId id, String name, Optional<String> url) {

    /**
     * Loads them.
     *
     * @throws org.rollcall.scim.ScimException with 404 when there is no such application
     */
    static WebhookState load(Loader loader, ApplicationId id) {
        var name = loader.pipeline()
                .query(
                        "select name from application where tenant_id = ? and application_id = ? for no key update",
                        row -> row.getString(1),
                        loader.tenant(),
                        id.value());
        var url = loader.pipeline()
                .query(
                        "select url from webhook where tenant_id = ? and application_id = ? for update",
                        row -> row.getString(1),
                        loader.tenant(),
                        id.value());
        loader.pipeline().run();
        return new WebhookState(
                id,
                name.get().stream()
                        .findFirst()
                        .orElseThrow(
                                () -> ScimError.notFound("no application " + id).exception()),
                url.get().stream().findFirst());
    }

    WebhookState required() {
        if (url.isEmpty()) {
            throw ScimError.notFound("the application has no webhook").exception();
        }
        return this;
    }

    LogEntry note(String what) {
        return LogEntry.of(Action.APPLICATION_CHANGED, LogEntry.Subject.application(id.value()), Optional.empty(), name)
                .change(Optional.empty(), Optional.of(what));
    }
}
