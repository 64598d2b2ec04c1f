package org.rollcall.server.delivery;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.base.Digests;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.journal.LogEntry;

/**
 * Where an application is called from now on. One that is new begins at its cursor, with a secret. Another host gets
 * another secret: whoever can change the address must not have the old one used there (H-S4).
 */
final class SetWebhook implements Command<WebhookState, Optional<String>> {

    static final int SALT = 24;

    private final ApplicationId id;
    private final URI url;
    private final WebhookKey key;

    SetWebhook(ApplicationId id, URI url, WebhookKey key) {
        this.id = id;
        this.url = url;
        this.key = key;
    }

    @Override
    public String name() {
        return "application.webhook";
    }

    @Override
    public WebhookState load(Loader loader) {
        return WebhookState.load(loader, id);
    }

    /** Path and query may be secret, and what is noted stays. */
    private String place() {
        return url.getScheme() + "://" + url.getAuthority();
    }

    @Override
    public Decision<Optional<String>> decide(WebhookState state, Context context) {
        UUID tenant = context.caller().tenant().value();
        boolean sameHost = state.url()
                .filter(before -> url.getAuthority().equals(URI.create(before).getAuthority()))
                .isPresent();
        List<LogEntry> notes = List.of(state.note("webhook " + place()));
        if (sameHost) {
            Write write = Write.of("""
                    update webhook set url = ?, switched_off_at = null, problem = null
                    where tenant_id = ? and application_id = ?""", url.toString(), tenant, id.value());
            return new Decision<>(Changes.settings(List.of(write), notes), Optional.empty());
        }
        String salt = context.ids().publicKey(SALT);
        String secret = key.secret(id, salt).text();
        Write write = Write.of("""
                insert into webhook (tenant_id, application_id, url, salt, secret_digest, position)
                select p.tenant_id, p.application_id, ?, ?, ?, p.cursor_position from application p
                where p.tenant_id = ? and p.application_id = ?
                on conflict (tenant_id, application_id) do update set url = excluded.url, salt = excluded.salt,
                    secret_digest = excluded.secret_digest, previous_salt = null, previous_until = null,
                    switched_off_at = null, problem = null""", url.toString(), salt, Digests.sha256(secret), tenant, id.value());
        return new Decision<>(Changes.settings(List.of(write), notes), Optional.of(secret));
    }
}
