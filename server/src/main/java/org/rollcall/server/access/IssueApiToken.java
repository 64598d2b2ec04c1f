package org.rollcall.server.access;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.journal.Action;
import org.rollcall.server.journal.LogEntry;
import org.rollcall.server.provider.Secret;

/** A new token for the API, shown once. Loads the door that it names. */
public final class IssueApiToken implements Command<String, Secret> {

    private final Grantable powers;
    private final Optional<Duration> life;

    /** @param life how long it works; empty for ever */
    public IssueApiToken(Grantable powers, Optional<Duration> life) {
        this.powers = powers;
        this.life = life;
    }

    @Override
    public String name() {
        return "token.issue";
    }

    @Override
    public String load(Loader loader) {
        var door = loader.pipeline()
                .query(
                        "select ingress_key from ingress where tenant_id = ? and provider_id is null",
                        row -> row.getString(1),
                        loader.tenant());
        loader.pipeline().run();
        return door.get().getFirst();
    }

    @Override
    public Decision<Secret> decide(String door, Context context) {
        Secret secret = Secret.administrator(door, context.ids());
        UUID id = context.ids().next();
        return new Decision<>(
                Changes.settings(
                        List.of(secret.remember(
                                context.caller().tenant().value(),
                                id,
                                context.now(),
                                life.map(context.now()::plus),
                                powers.in(context.rules()))),
                        List.of(note(
                                id, secret.hint(), "issued for " + powers.kind().words()))),
                secret);
    }

    static LogEntry note(UUID id, String hint, String what) {
        return LogEntry.of(
                        Action.ADMINISTRATOR_CHANGED,
                        new LogEntry.Subject("Token", id),
                        Optional.empty(),
                        "API token " + hint + "…")
                .change(Optional.empty(), Optional.of(what));
    }
}
