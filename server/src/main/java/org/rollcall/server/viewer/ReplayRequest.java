package org.rollcall.server.viewer;

import java.util.List;
import java.util.UUID;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Changes;
import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;

/** An administrator lets a request of a provider be carried out once more; told before it is, so that the audit log has it. */
public final class ReplayRequest implements Command<ProviderNote, ProviderId> {

    private final ProviderId provider;
    private final UUID request;

    public ReplayRequest(ProviderId provider, UUID request) {
        this.provider = provider;
        this.request = request;
    }

    @Override
    public String name() {
        return "request.replay";
    }

    @Override
    public ProviderNote load(Loader loader) {
        return ProviderNote.load(loader, provider);
    }

    @Override
    public Decision<ProviderId> decide(ProviderNote state, Context context) {
        if (state.disabled()) {
            throw ScimError.conflict("the provider is disabled; enable it first")
                    .exception();
        }
        return new Decision<>(
                Changes.settings(List.of(), List.of(state.saying("request %s replayed".formatted(request)))), provider);
    }
}
