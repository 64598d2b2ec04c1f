package org.rollcall.server.provider;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Changes.Write;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;

/** Says what speaks for a provider, and after how long its silence is an alarm (P-20, P-125). */
public final class SetProviderSource implements Command<Optional<ProviderState>, Source> {

    /** Before the provider's row, in the order of whoever applies a configuration. */
    private static final String LOCK = "select 1 from tenant where tenant_id = ? for no key update";

    private final ProviderId id;
    private final Source source;

    public SetProviderSource(ProviderId id, Source source) {
        this.id = id;
        this.source = source;
    }

    @Override
    public String name() {
        return "provider.source";
    }

    @Override
    public Optional<ProviderState> load(Loader loader) {
        loader.pipeline().query(LOCK, row -> row.getInt(1), loader.tenant());
        return ProviderState.load(loader, id);
    }

    @Override
    public Decision<Source> decide(Optional<ProviderState> state, Context context) {
        ProviderState provider =
                state.orElseThrow(() -> ProviderState.notFound(id).exception());
        if (!source.valid()) {
            throw ScimError.invalidValue("the time of silence " + Source.TIMES).exception();
        }
        if (source.equals(provider.source())) {
            return Decision.unchanged(source);
        }
        UUID tenant = context.caller().tenant().value();
        List<Write> writes = List.of(
                Write.of(
                        """
                        update provider set kind = ?, silent_after = ?::bigint * interval '1 second'
                        where tenant_id = ? and provider_id = ?""",
                        source.kind().label(),
                        source.silentAfter().map(time -> time.toSeconds()),
                        tenant,
                        id.value()),
                Write.of("update tenant set config_version = config_version + 1 where tenant_id = ?", tenant));
        return new Decision<>(Changes.settings(writes, List.of(provider.note(words()))), source);
    }

    private String words() {
        String silence = source.silentAfter()
                .map(time -> ", silent after %,d s".formatted(time.toSeconds()))
                .orElse("");
        return "is of the kind " + source.kind().label() + silence;
    }
}
