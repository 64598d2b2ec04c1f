package org.rollcall.server.provider;

import java.util.List;
import java.util.Optional;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;

/** Closes or opens a provider's door: disabled, every credential of it is refused. Its people stay as they are. */
public final class SetProviderEnabled implements Command<Optional<ProviderState>, ProviderId> {

    private final ProviderId id;
    private final boolean enabled;

    public SetProviderEnabled(ProviderId id, boolean enabled) {
        this.id = id;
        this.enabled = enabled;
    }

    @Override
    public String name() {
        return enabled ? "provider.enable" : "provider.disable";
    }

    @Override
    public Optional<ProviderState> load(Loader loader) {
        return ProviderState.load(loader, id);
    }

    @Override
    public Decision<ProviderId> decide(Optional<ProviderState> state, Context context) {
        ProviderState provider =
                state.orElseThrow(() -> ProviderState.notFound(id).exception());
        if (provider.disabled() != enabled) {
            return Decision.unchanged(id);
        }
        Changes changes = Changes.settings(
                List.of(
                        Write.of(
                                "update provider set disabled_at = ? where tenant_id = ? and provider_id = ?",
                                enabled ? Optional.empty() : Optional.of(context.now()),
                                context.caller().tenant().value(),
                                id.value()),
                        Credentials.tellNodes(context.caller().tenant().value())),
                List.of(provider.note(enabled ? "enabled" : "disabled")));
        return new Decision<>(changes, id);
    }
}
