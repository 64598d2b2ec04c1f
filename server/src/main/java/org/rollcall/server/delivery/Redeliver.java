package org.rollcall.server.delivery;

import java.util.List;
import java.util.Optional;
import org.rollcall.server.base.ApplicationId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.feed.Cursor;

/** Events that were given up are tried again, under the same ids; those that still wait are tried now. */
public final class Redeliver implements Command<Redeliver.State, Integer> {

    private final ApplicationId id;
    private final Optional<List<Cursor>> events;

    /** @param events which; empty for all */
    public Redeliver(ApplicationId id, Optional<List<Cursor>> events) {
        this.id = id;
        this.events = events;
    }

    /** The webhook, and the positions of what was not taken. */
    public record State(WebhookState webhook, List<Long> positions) {}

    @Override
    public String name() {
        return "application.redeliver";
    }

    @Override
    public State load(Loader loader) {
        WebhookState webhook = WebhookState.load(loader, id).required();
        var positions = loader.pipeline()
                .query(
                        "select position from webhook_delivery where tenant_id = ? and application_id = ?",
                        row -> row.getLong(1),
                        loader.tenant(),
                        id.value());
        loader.pipeline().run();
        return new State(webhook, positions.get());
    }

    @Override
    public Decision<Integer> decide(State state, Context context) {
        List<Long> chosen = state.positions().stream()
                .filter(position ->
                        events.isEmpty() || events.get().stream().anyMatch(event -> event.position() == position))
                .toList();
        if (chosen.isEmpty()) {
            return Decision.unchanged(0);
        }
        Write write = Write.of(
                """
                update webhook_delivery set dead_at = null, due_at = ?, attempts = 0
                where tenant_id = ? and application_id = ? and position = any(?::bigint[])""",
                context.now(),
                context.caller().tenant().value(),
                id.value(),
                SqlArray.longs(chosen, position -> position));
        return new Decision<>(
                Changes.settings(
                        List.of(write),
                        List.of(state.webhook().note("%d events delivered again".formatted(chosen.size())))),
                chosen.size());
    }
}
