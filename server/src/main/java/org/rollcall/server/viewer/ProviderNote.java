package org.rollcall.server.viewer;

import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Loader;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;

/** A provider by name, for the log rows of what is done about its requests. */
record ProviderNote(ProviderId id, String name, String kept, int days, boolean disabled) {

    static ProviderNote load(Loader loader, ProviderId id) {
        var pipeline = loader.pipeline();
        var found = pipeline.query(
                """
                select name, requests_kept, requests_kept_days, disabled_at is not null from provider
                where tenant_id = ? and provider_id = ? and deleted_at is null for no key update""",
                row -> new ProviderNote(id, row.getString(1), row.getString(2), row.getInt(3), row.getBoolean(4)),
                loader.tenant(),
                id.value());
        pipeline.run();
        return found.get().stream()
                .findFirst()
                .orElseThrow(() -> ScimError.notFound("no provider " + id).exception());
    }

    LogEntry saying(String what) {
        return LogEntry.of(Action.PROVIDER_CHANGED, LogEntry.Subject.provider(id.value()), Optional.empty(), name)
                .change(Optional.empty(), Optional.of(what));
    }
}
