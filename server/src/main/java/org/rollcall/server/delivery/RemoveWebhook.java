package org.rollcall.server.delivery;

import java.util.List;
import java.util.UUID;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;

/**
 * An application is not called any more. Its feed stays, and goes on where the webhook was: at the first event that still
 * waits to be delivered.
 */
public final class RemoveWebhook implements Command<WebhookState, ApplicationId> {

    private static final String MOVE = """
            update application p set cursor_epoch = t.epoch,
                cursor_position = case when p.cursor_epoch = t.epoch then greatest(p.cursor_position, w.done)
                                       else w.done end
            from tenant t, (
                select h.tenant_id, h.application_id, least(h.position, (
                    select min(d.position) - 1 from webhook_delivery d where d.tenant_id = h.tenant_id
                    and d.application_id = h.application_id and d.due_at is not null)) as done
                from webhook h) w
            where p.tenant_id = ? and p.application_id = ? and t.tenant_id = p.tenant_id
            and w.tenant_id = p.tenant_id and w.application_id = p.application_id""";

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
        UUID tenant = context.caller().tenant().value();
        Write move = Write.of(MOVE, tenant, id.value());
        Write remove = Write.of("delete from webhook where tenant_id = ? and application_id = ?", tenant, id.value());
        return new Decision<>(Changes.settings(List.of(move, remove), List.of(state.note("webhook removed"))), id);
    }
}
