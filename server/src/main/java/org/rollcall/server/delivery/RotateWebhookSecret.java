package org.rollcall.server.delivery;

import java.util.List;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.Limits;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;

/** A new secret of a webhook. For a while both sign, so that the receiver can change over without a gap. */
final class RotateWebhookSecret implements Command<WebhookState, String> {

    private final ApplicationId id;
    private final WebhookKey key;

    RotateWebhookSecret(ApplicationId id, WebhookKey key) {
        this.id = id;
        this.key = key;
    }

    @Override
    public String name() {
        return "application.webhook-secret";
    }

    @Override
    public WebhookState load(Loader loader) {
        return WebhookState.load(loader, id).required();
    }

    @Override
    public Decision<String> decide(WebhookState state, Context context) {
        String salt = context.ids().publicKey(SetWebhook.SALT);
        String secret = key.secret(id, salt).text();
        Write write = Write.of(
                """
                update webhook set previous_salt = salt, previous_until = ?, salt = ?, secret_digest = ?
                where tenant_id = ? and application_id = ?""",
                context.now().plus(Limits.WEBHOOK_OVERLAP),
                salt,
                Digests.sha256(secret),
                context.caller().tenant().value(),
                id.value());
        return new Decision<>(Changes.settings(List.of(write), List.of(state.note("webhook secret rotated"))), secret);
    }
}
