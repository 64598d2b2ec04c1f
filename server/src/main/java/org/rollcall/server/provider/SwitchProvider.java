package org.rollcall.server.provider;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;

/**
 * Closes or opens a provider's door. Disabled, every credential of it is refused; paused, it is told to come again later,
 * so that nothing is lost (P-27). Its people stay as they are, and what is due for them is done.
 */
public final class SwitchProvider implements Command<Optional<ProviderState>, ProviderId> {

    private final ProviderId id;
    private final To to;

    /** What a door can be switched to. */
    public enum To {
        DISABLED("provider.disable"),
        ENABLED("provider.enable"),
        PAUSED("provider.pause"),
        RESUMED("provider.resume");

        private final String command;

        To(String command) {
            this.command = command;
        }

        private boolean pauses() {
            return this == PAUSED || this == RESUMED;
        }

        private boolean closes() {
            return this == DISABLED || this == PAUSED;
        }
    }

    public SwitchProvider(ProviderId id, To to) {
        this.id = id;
        this.to = to;
    }

    @Override
    public String name() {
        return to.command;
    }

    @Override
    public Optional<ProviderState> load(Loader loader) {
        return ProviderState.load(loader, id);
    }

    @Override
    public Decision<ProviderId> decide(Optional<ProviderState> state, Context context) {
        ProviderState provider =
                state.orElseThrow(() -> ProviderState.notFound(id).exception());
        boolean closed = to.pauses() ? provider.paused() : provider.disabled();
        if (closed == to.closes()) {
            return Decision.unchanged(id);
        }
        Changes changes = Changes.settings(
                List.of(
                        Write.of(
                                "update provider set %s = ? where tenant_id = ? and provider_id = ?"
                                        .formatted(to.pauses() ? "paused_at" : "disabled_at"),
                                to.closes() ? Optional.of(context.now()) : Optional.empty(),
                                context.caller().tenant().value(),
                                id.value()),
                        Credentials.tellNodes(context.caller().tenant().value())),
                List.of(provider.note(to.name().toLowerCase(Locale.ROOT))));
        return new Decision<>(changes, id);
    }
}
