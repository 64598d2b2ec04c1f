package org.rollcall.server.delivery;

import java.util.List;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;

/** An application is not called any more. Its feed stays: whatever was not delivered can be read there. */
public final class RemoveWebhook implements Command<WebhookState, ApplicationId> {

    private final ApplicationId id;

    public RemoveWebhook(ApplicationId id) {
        this.id = id;
    }

    @Override
    public String name() {
        return "application.webhook-remove";
    }

    @Override
    public WebhookState load(Loader loader) {
        return WebhookState.load(loader, id).required();
    }

    @Override
    public Decision<ApplicationId> decide(WebhookState state, Context context) {
        Write write = Write.of(
                "delete from webhook where tenant_id = ? and application_id = ?",
                context.caller().tenant().value(),
                id.value());
        return new Decision<>(Changes.settings(List.of(write), List.of(state.note("webhook removed"))), id);
    }
}
